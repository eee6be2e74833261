import { CsvScanner, type CsvRecord } from './csv-scanner.ts'
import { rowError, MAX_CELL_LENGTH, type RowError } from './row-error.ts'
import { emptyCells, type ParsedRows, type RowParser, type SourceRow } from './row-parser.ts'

export type CsvSettings = {
  /** '' = one column: the line is the cell. */
  delimiter: string
  /** '' = quotes are plain letters. */
  quote: '"' | ''
  /** The first row holds the names of the columns. */
  header: boolean
}

/** Column names that are all different and none empty: `column 3`, `name (2)`. */
export function uniqueColumns(names: readonly string[]): string[] {
  const seen = new Set<string>()
  return names.map((raw, place) => {
    const base = raw.trim() === '' ? `column ${place + 1}` : raw.trim()
    let name = base
    for (let copy = 2; seen.has(name); copy += 1) name = `${base} (${copy})`
    seen.add(name)
    return name
  })
}

/** Turns records into rows with named cells; rows of another length than the header are errors. */
export class CsvParser implements RowParser {
  readonly #scanner: CsvScanner
  readonly #header: boolean
  #columns: string[] | null = null

  constructor(settings: CsvSettings, maxCellLength = MAX_CELL_LENGTH) {
    this.#scanner = new CsvScanner(settings.delimiter, settings.quote, maxCellLength)
    this.#header = settings.header
  }

  push(text: string): ParsedRows {
    return this.#rows(this.#scanner.push(text))
  }

  end(): ParsedRows {
    return this.#rows(this.#scanner.end())
  }

  #rows(records: CsvRecord[]): ParsedRows {
    const rows: SourceRow[] = []
    const errors: RowError[] = []
    for (const record of records) {
      if (record.error) {
        errors.push(rowError(record.line, '', record.error, record.cells.join('')))
        continue
      }
      if (this.#columns === null) {
        this.#columns = uniqueColumns(this.#header ? record.cells : record.cells.map(() => ''))
        if (this.#header) continue
      }
      const row = this.#row(record, this.#columns)
      if ('code' in row) errors.push(row)
      else rows.push(row)
    }
    return { rows, errors }
  }

  #row(record: CsvRecord, columns: readonly string[]): SourceRow | RowError {
    const { cells, line } = record
    // Spreadsheets often end their rows with empty cells.
    while (cells.length > columns.length && cells.at(-1) === '') cells.pop()
    if (cells.length !== columns.length) {
      const code = cells.length < columns.length ? 'too-few-columns' : 'too-many-columns'
      return { ...rowError(line, '', code, cells.join(' | ')), expected: columns.length }
    }
    const named = emptyCells()
    for (const [place, column] of columns.entries()) named[column] = cells[place]
    return { line, cells: named }
  }
}
