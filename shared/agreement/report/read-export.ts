import type { AnnotatorId, ItemId, LabelId, QuestionId } from '../../base/ids.ts'
import type { Label } from '../../domain/label.ts'
import type { Question } from '../../domain/question.ts'
import { statusSchema } from '../../domain/status.ts'
import { FIXED_COLUMNS } from '../../formats/export-row.ts'
import { isRecord } from '../../formats/is-record.ts'
import { AnswerBook, type BookAnswer, type BookSpan } from './answer-book.ts'

/** Answers of an export, and the questions that its columns hold. Labels are known by name. */
export type ReadExport = { book: AnswerBook; questions: Question[]; rows: number; skipped: number }

/** Who settled answers carry in the annotator column. */
const GOLD = 'gold'
const ABOUT = ['nishan_format', 'app_version', 'project', 'project_id', 'offset_unit']

/**
 * Reads rows of our JSONL export, one an annotation. Columns that are not fixed, text, checksum or metadata are questions:
 * a text is one label, a list of texts several, a list of objects marks. `declared`: labels by question where not all occur.
 */
export function readExport(
  rows: readonly unknown[],
  declared: Readonly<Record<string, readonly string[]>> = {},
): ReadExport {
  const known = rows.filter(isRecord)
  const columns = [...new Set(known.flatMap((row) => Object.keys(row)))].filter(isQuestionColumn)
  const questions = columns.flatMap((column) => questionOf(column, known, declared[column] ?? []) ?? [])
  const book = new AnswerBook()
  const order = new Map<string, number>()
  let skipped = rows.length - known.length
  for (const row of known) {
    const { item_id: item, annotator } = row
    if (typeof item !== 'string' || typeof annotator !== 'string' || annotator === '' || annotator === GOLD) {
      skipped += 1
      continue
    }
    const at = order.get(item) ?? order.size
    order.set(item, at)
    const texts = textsOf(row)
    book.addAnswer(item as ItemId, at, annotator as AnnotatorId, answerOf(row, questions, texts))
    book.facts.set(item as ItemId, {
      language: '',
      lengths: Object.fromEntries([...texts].map(([field, text]) => [field, text.length])),
      metadata: {},
    })
  }
  return { book, questions, rows: known.length, skipped }
}

function isQuestionColumn(column: string): boolean {
  return (
    !([...FIXED_COLUMNS, ...ABOUT] as string[]).includes(column) && !/^(?:text|sha256|meta)\.|^settled_/.test(column)
  )
}

function questionOf(
  column: string,
  rows: readonly Record<string, unknown>[],
  declared: readonly string[],
): Question | null {
  const values = rows.map((row) => row[column]).filter((value) => value !== undefined && value !== '' && value !== null)
  const base = { id: column as QuestionId, title: column, titleEn: '' }
  const inside = values.flatMap((value): unknown[] => (Array.isArray(value) ? value : []))
  if (inside.some(isRecord) || (values.every(Array.isArray) && values.length > 0 && inside.length === 0)) {
    const names = inside.flatMap((value) => (isRecord(value) && typeof value.label === 'string' ? [value.label] : []))
    return { ...base, kind: 'spans', fields: [], labels: labelsOf([...declared, ...names]) }
  }
  if (inside.length > 0) {
    const names = inside.filter((value) => typeof value === 'string')
    return { ...base, kind: 'choice', multiple: true, labels: labelsOf([...declared, ...names]) }
  }
  const names = values.filter((value) => typeof value === 'string')
  if (names.length === 0) return null
  return { ...base, kind: 'choice', multiple: false, labels: labelsOf([...declared, ...names]) }
}

function labelsOf(names: readonly string[]): Label[] {
  return [...new Set(names)].map((name, index) => ({
    id: name as LabelId,
    name,
    nameEn: '',
    colour: index + 1,
    hotkey: null,
    description: '',
    example: '',
    parent: null,
    retired: false,
  }))
}

function textsOf(row: Record<string, unknown>): Map<string, string> {
  return new Map(
    Object.entries(row).flatMap(([column, value]): [string, string][] =>
      column.startsWith('text.') && typeof value === 'string' && value !== ''
        ? [[column.slice('text.'.length), value]]
        : [],
    ),
  )
}

function answerOf(
  row: Record<string, unknown>,
  questions: readonly Question[],
  texts: ReadonlyMap<string, string>,
): BookAnswer {
  const choices: Record<string, string[]> = {}
  const spans: Record<string, BookSpan[]> = {}
  for (const { id, kind } of questions) {
    const value = row[id]
    if (kind === 'spans') spans[id] = Array.isArray(value) ? value.flatMap((mark) => spanOf(mark, texts) ?? []) : []
    else if (Array.isArray(value)) choices[id] = value.map(String)
    else if (typeof value === 'string' && value !== '') choices[id] = [value]
  }
  const status = statusSchema.safeParse(row['status']).data ?? 'done'
  const at = typeof row['updated_at'] === 'string' ? Date.parse(row['updated_at']) || 0 : 0
  const { active_ms: activeMs, task_version: taskVersion, flag } = row
  return {
    status,
    flagged: flag === true,
    at,
    day: at === 0 ? '' : new Date(at).toISOString().slice(0, 10),
    activeMs: typeof activeMs === 'number' ? activeMs : 0,
    taskVersion: typeof taskVersion === 'number' ? taskVersion : 0,
    choices,
    spans,
  }
}

/** Offsets of exports are code points; ours are UTF-16 units of the field. */
function spanOf(mark: unknown, texts: ReadonlyMap<string, string>): BookSpan | null {
  if (!isRecord(mark)) return null
  const { start, end, label } = mark
  if (typeof start !== 'number' || typeof end !== 'number' || typeof label !== 'string') return null
  const field = typeof mark.field === 'string' ? mark.field : ([...texts.keys()][0] ?? '')
  const letters = Array.from(texts.get(field) ?? '')
  const utf16 = (point: number) => letters.slice(0, point).join('').length
  return { field, start: utf16(start), end: utf16(end), label }
}
