import type { Field } from '../domain/project.ts'
import type { Question } from '../domain/question.ts'
import { searchKey } from '../text/normalise.ts'
import { labelFinder } from './label-finder.ts'
import { FORM_COLUMN, UPOS_COLUMN } from './conllu-parser.ts'
import { isOwnExport, ownExportUse } from './own-export.ts'
import { holdsSpans } from './read-answers.ts'
import { cellText } from './cell-text.ts'
import type { ColumnMapping, ColumnUse, MappingTarget } from './column-use.ts'
import type { SourceRow } from './row-parser.ts'

/** Lower case, without marks and separators: `Source_ID` and `source id` are one name. */
function nameKey(name: string): string {
  return searchKey(name, 'ur').replaceAll(/[\s_\-.]+/g, '')
}

const keys = (names: string) => new Set(names.split(' ').map(nameKey))
const ID_NAMES = keys(
  'id sourceid itemid uid uuid guid key no sno srno serial index rowid tweetid آئی_ڈی شناخت نمبر نمبرشمار شمار',
)
const ANNOTATOR_NAMES = keys(
  'annotator annotatorid annotatorname labeler labeller labelledby coder rater reviewer worker لیبل_کار کس_نے',
)
const TEXT_NAMES = keys(
  'text sentence tweet review reviews comment body content message document post question utterance paragraph متن جملہ تبصرہ پیغام سوال خبر matan jumla shikayat khabar tabsra',
)
const ANSWER_NAMES = keys(
  'label labels class category sentiment target tag tags polarity intent topic emotion answer gold لیبل جواب قسم موضوع جذبہ رائے mauzu qism jazba',
)

const TAG_NAMES = keys('upos xpos pos tag postag')

/** A choice of more labels is none: nobody would find them. */
const MAX_LABELS = 60
const LONGEST_LABEL = 40
/** So many values tell whether they come again and again. */
const MIN_VALUES = 6

type Column = { name: string; key: string; values: string[]; distinct: number; meanLength: number }

function describeColumns(columns: readonly string[], rows: readonly SourceRow[]): Column[] {
  return columns.map((name) => {
    const values = rows.map((row) => cellText(row.cells[name])).filter((value) => value.trim() !== '')
    const length = values.reduce((sum, value) => sum + value.length, 0)
    return {
      name,
      key: nameKey(name),
      values,
      distinct: new Set(values).size,
      meanLength: length / Math.max(1, values.length),
    }
  })
}

/** Columns of a sample, in the order in which they come up. */
export function columnsOf(rows: readonly SourceRow[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row.cells)))]
}

class Guess {
  readonly uses = new Map<string, ColumnUse>()
  readonly #columns: Column[]

  constructor(columns: Column[]) {
    this.#columns = columns
  }

  free(): Column[] {
    return this.#columns.filter((column) => !this.uses.has(column.name) && column.values.length > 0)
  }

  take(column: Column | undefined, use: ColumnUse) {
    if (column) this.uses.set(column.name, use)
  }

  best(score: (column: Column) => number): Column | undefined {
    let best: Column | undefined
    for (const column of this.free()) if (score(column) > (best ? score(best) : 0)) best = column
    return best
  }
}

/** How well a column's values fit the labels of a question; 0 = not at all. */
function answerScore(column: Column, question: Question): number {
  const finder = labelFinder(question)
  if (question.kind === 'spans') return column.values.every(holdsSpans) ? 1 : 0
  const known = column.values.filter((value) => finder.find(value) !== null).length / Math.max(1, column.values.length)
  if (known >= 0.6) return 2 + known
  // Text columns of a tiny sample may have few values too, so the name must speak as well.
  const few =
    column.distinct <= 20 && column.distinct <= Math.max(2, column.values.length * 0.5) && column.meanLength < 40
  return few && ANSWER_NAMES.has(column.key) ? 1 : 0
}

