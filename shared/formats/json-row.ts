import { isRecord } from './is-record.ts'
import { isLabelStudioTask, labelStudioRow } from './label-studio.ts'
import { rowError, type RowError } from './row-error.ts'
import { emptyCells, type SourceRow } from './row-parser.ts'

/** Deepest level whose objects are flattened into dotted columns. */
const MAX_DEPTH = 3

/** First line of our own JSONL: says what the file is; no row. */
function isExportHeader(value: Record<string, unknown>): boolean {
  return !('item_id' in value) && ('nishan' in value || 'offset_unit' in value)
}

function flatten(value: Record<string, unknown>, prefix: string, depth: number, cells: Record<string, unknown>) {
  for (const [name, entry] of Object.entries(value)) {
    if (isRecord(entry) && depth < MAX_DEPTH) flatten(entry, `${prefix}${name}.`, depth + 1, cells)
    else cells[prefix + name] = entry
  }
}

/** A row from the text of one JSON object, or of one string; null for the header line of our own exports. */
export function jsonRow(line: number, text: string): SourceRow | RowError | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return rowError(line, '', 'json-broken', text)
  }
  if (typeof value === 'string') return { line, cells: Object.assign(emptyCells(), { text: value }) }
  if (!isRecord(value)) return rowError(line, '', 'json-not-object', text)
  if (isExportHeader(value)) return null
  if (isLabelStudioTask(value)) return labelStudioRow(line, value)
  const cells = emptyCells()
  flatten(value, '', 1, cells)
  return { line, cells }
}
