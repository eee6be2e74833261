import { LineSplitter, type Line } from './line-splitter.ts'
import { rowError, type RowError } from './row-error.ts'
import { jsonRow } from './json-row.ts'
import type { ParsedRows, RowParser, SourceRow } from './row-parser.ts'

/** One JSON object a line. Empty lines are no rows; a broken line loses only itself. */
export class JsonlParser implements RowParser {
  readonly #lines = new LineSplitter()

  push(text: string): ParsedRows {
    return parseLines(this.#lines.push(text))
  }

  end(): ParsedRows {
    return parseLines(this.#lines.end())
  }
}

function parseLines(lines: readonly Line[]): ParsedRows {
  const rows: SourceRow[] = []
  const errors: RowError[] = []
  for (const line of lines) {
    if (line.text.trim() === '') continue
    const row = line.tooLong ? rowError(line.number, '', 'cell-too-big', line.text) : jsonRow(line.number, line.text)
    if (row === null) continue
    if ('code' in row) errors.push(row)
    else rows.push(row)
  }
  return { rows, errors }
}
