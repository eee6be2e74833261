import type { LabelId, QuestionId } from '../base/ids.ts'
import type { Question } from '../domain/question.ts'
import { STATUSES, type Status } from '../domain/status.ts'
import { cellText } from './cell-text.ts'
import type { ColumnMapping, ColumnUse, MappingTarget } from './column-use.ts'
import { isRecord } from './is-record.ts'
import { labelFinder } from './label-finder.ts'
import {
  readAnswerCell,
  readChoice,
  readSpans,
  type AnswerOutcome,
  type FieldTexts,
  type ReadAnswer,
} from './read-answers.ts'
import { rowError, type RowError } from './row-error.ts'
import type { SourceAnswer, SourceRow } from './row-parser.ts'

/** One person's work on one item, as the file tells it. */
export type ImportedAnswer = {
  /** '' = the file does not say. */
  annotator: string
  /** A machine's prediction stays a suggestion whatever the user chooses for people's answers. */
  kind: 'answer' | 'suggestion'
  /** Null = not said: done where an answer is given. */
  status: Status | null
  flag: boolean
  comment: string
  /** ms since 1970; 0 = not said. */
  updatedAt: number
  activeMs: number
  taskVersion: number
  answers: { question: QuestionId; answer: ReadAnswer }[]
}

export type UnknownLabel = { question: QuestionId; label: string }

type Cells = SourceRow['cells']
type Read = { answers: ImportedAnswer[]; unknownLabels: UnknownLabel[] }

const TRUE = /^(?:1|true|yes)$/i
/** Names of the same values inside the `annotations` list of an export per item. */
const NESTED_COLUMNS = {
  annotator: 'annotator',
  status: 'status',
  flag: 'flag',
  comment: 'comment',
  updatedAt: 'updated_at',
  activeMs: 'active_ms',
  taskVersion: 'task_version',
}

type ColumnNames = Record<keyof typeof NESTED_COLUMNS, string | undefined>
type QuestionColumn = { question: Question; column: string }

/** Reads the answers of a row: from columns, from the `annotations` of an export per item, or from Label Studio. */
export class AnswerReader {
  readonly #questions: readonly Question[]
  readonly #names: ColumnNames
  readonly #questionColumns: QuestionColumn[]
  readonly #nested: string | undefined
  readonly #expectLabels: boolean

