import type { Field } from '../domain/project.ts'
import type { Question } from '../domain/question.ts'
import { searchKey } from '../text/normalise.ts'
import { labelFinder } from './label-finder.ts'
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
