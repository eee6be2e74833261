import Papa from 'papaparse'
import type { ExportCell, ExportRow } from './export-row.ts'

export type TextEncodingName = 'utf-8-bom' | 'utf-8' | 'utf-16le'

/** Where CSV is opened: Excel wants a BOM and the formula guard, Python neither. */
export type CsvStyle = { encoding: TextEncodingName; guard: boolean }

/** What every JSONL line begins with, and the report says: the file explains itself. */
export type ExportAbout = {
  nishan_format: 1
  app_version: string
  project: string
  project_id: string
  offset_unit: 'unicode_code_point'
}

export const GUARD_COLUMN = 'nishan_guard'

/** Excel cuts a cell off after this many UTF-16 units. */
export const EXCEL_CELL_LIMIT = 32_767

/** What a spreadsheet would take for a formula (text.md 10): such a text gets one more apostrophe. */
const FORMULA_LIKE = /^[=+\-@'\t\r]/

function csvCell(cell: ExportCell | undefined, guard: boolean): string {
  if (cell === undefined || cell === null) return ''
  if (typeof cell === 'string') return guard && FORMULA_LIKE.test(cell) ? `'${cell}` : cell
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
}

/** The CSV header line, with CRLF as spreadsheets write it. */
export function csvHeader(columns: readonly string[], { guard }: CsvStyle): string {
  return lines([[...columns, ...(guard ? [GUARD_COLUMN] : [])]])
}

/** CSV lines of some rows. Structured cells are JSON text. */
export function csvLines(rows: readonly ExportRow[], columns: readonly string[], { guard }: CsvStyle): string {
  return lines(rows.map((row) => [...columns.map((column) => csvCell(row[column], guard)), ...(guard ? ['1'] : [])]))
}

function lines(table: string[][]): string {
  return table.length === 0 ? '' : `${Papa.unparse(table, { newline: '\r\n' })}\r\n`
}

/** JSON lines of some rows: about the file first, then the chosen columns; structure stays structure. */
export function jsonLines(rows: readonly ExportRow[], columns: readonly string[], about: ExportAbout): string {
  return rows
    .map((row) => {
      const chosen = columns.flatMap((column) => (row[column] === undefined ? [] : [[column, row[column]] as const]))
      return `${JSON.stringify({ ...about, ...Object.fromEntries(chosen) })}\n`
    })
    .join('')
}

/** Bytes of a piece of text. UTF-16LE is written by hand: the platform's encoder knows only UTF-8. */
export function encodeText(text: string, encoding: TextEncodingName, utf8: (text: string) => Uint8Array): Uint8Array {
  if (encoding !== 'utf-16le') return utf8(text)
  const bytes = new Uint8Array(text.length * 2)
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    bytes[index * 2] = unit & 0xff
    bytes[index * 2 + 1] = unit >> 8
  }
  return bytes
}

/** The byte order mark a file begins with. */
export function byteOrderMark(encoding: TextEncodingName): Uint8Array {
  if (encoding === 'utf-8-bom') return Uint8Array.of(0xef, 0xbb, 0xbf)
  return encoding === 'utf-16le' ? Uint8Array.of(0xff, 0xfe) : new Uint8Array(0)
}