  /**
   * `expectLabels`: before an import that makes the missing labels, an unknown label stands in the answer by its name.
   * Such answers are for counting only.
   */
  constructor(mapping: readonly ColumnMapping[], target: MappingTarget, expectLabels = false) {
    this.#expectLabels = expectLabels
    this.#questions = target.questions
    const columnOf = (kind: ColumnUse['kind']) => mapping.find(({ use }) => use.kind === kind)?.column
    this.#names = {
      annotator: columnOf('annotator'),
      status: columnOf('status'),
      flag: columnOf('flag'),
      comment: columnOf('comment'),
      updatedAt: columnOf('updated-at'),
      activeMs: columnOf('active-ms'),
      taskVersion: columnOf('task-version'),
    }
    this.#nested = columnOf('annotations')
    this.#questionColumns = mapping.flatMap(({ column, use }) => {
      const question = use.kind === 'answer' ? target.questions.find(({ id }) => id === use.question) : undefined
      return question ? [{ question, column }] : []
    })
  }

  /** Adds to `errors` what does not fit; unknown labels are named and their answers left out. */
  read(row: SourceRow, texts: FieldTexts, errors: RowError[]): Read {
    const read: Read = { answers: [], unknownLabels: [] }
    const into: Target = { row, texts, errors, read, expectLabels: this.#expectLabels }
    if (row.answers) for (const answer of row.answers) this.#fromLabelStudio(into, answer)
    else if (this.#nested !== undefined) {
      for (const entry of nestedEntries(row.cells[this.#nested])) this.#fromNested(into, entry)
    } else this.#fromCells(into, row.cells, this.#names, this.#questionColumns)
    return read
  }

  #fromNested(into: Target, entry: Cells) {
    const answers = isRecord(entry.answers) ? entry.answers : entry
    const columns = this.#questions.flatMap((question) => {
      const column = [question.id, question.title, question.titleEn].find((name) => name !== '' && name in answers)
      return column === undefined ? [] : [{ question, column }]
    })
    this.#fromCells(into, { ...answers, ...entry }, NESTED_COLUMNS, columns)
  }

  #fromCells(into: Target, cells: Cells, names: ColumnNames, columns: readonly QuestionColumn[]) {
    const cell = (name: string | undefined) => (name === undefined ? '' : cellText(cells[name]).trim())
    const answers: ImportedAnswer['answers'] = []
    for (const { question, column } of columns) {
      collect(into, { question, column }, readAnswerCell(cells[column], question, into.texts), answers)
    }
    const status = readStatus(cell(names.status))
    if (status === undefined)
      into.errors.push(rowError(into.row.line, names.status ?? '', 'status-unknown', cell(names.status)))
    const answer: ImportedAnswer = {
      annotator: cell(names.annotator),
      kind: 'answer',
      status: status ?? null,
      flag: TRUE.test(cell(names.flag)),
      comment: names.comment === undefined ? '' : cellText(cells[names.comment]),
      updatedAt: this.#number(into, names.updatedAt, cells),
      activeMs: this.#number(into, names.activeMs, cells),
      taskVersion: this.#number(into, names.taskVersion, cells),
      answers,
    }
    const empty = answers.length === 0 && answer.status === null && !answer.flag && answer.comment === ''
    if (!empty) into.read.answers.push(answer)
  }

  /** A number, or a date for times; '' is 0. */
  #number(into: Target, name: string | undefined, cells: Cells): number {
    const text = name === undefined ? '' : cellText(cells[name]).trim()
    if (text === '') return 0
    const value = /^\d+(?:\.\d+)?$/.test(text) ? Math.round(Number(text)) : Date.parse(text)
    if (Number.isSafeInteger(value) && value >= 0) return value
    into.errors.push(rowError(into.row.line, name ?? '', 'number-broken', text))
    return 0
  }

  #fromLabelStudio(into: Target, source: SourceAnswer) {
    const answers: ImportedAnswer['answers'] = []
    for (const question of this.#questions) {
      if (question.kind === 'choice') {
        const written = source.choices.filter((choice) => this.#isAbout(choice.question, choice.labels, question))
        if (written.length > 0)
          collect(
            into,
            { question, column: question.title },
            readChoice(
              written.flatMap(({ labels }) => labels),
              question,
            ),
            answers,
          )
        continue
      }
      const written = source.spans.filter((span) => this.#isAbout(span.question, span.labels, question))
      const spans = written.flatMap(({ labels, ...span }) => labels.map((label) => ({ ...span, id: '', label })))
      if (written.length > 0)
        collect(into, { question, column: question.title }, readSpans(spans, question, into.texts), answers)
    }
    const { annotator, kind, updatedAt, activeMs, cancelled } = source
    into.read.answers.push({
      annotator,
      kind,
      updatedAt,
      activeMs,
      answers,
      status: cancelled ? 'skipped' : 'done',
      flag: false,
      comment: '',
      taskVersion: 0,
    })
  }

  /** By the question's name, else by its labels, else by being the only one of its kind. */
  #isAbout(name: string, labels: readonly string[], question: Question): boolean {
    const named = this.#questions.find(({ id, title, titleEn }) => [id, title, titleEn].includes(name as QuestionId))
    if (named) return named.id === question.id
    const sameKind = this.#questions.filter(({ kind }) => kind === question.kind)
    const knowing = sameKind.find((candidate) => labels.some((label) => labelFinder(candidate).find(label) !== null))
    return (knowing ?? sameKind[0])?.id === question.id
  }
}

type Target = { row: SourceRow; texts: FieldTexts; errors: RowError[]; read: Read; expectLabels: boolean }

function collect(
  into: Target,
  { question, column }: QuestionColumn,
  outcome: AnswerOutcome,
  answers: ImportedAnswer['answers'],
) {
  if (!outcome.ok) {
    into.errors.push(rowError(into.row.line, column, outcome.code, outcome.got))
    return
  }
  for (const label of outcome.unknown) into.read.unknownLabels.push({ question: question.id, label })
  if (into.expectLabels && question.kind === 'choice' && outcome.unknown.length > 0) {
    const known = outcome.answer?.kind === 'choice' ? outcome.answer.labels : []
    answers.push({
      question: question.id,
      answer: { kind: 'choice', labels: [...known, ...(outcome.unknown as LabelId[])] },
    })
  } else if (outcome.answer) answers.push({ question: question.id, answer: outcome.answer })
}

function nestedEntries(value: unknown): Cells[] {
  if (Array.isArray(value)) return value.filter(isRecord)
  try {
    const parsed: unknown = JSON.parse(cellText(value))
    return Array.isArray(parsed) ? parsed.filter(isRecord) : []
  } catch {
    return []
  }
}

/** Undefined = a word that is no status. */
function readStatus(text: string): Status | null | undefined {
  if (text === '') return null
  return STATUSES.find((status) => status.toLowerCase() === text.toLowerCase())
}
