import type { ImportedAnswer } from '#shared/formats/imported-answer.ts'
import { rowError, type RowError } from '#shared/formats/row-error.ts'
import type { SourceRow } from '#shared/formats/row-parser.ts'
import { RowReader, type ReadRow } from '#shared/formats/row-to-item.ts'
import { KeySet } from './hash-set.ts'
import type { ImportPlan } from './import-protocol.ts'
import { SeenRows, type Seen } from './import-seen.ts'

export type RowFate =
  | { kind: 'item'; row: ReadRow; key: string }
  /** Another person's answers to an item that came before. */
  | { kind: 'more-answers'; row: ReadRow; key: string }
  /** Answers to a text that is in the project already: which item that is, the project says. */
  | { kind: 'known'; row: ReadRow }
  | { kind: 'duplicate'; row: ReadRow; where: 'in-file' | 'in-project' }
  | { kind: 'rejected'; errors: RowError[] }

/**
 * Decides what each row becomes. A row says itself which item it is by an `item_id` of our own exports, by its place in
 * a sentence, or, where several people answer (a column of names, several files), by its id and text: rows of one key
 * are one item with several people's answers. Of other rows the second with an id or a text is a duplicate.
 */
export class RowSorter {
  readonly #reader: RowReader
  readonly #seen = new SeenRows()
  readonly #keys = new KeySet()
  /** Keys of exported items with their texts, and keys with the people who answered. */
  readonly #said = new KeySet()
  readonly #severalPeople: boolean
  readonly #keepAll: boolean
  readonly #answersAs: ImportPlan['answersAs']

  constructor(
    plan: Pick<ImportPlan, 'mapping' | 'target' | 'duplicates' | 'answersAs' | 'files'>,
    projectKeys: Iterable<string>,
    expectLabels = false,
  ) {
    this.#reader = new RowReader(plan.mapping, plan.target, expectLabels)
    this.#answersAs = plan.answersAs
    this.#severalPeople =
      plan.mapping.some(({ use }) => use.kind === 'annotator') ||
      (plan.files.length > 1 && plan.answersAs !== 'suggestion')
    this.#keepAll = plan.duplicates === 'all'
    this.#seen.addProjectKeys(projectKeys)
  }

  /** `person`: whose answers the file holds where no column says so. */
  sort(source: SourceRow, person: string): RowFate {
    const outcome = this.#reader.read(source)
    if (!outcome.ok) return { kind: 'rejected', errors: outcome.errors }
    const row = { ...outcome.row, answers: outcome.row.answers.map((answer) => named(answer, person)) }
    const key = this.#keyOf(row)
    const again = key !== '' && this.#keys.has(key) ? this.#again(row, key) : null
    if (again !== null && (again.kind !== 'duplicate' || !this.#keepsRepeated(row))) return again
    if (this.#isKnown(row)) return { kind: 'known', row }
    const seen = this.#see(row)
    if (seen !== 'new' && !this.#keepAll) return { kind: 'duplicate', row, where: seen }
    if (key !== '') this.#remember(row, key)
    return { kind: 'item', row, key }
  }

  #isKnown(row: ReadRow): boolean {
    return (
      !this.#keepAll &&
      this.#answersAs !== 'suggestion' &&
      row.answers.some(({ kind }) => kind === 'answer') &&
      this.#seen.inProject(row.textKey)
    )
  }

  /** Every repeated text is wanted, but for rows that say they are the same item. */
  #keepsRepeated(row: ReadRow): boolean {
    return this.#keepAll && !hasOwnKey(row)
  }

  #see(row: ReadRow): Seen {
    if (!hasOwnKey(row)) return this.#seen.see(row)
    // The key of such a row says more than its text: another key in the file is another item.
    return this.#seen.inProject(row.textKey) ? 'in-project' : 'new'
  }

  #keyOf(row: ReadRow): string {
    if (row.rowKey !== '') return `item\u001F${row.rowKey}`
    if (row.place !== '') return `place\u001F${row.textKey}`
    return this.#severalPeople ? `row\u001F${row.sourceId}\u001F${row.textKey}` : ''
  }

  #remember(row: ReadRow, key: string) {
    this.#keys.add(key)
    if (row.rowKey !== '') this.#said.add(`${key}\u001E${row.textKey}`)
    for (const name of this.#peopleOf(row.answers)) this.#said.add(`${key}\u001F${name}`)
  }

  #again(row: ReadRow, key: string): RowFate {
    if (row.rowKey !== '' && !this.#said.has(`${key}\u001E${row.textKey}`)) {
      return { kind: 'rejected', errors: [rowError(row.sourceRow, '', 'text-differs', row.texts[0]?.text ?? '')] }
    }
    const people = this.#peopleOf(row.answers)
    const repeated = [...people].some((name) => this.#said.has(`${key}\u001F${name}`))
    // A token of a second file: to an item that is stored no suggestion can be added.
    const late = row.rowKey === '' && row.place !== '' && this.#answersAs === 'suggestion'
    if (people.size === 0 || repeated || late) return { kind: 'duplicate', row, where: 'in-file' }
    for (const name of people) this.#said.add(`${key}\u001F${name}`)
    return { kind: 'more-answers', row, key }
  }

  /** Settled answers are nobody's: an item has them once. */
  #peopleOf(answers: readonly ImportedAnswer[]): Set<string> {
    return new Set(answers.map(({ annotator }) => (this.#answersAs === 'gold' ? '' : annotator)))
  }
}

const hasOwnKey = (row: ReadRow) => row.rowKey !== '' || row.place !== ''

function named(answer: ImportedAnswer, person: string): ImportedAnswer {
  return answer.annotator === '' ? { ...answer, annotator: person } : answer
}
