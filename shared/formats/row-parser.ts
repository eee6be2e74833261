import type { RowError } from './row-error.ts'

/** A labeled answer that came in its own structure (Label Studio), before it is fitted to the project. */
export type SourceAnswer = {
  annotator: string
  kind: 'answer' | 'suggestion'
  choices: { question: string; labels: string[] }[]
  spans: { question: string; field: string; start: number; end: number; covered: string | null; labels: string[] }[]
  /** ms since 1970; 0 = not said. */
  updatedAt: number
  activeMs: number
  cancelled: boolean
}

/** One row of a file: cells by column name. Values of JSON files keep their form; objects are flattened with dots. */
export type SourceRow = {
  line: number
  cells: Readonly<Record<string, unknown>>
  answers?: SourceAnswer[]
  /** What tells the row from others with the same text: rows of another place are no duplicates. */
  place?: string
}

export type ParsedRows = { rows: SourceRow[]; errors: RowError[] }

/**
 * A push parser: text in pieces of any size, rows out as they are complete. Holds at most one
 * unfinished row, so memory stays flat whatever the file's size.
 */
export interface RowParser {
  push(text: string): ParsedRows
  end(): ParsedRows
}

/** Cells without a prototype, so that a column may be called `__proto__`. */
export function emptyCells(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>
}
