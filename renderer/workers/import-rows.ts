import type { ImportedAnswer } from '#shared/formats/imported-answer.ts'
import { rowError, type RowError } from '#shared/formats/row-error.ts'
import type { SourceRow } from '#shared/formats/row-parser.ts'
import { RowReader, type ReadRow } from '#shared/formats/row-to-item.ts'
import type { ImportPlan } from './import-protocol.ts'
import { SeenRows } from './import-seen.ts'

export type RowFate =
  | { kind: 'item'; row: ReadRow; key: string }
  /** Another person's answers to an item that came before. */
  | { kind: 'more-answers'; row: ReadRow; key: string }
  | { kind: 'duplicate'; row: ReadRow; where: 'in-file' | 'in-project' }
  | { kind: 'rejected'; errors: RowError[] }

type KnownItem = { textKey: string; people: Set<string> }

/**
 * Decides what each row becomes. Rows with one `item_id` of our own exports, or with the same id,
 * the same text and another annotator, are one item with several people's answers. Everything else
 * that comes twice is a duplicate.
 */
export class RowSorter {
  readonly #reader: RowReader
  readonly #seen = new SeenRows()
  readonly #items = new Map<string, KnownItem>()
  readonly #byAnnotator: boolean
  readonly #keepAll: boolean

  constructor(plan: Pick<ImportPlan, 'mapping' | 'target' | 'duplicates'>, projectKeys: Iterable<string>) {
    this.#reader = new RowReader(plan.mapping, plan.target)
    this.#byAnnotator = plan.mapping.some(({ use }) => use.kind === 'annotator')
    this.#keepAll = plan.duplicates === 'all'
    this.#seen.addProjectKeys(projectKeys)
  }

  sort(source: SourceRow): RowFate {
    const outcome = this.#reader.read(source)
    if (!outcome.ok) return { kind: 'rejected', errors: outcome.errors }
    const { row } = outcome
    const key = this.#keyOf(row)
    const known = key === '' ? undefined : this.#items.get(key)
    if (known) return this.#again(row, key, known)
    const seen = this.#seen.see(row)
    if (seen !== 'new' && !this.#keepAll) return { kind: 'duplicate', row, where: seen }
    if (key !== '') this.#items.set(key, { textKey: row.textKey, people: peopleOf(row.answers) })
    return { kind: 'item', row, key }
  }

  #keyOf(row: ReadRow): string {
    if (row.rowKey !== '') return row.rowKey
    return this.#byAnnotator && row.answers.length > 0 ? `${row.sourceId}\u001F${row.textKey}` : ''
  }

  #again(row: ReadRow, key: string, known: KnownItem): RowFate {
    if (known.textKey !== row.textKey) {
      return { kind: 'rejected', errors: [rowError(row.sourceRow, '', 'text-differs', row.texts[0]?.text ?? '')] }
    }
    const people = peopleOf(row.answers)
    if (people.size === 0 || [...people].some((name) => known.people.has(name))) {
      return { kind: 'duplicate', row, where: 'in-file' }
    }
    for (const name of people) known.people.add(name)
    return { kind: 'more-answers', row, key }
  }
}

function peopleOf(answers: readonly ImportedAnswer[]): Set<string> {
  return new Set(answers.map(({ annotator }) => annotator))
}
