import type { Question } from '../domain/question.ts'
import type { Field } from '../domain/project.ts'
import type { ColumnUse, MappingTarget } from './column-use.ts'

/** Columns of our own exports (data.md, Export rows). */
const FIXED: Record<string, ColumnUse> = {
  item_id: { kind: 'item-id' },
  source_id: { kind: 'id' },
  annotator: { kind: 'annotator' },
  status: { kind: 'status' },
  flag: { kind: 'flag' },
  comment: { kind: 'comment' },
  updated_at: { kind: 'updated-at' },
  active_ms: { kind: 'active-ms' },
  task_version: { kind: 'task-version' },
  nishan_guard: { kind: 'guard' },
  annotations: { kind: 'annotations' },
}

/** Fields that tell about the file, or of how a gold answer came about: neither is the row's own. */
const ABOUT_THE_FILE =
  /^(?:settled_by|settled_from|nishan(?:_version|_format|\..*)?|project|project_id|app_version|format_version|offset_unit|end|newline|normalization)$/

export function isOwnExport(columns: readonly string[]): boolean {
  return columns.includes('item_id') && columns.some((column) => column.startsWith('text.'))
}

function findField(fields: readonly Field[], name: string): Field | undefined {
  return fields.find((field) => field.id === name) ?? fields.find((field) => field.name === name)
}

function findQuestion(questions: readonly Question[], column: string): Question | undefined {
  const name = column.replace(/^answer\./, '')
  return (
    questions.find((question) => question.id === name) ??
    questions.find((question) => question.title === name || question.titleEn === name)
  )
}

/** A text or checksum column of a field: by its id or name; a single field takes the single text whatever its name. */
function fieldOf(column: string, prefix: string, fields: readonly Field[]): Field | undefined {
  return findField(fields, column.slice(prefix.length)) ?? (fields.length === 1 ? fields[0] : undefined)
}

export function ownExportUse(column: string, { fields, questions }: MappingTarget): ColumnUse {
  const fixed = FIXED[column]
  if (fixed) return fixed
  if (column.startsWith('meta.')) return { kind: 'meta', name: column.slice('meta.'.length) }
  const text = column.startsWith('text.') ? fieldOf(column, 'text.', fields) : undefined
  if (text) return { kind: 'text', field: text.id }
  const checked = column.startsWith('sha256.') ? fieldOf(column, 'sha256.', fields) : undefined
  if (checked) return { kind: 'checksum', field: checked.id }
  const question = findQuestion(questions, column)
  if (question) return { kind: 'answer', question: question.id }
  return ABOUT_THE_FILE.test(column) || column.startsWith('sha256.') ? { kind: 'skip' } : { kind: 'meta', name: column }
}
