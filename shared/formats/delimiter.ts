import { CsvScanner } from './csv-scanner.ts'
import { isOwnExport } from './own-export.ts'
import type { CsvSettings } from './csv-parser.ts'

export const DELIMITERS = [',', ';', '\t', '|'] as const

const SAMPLE_ROWS = 400

/** Beginning of a file's text; `whole` when nothing follows it. */
export type Sample = { text: string; whole: boolean }

type Trial = {
  settings: Omit<CsvSettings, 'header'>
  rows: string[][]
  errors: number
  columns: number
  fitting: number
}

function mostCommon(counts: readonly number[]): number {
  const tally = new Map<number, number>()
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1)
  let best = 1
  for (const [count, times] of tally)
    if (times > (tally.get(best) ?? 0) || (times === tally.get(best) && count > best)) best = count
  return best
}

function tryOn(sample: Sample, delimiter: string, quote: CsvSettings['quote']): Trial {
  const scanner = new CsvScanner(delimiter, quote, sample.text.length + 1)
  const read = scanner.push(sample.text)
  const records = (sample.whole ? [...read, ...scanner.end()] : read).slice(0, SAMPLE_ROWS)
  const rows = records.filter((record) => record.error === null).map((record) => record.cells)
  const columns = mostCommon(rows.map((cells) => cells.length))
  const fitting = rows.filter((cells) => cells.length === columns).length / Math.max(1, records.length)
  return { settings: { delimiter, quote }, rows, errors: records.length - rows.length, columns, fitting }
}

/** More rows of one length first, then more columns; quotes are believed unless they break rows. */
function better(a: Trial, b: Trial): Trial {
  const worth = (trial: Trial) => (trial.columns < 2 ? 0 : trial.fitting * (1 + Math.min(trial.columns, 6) / 40))
  return worth(b) > worth(a) ? b : a
}

/**
 * Whether a table without quoting shows quotes at work: most cells that begin with one also end with one.
 * Then a row that breaks under quoting is a broken row, and not the sign of a table without quotes.
 */
function showsQuotes({ rows }: Trial): boolean {
  let closed = 0
  let open = 0
  for (const row of rows) {
    for (const cell of row) {
      if (!cell.startsWith('"')) continue
      if (cell.length > 1 && cell.endsWith('"')) closed += 1
      else open += 1
    }
  }
  return closed > open
}

/** Share of rows that must have one length before we believe in columns at all. */
const MIN_FITTING = 0.7

const NUMBER = /^[\d.,۰-۹\s-]+$/
const SENTENCE_END = /[۔؟!]$|\p{Extended_Pictographic}/u
/** So many words, or letters, and a cell is a text rather than a name. */
const WORDY = 6
const LONG = 60

const isText = (cell: string) =>
  SENTENCE_END.test(cell.trim()) || cell.length > LONG || cell.trim().split(/\s+/).length > WORDY

/** Whether a cell of the first row reads like the cells below it: then it is one of them. */
function isLikeBelow(cell: string, below: readonly string[]): boolean {
  if (!isText(cell)) return false
  const texts = below.filter((other) => isText(other)).length
  return texts * 5 >= below.length
}

/**
 * A first row that holds names: no numbers, all different, none empty, unlike the rows below. A name may
 * be a whole question («رائے کیسی ہے؟»), as in the sheets of form services, when no texts stand under it.
 */
export function looksLikeHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows
  if (!first || rest.length === 0) return false
  if (first.some((cell) => cell.trim() === '' || NUMBER.test(cell.trim()))) return false
  if (new Set(first).size !== first.length) return false
  return first.every((cell, column) => {
    const below = rest.map((row) => row[column] ?? '')
    // Names are not repeated as values below.
    return !isLikeBelow(cell, below) && below.filter((other) => other === cell).length <= 1
  })
}

/** Delimiter, quote and header row. */
export function detectTable(sample: Sample): { settings: CsvSettings; columns: number; fitting: number } {
  let best: Trial = { ...tryOn(sample, '', '"'), columns: 1 }
  const alone = best
  for (const delimiter of DELIMITERS) {
    for (const quote of ['"', ''] as const) {
      const trial = tryOn(sample, delimiter, quote)
      if (quote === '' && showsQuotes(trial)) continue
      if (trial.fitting >= MIN_FITTING) best = better(best, trial)
    }
  }
  if (best.columns < 2) best = alone
  const header = isOwnExport(best.rows[0] ?? []) || looksLikeHeader(best.rows)
  return { settings: { ...best.settings, header }, columns: best.columns, fitting: best.fitting }
}
