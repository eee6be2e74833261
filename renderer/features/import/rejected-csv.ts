import type { Rejected } from '#renderer/workers/import-protocol.ts'

export type RejectedHeads = readonly [file: string, line: string, column: string, reason: string, got: string]

/** A cell of CSV for a spreadsheet: quoted, and guarded against being taken for a formula. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}

/** The refused rows as CSV with BOM, so that a spreadsheet opens it right. */
export function rejectedCsv(
  rejected: Rejected,
  heads: RejectedHeads,
  reasonOf: (error: Rejected['listed'][number]) => string,
): string {
  const rows = rejected.listed.map((error) => [
    error.file,
    String(error.line),
    error.column,
    reasonOf(error),
    error.got,
  ])
  return `\uFEFF${[heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
