import { quickHash } from '#shared/text/text-key.ts'
import type { ReadRow } from '#shared/formats/row-to-item.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import type { ImportCheck, ImportPlan, ImportProgress, Rejected } from './import-protocol.ts'
import { MAX_LISTED_ERRORS } from './import-protocol.ts'
import type { RowError } from '#shared/formats/row-error.ts'
import { KNOWN_AT_ONCE, KnownTexts, type KnownRow } from './import-known.ts'
import { RowSorter, type RowFate } from './import-rows.ts'
import { readSource, totalBytes } from './import-source.ts'
import { ProgressClock } from './import-progress.ts'

export type ImportOptions = {
  /** Text keys of the project's visible items. */
  projectKeys: Iterable<string>
  signal: AbortSignal
  onProgress: (progress: ImportProgress) => void
}

const SHOWN_DUPLICATES = 50
const SHOWN_LABELS = 200
const SHOWN_PEOPLE = 100
/** Beyond so many texts conflicting duplicates are no longer counted: memory stays flat. */
const MAX_ANSWERS_KEPT = 300_000

/** Adds the errors of a piece of a file to the list that is shown and saved. */
export function addRejected(rejected: Rejected, file: string, errors: readonly RowError[]) {
  // A row may have several errors but is one rejected row.
  rejected.count += new Set(errors.map(({ line }) => line)).size
  for (const error of errors) if (rejected.listed.length < MAX_LISTED_ERRORS) rejected.listed.push({ file, ...error })
}

function addCount(counts: Map<string, number>, key: string, limit: number) {
  if (counts.has(key) || counts.size < limit) counts.set(key, (counts.get(key) ?? 0) + 1)
}

class CheckCounts {
  readonly check: ImportCheck = {
    rows: 0,
    items: 0,
    answers: 0,
    known: { texts: 0, rows: 0, answered: 0 },
    rejected: { count: 0, listed: [] },
    duplicates: { inFile: 0, inProject: 0, conflicting: 0, examples: [] },
    unknownLabels: [],
    people: [],
  }
  readonly #labels = new Map<string, number>()
  readonly #people = new Map<string, number>()
  readonly #firstAnswers = new Map<string, string>()

  add(fate: Exclude<RowFate, { kind: 'known' }>, file: string) {
    const { check } = this
    check.rows += 1
    if (fate.kind === 'rejected') {
      addRejected(check.rejected, file, fate.errors)
      return
    }
    if (fate.kind === 'duplicate') this.#addDuplicate(fate.row, fate.where)
    else {
      if (fate.kind === 'item') check.items += 1
      this.#addAnswers(fate.row)
    }
  }

  addKnown({ row, itemId, answers, firstOfText }: KnownRow) {
    const { check } = this
    check.rows += 1
    if (itemId !== null && answers.length > 0) {
      check.known.rows += 1
      if (firstOfText) check.known.texts += 1
      this.#addAnswers({ ...row, answers })
      return
    }
    if (itemId !== null) check.known.answered += 1
    this.#addDuplicate(row, 'in-project')
  }

  #addAnswers(row: ReadRow) {
    for (const { question, label } of row.unknownLabels)
      addCount(this.#labels, JSON.stringify([question, label]), SHOWN_LABELS)
    for (const answer of row.answers) {
      if (answer.answers.length > 0) this.check.answers += 1
      if (answer.kind === 'answer') addCount(this.#people, answer.annotator, SHOWN_PEOPLE)
    }
    if (row.answers.length > 0 && this.#firstAnswers.size < MAX_ANSWERS_KEPT) {
      this.#firstAnswers.set(row.textKey, answersHash(row))
    }
  }

  #addDuplicate(row: ReadRow, where: 'in-file' | 'in-project') {
    const { duplicates } = this.check
    if (where === 'in-project') duplicates.inProject += 1
    else duplicates.inFile += 1
    const first = this.#firstAnswers.get(row.textKey)
    if (first !== undefined && row.answers.length > 0 && first !== answersHash(row)) duplicates.conflicting += 1
    if (duplicates.examples.length < SHOWN_DUPLICATES) {
      duplicates.examples.push({ line: row.sourceRow, text: row.texts[0]?.text.slice(0, 200) ?? '' })
    }
  }

  finish(): ImportCheck {
    this.check.unknownLabels = [...this.#labels].map(([key, count]) => {
      const [question, label] = JSON.parse(key) as [never, string]
      return { question, label, count }
    })
    this.check.people = [...this.#people].map(([name, count]) => ({ name, count }))
    return this.check
  }
}

function answersHash(row: ReadRow): string {
  return quickHash(JSON.stringify(row.answers.map(({ answers }) => answers)))
}

/** Reads everything once without storing: what would be added, refused, repeated. Null when cancelled. */
export async function checkImport(
  data: DataContext,
  plan: ImportPlan,
  { projectKeys, signal, onProgress }: ImportOptions,
): Promise<ImportCheck | null> {
  const counts = new CheckCounts()
  // Duplicates are counted whatever becomes of them.
  const sorter = new RowSorter({ ...plan, duplicates: 'first' }, projectKeys, plan.createLabels)
  const known = new KnownTexts(data, plan)
  const clock = new ProgressClock(totalBytes(plan.files), onProgress)
  for await (const part of readSource(plan.files, plan.settings, signal)) {
    addRejected(counts.check.rejected, part.file, part.errors)
    counts.check.rows += part.errors.length
    const waiting: ReadRow[] = []
    for (const source of part.rows) {
      const fate = sorter.sort(source, plan.annotatorNames[part.place] ?? '')
      if (fate.kind === 'known') waiting.push(fate.row)
      else counts.add(fate, part.file)
    }
    for (let from = 0; from < waiting.length && !signal.aborted; from += KNOWN_AT_ONCE) {
      for (const row of await known.look(waiting.slice(from, from + KNOWN_AT_ONCE))) counts.addKnown(row)
    }
    clock.report(counts.check.rows, counts.check.items, part.bytes)
  }
  return signal.aborted ? null : counts.finish()
}