function guessTexts(guess: Guess, fields: readonly Field[]) {
  const open = [...fields]
  for (const field of fields) {
    const named = guess.free().find((column) => [field.id, field.name].some((name) => nameKey(name) === column.key))
    if (!named) continue
    guess.take(named, { kind: 'text', field: field.id })
    open.splice(open.indexOf(field), 1)
  }
  const longest = Math.max(0, ...guess.free().map((column) => column.meanLength))
  for (const field of open) {
    const column = guess.best((candidate) => {
      const named = TEXT_NAMES.has(candidate.key) && candidate.meanLength > longest / 5
      return candidate.meanLength + (named ? longest : 0)
    })
    guess.take(column, { kind: 'text', field: field.id })
  }
}

/** Columns whose values could be the labels of a question, those that are called so first. */
export function labelColumns(columns: readonly string[], rows: readonly SourceRow[]): string[] {
  const isNamed = ({ key }: Column) => ANSWER_NAMES.has(key) || TAG_NAMES.has(key)
  const fitting = describeColumns(columns, rows).filter((column) => {
    const { values, distinct, meanLength, key } = column
    if (distinct < 2 || distinct > MAX_LABELS || meanLength > LONGEST_LABEL || ANNOTATOR_NAMES.has(key)) return false
    return isNamed(column) || (values.length >= MIN_VALUES && distinct * 2 <= values.length)
  })
  return fitting.toSorted((a, b) => Number(isNamed(b)) - Number(isNamed(a))).map(({ name }) => name)
}

/** The uses of a CoNLL-U file: the form is the text, its tag the answer of a question whose labels fit or that has none. */
export function conlluMapping(
  columns: readonly string[],
  rows: readonly SourceRow[],
  { fields, questions }: MappingTarget,
): ColumnMapping[] {
  const described = describeColumns(columns, rows)
  const answers = new Map<string, ColumnUse>()
  for (const column of described.filter(({ key }) => TAG_NAMES.has(key))) {
    const fitting = questions.find(
      (question) =>
        question.kind === 'choice' &&
        ![...answers.values()].some((use) => use.kind === 'answer' && use.question === question.id) &&
        (answerScore(column, question) >= 2 || (column.name === UPOS_COLUMN && question.labels.length === 0)),
    )
    if (fitting) answers.set(column.name, { kind: 'answer', question: fitting.id })
  }
  const useOf = (name: string): ColumnUse => {
    if (name === 'id') return { kind: 'id' }
    if (name === FORM_COLUMN && fields[0]) return { kind: 'text', field: fields[0].id }
    return answers.get(name) ?? { kind: 'meta', name }
  }
  return columns.map((column) => ({ column, use: useOf(column) }))
}

/** A use for every column: by name (Urdu, English, Roman), by its values, by the length of its texts. */
export function guessMapping(
  columns: readonly string[],
  rows: readonly SourceRow[],
  target: MappingTarget,
): ColumnMapping[] {
  if (isOwnExport(columns)) return columns.map((column) => ({ column, use: ownExportUse(column, target) }))
  const described = describeColumns(columns, rows)
  const guess = new Guess(described)
  const idColumn = guess.free().find((column) => ID_NAMES.has(column.key) && column.distinct === column.values.length)
  guess.take(idColumn, { kind: 'id' })
  guess.take(
    guess.free().find((column) => ANNOTATOR_NAMES.has(column.key)),
    { kind: 'annotator' },
  )
  for (const question of target.questions) {
    const column = guess.best((candidate) => answerScore(candidate, question))
    // A lone column holds the texts, whatever its values look like.
    if (guess.free().length > 1) guess.take(column, { kind: 'answer', question: question.id })
  }
  guessTexts(guess, target.fields)
  return described.map(({ name, values }) => ({
    column: name,
    use: guess.uses.get(name) ?? (values.length > 0 ? { kind: 'meta', name } : { kind: 'skip' }),
  }))
}
