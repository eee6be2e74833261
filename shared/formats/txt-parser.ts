import { LineSplitter, type Line } from './line-splitter.ts'
import { MAX_CELL_LENGTH, rowError, type RowError } from './row-error.ts'
import { emptyCells, type ParsedRows, type RowParser, type SourceRow } from './row-parser.ts'

/** Name of the one column of a plain text file. */
export const TEXT_COLUMN = 'text'
/** Column with the name of the file, where each file is one item. */
export const FILE_COLUMN = 'file'

/** Each line that is not empty is a row. */
export class TxtLineParser implements RowParser {
  readonly #lines = new LineSplitter()

  push(text: string): ParsedRows {
    return this.#rows(this.#lines.push(text))
  }

  end(): ParsedRows {
    return this.#rows(this.#lines.end())
  }

  #rows(lines: readonly Line[]): ParsedRows {
    const rows: SourceRow[] = []
    const errors: RowError[] = []
    for (const line of lines) {
      if (line.tooLong) errors.push(rowError(line.number, TEXT_COLUMN, 'cell-too-big', line.text))
      else if (line.text.trim() !== '') {
        rows.push({ line: line.number, cells: Object.assign(emptyCells(), { [TEXT_COLUMN]: line.text }) })
      }
    }
    return { rows, errors }
  }
}

/** The whole file is one row, without the line end at its end. */
export class TxtFileParser implements RowParser {
  readonly #fileName: string
  readonly #limit: number
  #text = ''
  #tooBig = false

  constructor(fileName: string, limit = MAX_CELL_LENGTH) {
    this.#fileName = fileName
    this.#limit = limit
  }

  push(text: string): ParsedRows {
    this.#tooBig ||= this.#text.length + text.length > this.#limit
    this.#text = this.#tooBig ? this.#text.slice(0, 200) : this.#text + text
    return { rows: [], errors: [] }
  }

  end(): ParsedRows {
    const text = this.#text.replace(/[\r\n]+$/, '')
    if (this.#tooBig) return { rows: [], errors: [rowError(1, TEXT_COLUMN, 'cell-too-big', text)] }
    if (text.trim() === '') return { rows: [], errors: [] }
    return {
      rows: [{ line: 1, cells: Object.assign(emptyCells(), { [FILE_COLUMN]: this.#fileName, [TEXT_COLUMN]: text }) }],
      errors: [],
    }
  }
}
