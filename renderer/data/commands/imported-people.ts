import type { AnnotatorId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'
import { createProfile } from './profiles.ts'

const PALETTE = 12

/**
 * People known from imported files, by name: each name is made an annotator marked "imported" once
 * on this laptop. A profile or a member of a team of the same name is not taken for the same person.
 */
export class ImportedPeople {
  readonly #data: DataContext
  readonly #ids = new Map<string, AnnotatorId>()
  #read = false

  constructor(data: DataContext) {
    this.#data = data
  }

  /** The person of a name, if a file brought them before. */
  async find(name: string): Promise<AnnotatorId | undefined> {
    await this.#readOnce()
    return this.#ids.get(shortName(name))
  }

  /** The person of a name, made where no file brought them before. */
  async idOf(name: string): Promise<AnnotatorId> {
    const known = await this.find(name)
    if (known !== undefined) return known
    const short = shortName(name)
    const colour = (this.#ids.size % PALETTE) + 1
    const { id } = await createProfile(this.#data, { name: short, colour, imported: true })
    this.#ids.set(short, id)
    return id
  }

  async #readOnce(): Promise<void> {
    if (this.#read) return
    const [rows, members] = await Promise.all([
      this.#data.db.annotators.toArray(),
      this.#data.db.members.toCollection().primaryKeys(),
    ])
    const team = new Set<string>(members.map(([, annotatorId]) => annotatorId))
    for (const row of rows) if (row.imported && !team.has(row.id)) this.#ids.set(row.name, row.id)
    this.#read = true
  }
}

function shortName(name: string): string {
  return name.trim().slice(0, 80)
}
