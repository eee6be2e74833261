import Papa from 'papaparse'

/** A small table as CSV for a spreadsheet: BOM, CRLF, and cells that would be taken for formulas guarded. */
export function csvTable(rows: readonly (readonly (string | number)[])[]): string {
  const table = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? String(cell) : cell)))
  // Figures may begin with a minus; only words are guarded.
  const guarded = table.map((row) => row.map((cell) => (/^[=+@\t\r]|^-(?![\d.])/.test(cell) ? `'${cell}` : cell)))
  return `\uFEFF${Papa.unparse(guarded, { newline: '\r\n' })}\r\n`
}
