import type { Who } from '#renderer/data/commands/change-project.ts'
import type { ExportFilter } from '#renderer/data/queries/export-pages.ts'
import type { RowShape } from '#shared/formats/export-row.ts'
import type { CsvStyle, ExportAbout } from '#shared/formats/export-writer.ts'

export type ExportFormat = 'csv' | 'jsonl'

export type ExportJob = {
  who: Who
  format: ExportFormat
  shape: RowShape
  /** Chosen columns, in order. */
  columns: readonly string[]
  csv: CsvStyle
  about: ExportAbout
  filter: ExportFilter
  /** What stands in the annotator column, by id. */
  names: Readonly<Record<string, string>>
  locale: string
}

/** Counts of a finished export, for its report. */
export type ExportReport = {
  rows: number
  items: number
  spans: number
  bytes: number
  sha256: string
  /** Items left out by the filter. */
  leftOut: number
  /** Answers of training rounds that were left out. */
  practice: number
  /** Items that were erased, and are in no export. */
  erased: number
  /** Cells longer than a spreadsheet shows. */
  longCells: number
}

/** Page to worker. Each chunk is asked for, so that a slow disk never fills the memory. */
export type ExportRequest = { kind: 'start'; job: ExportJob } | { kind: 'next' }

export type ExportReply =
  | { kind: 'chunk'; bytes: Uint8Array<ArrayBuffer>; rows: number; scanned: number; total: number }
  | { kind: 'done'; report: ExportReport }
  | { kind: 'failed'; code: string }
