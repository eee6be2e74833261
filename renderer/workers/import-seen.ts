import { KeySet } from './hash-set.ts'

export type Seen = 'new' | 'in-file' | 'in-project'

/** Remembers ids and texts that came before, in the files and in the project. */
export class SeenRows {
  readonly #ids = new KeySet()
  readonly #texts = new KeySet()
  readonly #project = new KeySet()

  /** Text keys of the project's visible items. */
  addProjectKeys(keys: Iterable<string>) {
    for (const key of keys) this.#project.addHash(key)
  }

  inProject(textKey: string): boolean {
    return this.#project.hasHash(textKey)
  }

  /** Same id or same text as an earlier row of the files, or the same text as in the project. */
  see(row: { sourceId: string; textKey: string }): Seen {
    const newText = this.#texts.addHash(row.textKey)
    const newId = row.sourceId === '' || this.#ids.add(row.sourceId)
    if (!newText || !newId) return 'in-file'
    return this.inProject(row.textKey) ? 'in-project' : 'new'
  }
}
