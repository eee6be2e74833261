import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { assert, defined } from '#shared/base/assert.ts'
import { spansOf } from '#shared/domain/annotation.ts'
import type { Item } from '#shared/domain/item.ts'
import { checkSpan } from '#shared/domain/span.ts'
import { exportRows, type ExportContext, type ExportRow } from '#shared/formats/export-row.ts'
import {
  byteOrderMark,
  csvHeader,
  csvLines,
  encodeText,
  EXCEL_CELL_LIMIT,
  jsonLines,
} from '#shared/formats/export-writer.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import { erasedShown } from '#renderer/data/queries/erasures.ts'
import { exportPages, namedWork, type ExportedWork } from '#renderer/data/queries/export-pages.ts'
import { currentTask, getProject } from '#renderer/data/queries/projects.ts'
import type { ExportJob, ExportReport } from './export-protocol.ts'

export type ExportChunk = { bytes: Uint8Array<ArrayBuffer>; rows: number; scanned: number; total: number }

const encoder = new TextEncoder()

/** The bytes of an export, page by page, and at the end its report. Every span's offsets are proven against its text. */
export async function* runExport(data: DataContext, job: ExportJob): AsyncGenerator<ExportChunk, ExportReport> {
  const context = await contextOf(data, job)
  const hash = sha256.create()
  const report = { rows: 0, items: 0, spans: 0, bytes: 0, leftOut: 0, practice: 0, longCells: 0 }
  const pack = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
    hash.update(bytes)
    report.bytes += bytes.length
    return Uint8Array.from(bytes)
  }
  const head = job.format === 'csv' ? csvHeader(job.columns, job.csv) : ''
  yield { bytes: pack(join(startOf(job), encode(head, job))), rows: 0, scanned: 0, total: 0 }
  let scannedBefore = 0
  for await (const page of exportPages(data, job.who, job.filter)) {
    const rows = page.items.flatMap(({ item, work }) => rowsOf(item, work, { job, context }))
    report.rows += rows.length
    report.items += page.items.length
    report.leftOut += page.scanned - scannedBefore - page.items.length
    report.practice += page.practice
    scannedBefore = page.scanned
    report.spans += page.items.reduce(
      (sum, { work }) => sum + work.reduce((n, one) => n + spanCount(context, one), 0),
      0,
    )
    report.longCells += longCells(rows, job)
    const text = job.format === 'csv' ? csvLines(rows, job.columns, job.csv) : jsonLines(rows, job.columns, job.about)
    yield { bytes: pack(encode(text, job)), rows: report.rows, scanned: page.scanned, total: page.total }
  }
  const erased = await erasedShown(data, job.who.projectId)
  return { ...report, erased, sha256: bytesToHex(hash.digest()) }
}

async function contextOf(data: DataContext, job: ExportJob): Promise<ExportContext> {
  const project = defined(await getProject(data, job.who.projectId), 'project')
  const task = defined(await currentTask(data, job.who.projectId), 'task')
  return { project, questions: task.questions, shape: job.shape, locale: job.locale }
}

function rowsOf(
  item: Item,
  work: readonly ExportedWork[],
  { job, context }: { job: ExportJob; context: ExportContext },
): ExportRow[] {
  for (const { annotation } of work) proveSpans(item, annotation, context)
  const named = work.map((one) => namedWork(one, job.names))
  return exportRows(item, named, context)
}

/** A span that does not give back its text must never leave the app: that is a bug, and it stops the export. */
function proveSpans(item: Item, annotation: ExportedWork['annotation'], context: ExportContext): void {
  for (const question of context.questions) {
    for (const { value } of spansOf(annotation, question.id)) {
      assert(checkSpan(item.texts[value.field]?.text ?? '', value) === null, 'every span covers its quote')
    }
  }
}

function spanCount({ questions }: ExportContext, { annotation }: ExportedWork): number {
  return questions.reduce((sum, question) => sum + spansOf(annotation, question.id).length, 0)
}

function longCells(rows: readonly ExportRow[], job: ExportJob): number {
  if (job.format !== 'csv') return 0
  let count = 0
  for (const row of rows) {
    for (const cell of Object.values(row)) if (typeof cell === 'string' && cell.length > EXCEL_CELL_LIMIT) count += 1
  }
  return count
}

function startOf(job: ExportJob): Uint8Array {
  return job.format === 'csv' ? byteOrderMark(job.csv.encoding) : new Uint8Array(0)
}

function encode(text: string, job: ExportJob): Uint8Array {
  return encodeText(text, job.format === 'csv' ? job.csv.encoding : 'utf-8', (part) => encoder.encode(part))
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length)
  whole.set(first)
  whole.set(second, first.length)
  return whole
}
