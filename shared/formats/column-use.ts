import type { FieldId, QuestionId } from '../base/ids.ts'
import type { Field } from '../domain/project.ts'
import type { Question } from '../domain/question.ts'

/** What a column of the file is for. The last group only our own exports have. */
export type ColumnUse =
  | { kind: 'skip' }
  | { kind: 'id' }
  | { kind: 'text'; field: FieldId }
  | { kind: 'meta'; name: string }
  | { kind: 'annotator' }
  | { kind: 'answer'; question: QuestionId }
  | {
      kind:
        | 'item-id'
        | 'status'
        | 'flag'
        | 'comment'
        | 'updated-at'
        | 'active-ms'
        | 'task-version'
        | 'guard'
        | 'annotations'
    }
  | { kind: 'checksum'; field: FieldId }

export type ColumnMapping = { column: string; use: ColumnUse }

export type MappingTarget = { fields: readonly Field[]; questions: readonly Question[] }
