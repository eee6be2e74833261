/** Why a row of a file could not become an item. Codes are stable; the screen translates `import.rowErrors.<code>`. */
export const ROW_ERROR_CODES = [
  'too-few-columns',
  'too-many-columns',
  'quote-not-closed',
  'quote-broken',
  'cell-too-big',
  'letter-broken',
  'json-broken',
  'json-not-object',
  'text-missing',
  'text-differs',
  'answer-too-late',
  'checksum-differs',
  'status-unknown',
  'number-broken',
  'answer-broken',
  'span-outside-text',
  'span-covered-differs',
  'span-splits-letter',
  'token-id-broken',
  'token-repeated',
  'token-missing',
  'sentence-cut',
  'sentence-too-long',
] as const
export type RowErrorCode = (typeof ROW_ERROR_CODES)[number]

export type RowError = {
  /** Physical line in the file, from 1. */
  line: number
  /** Name of the column; '' = the whole row. */
  column: string
  code: RowErrorCode
  /** What came, cut to 200 characters. */
  got: string
  /** What was expected, where a number says it (columns of the header, number of a token). */
  expected?: number
}

const EXCERPT_LENGTH = 200

export function rowError(line: number, column: string, code: RowErrorCode, got: string): RowError {
  return { line, column, code, got: got.length > EXCERPT_LENGTH ? `${got.slice(0, EXCERPT_LENGTH - 1)}…` : got }
}

/** Longest cell, line or element taken in, in UTF-16 units. Longer ones are a row error, never a hang. */
export const MAX_CELL_LENGTH = 5_000_000
