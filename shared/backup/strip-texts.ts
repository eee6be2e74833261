import type { Annotator } from '../domain/annotator.ts'
import { STATUSES } from '../domain/status.ts'
import { LANGUAGES } from '../text/languages.ts'
import { OPERATION_KINDS, type Operation } from '../sync/operation.ts'
import { parseItemId } from '../base/ids.ts'
import type { BackupProject } from './backup-schema.ts'

/**
 * Takes every text of people out of what goes to support. It names what may stay and nothing else: numbers, truth
 * values, words of the format itself, and ids that were met as ids. Every other string becomes its length, also in
 * kinds and fields that this version does not know.
 */
export class TextStripper {
  readonly #ids = new Set<string>()

  /** Learns ids from an operation; all of them are met before the first one is written. */
  learn(operation: Operation): void {
    if (operation.kind === 'taskVersion.add') this.#learnQuestions(operation.value)
    if (operation.kind === 'project.set' && operation.key === 'fields') this.#learnList(operation.value)
    if (operation.kind === 'project.set' && operation.key === 'template') this.learnId(operation.value)
    if (operation.kind === 'chunk.add' || operation.kind === 'import.set') this.learnId(operation.key)
    if (operation.kind === 'span.set') this.learnId(operation.span)
  }

  learnId(id: unknown): void {
    if (typeof id === 'string' && ID.test(id)) this.#ids.add(id)
  }

  operation(operation: Operation): Operation {
    const { item, kind, ...rest } = operation
    const stripped: Record<string, unknown> = { kind: this.#kind(kind), item: this.#item(item) }
    for (const [key, value] of Object.entries(rest)) stripped[this.#key(key)] = this.#value(value)
    if (isText(operation)) stripped['value'] = lengthOf(String(operation.value))
    return stripped as unknown as Operation
  }

  profile({ id, colour, createdAt, imported, name, pin }: Annotator): Annotator {
    return { id, colour, createdAt, imported, name: lengthOf(name), pin: pin === null ? null : lengthOf(pin) }
  }

  project(project: BackupProject): BackupProject {
    return { ...project, name: '', languages: project.languages.filter((code) => WORDS.has(code)) }
  }

  #learnQuestions(value: unknown): void {
    const { questions } = (value ?? {}) as { questions?: unknown }
    this.#learnList(questions)
    if (!Array.isArray(questions)) return
    for (const question of questions) this.#learnList((question as { labels?: unknown } | null)?.labels)
  }

  #learnList(list: unknown): void {
    if (!Array.isArray(list)) return
    for (const one of list) this.learnId((one as { id?: unknown } | null)?.id)
  }

  #kind(kind: string): Operation['kind'] {
    return (/^[a-z]+[.][a-zA-Z]+$/.test(kind) ? kind : lengthOf(kind)) as Operation['kind']
  }

  #item(item: string): string {
    const place = parseItemId(item)
    if (item === '' || (place !== null && this.#ids.has(place.chunk))) return item
    return lengthOf(item)
  }

  #key(key: string): string {
    return WORDS.has(key) || this.#ids.has(key) ? key : lengthOf(key)
  }

  #value(value: unknown): unknown {
    if (typeof value === 'string') return this.#string(value)
    if (Array.isArray(value)) return value.map((one) => this.#value(one))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const text = typeof inner === 'string' && inner !== '' && TEXT_FIELDS.has(key)
        return [this.#key(key), text ? lengthOf(inner) : this.#value(inner)]
      }),
    )
  }

  #string(text: string): string {
    return text === '' || WORDS.has(text) || this.#ids.has(text) || SHA256.test(text) ? text : lengthOf(text)
  }
}

/** Whole values that a person wrote, even where one of them is the same as a word of ours. */
function isText({ kind, key, value }: Operation): boolean {
  if (typeof value !== 'string' || value === '') return false
  return kind === 'comment.set' || (kind === 'project.set' && (key === 'name' || key === 'licence'))
}

/** «12» stands for a text of twelve UTF-16 units. */
function lengthOf(text: string): string {
  return `«${text.length}»`
}

/** Properties that hold what a person wrote. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(
  'quote name nameEn title titleEn description example guidelines fileName licence note section'.split(' '),
)

/** Ours are at most 16 letters of base32; those of templates are short words. */
const ID = /^[0-9a-z-]{1,40}$/
const SHA256 = /^[0-9a-f]{64}$/

/** Words of the format: property names, kinds, states. None of them is ever a person's text. */
const WORDS: ReadonlySet<string> = new Set([
  ...OPERATION_KINDS,
  ...STATUSES,
  ...LANGUAGES.map(({ code }) => code),
  ...`seq lamport kind item question span key value at activeMs taskVersion field start end label quote version
  questions guidelines id title titleEn multiple labels fields name nameEn colour hotkey description example parent
  retired language template sample archived licence role importId sha256 items bytes firstOrder fileName startedAt
  state rejected duplicates answer judged choice spans lead annotator researcher adjudicator running done cancelled
  failed`.split(/\s+/),
])
