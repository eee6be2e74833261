import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId, ItemId, QuestionId, SpanId } from '#shared/base/ids.ts'
import { spanValueSchema, type SpanValue } from '#shared/domain/span.ts'
import { isFinished, statusSchema } from '#shared/domain/status.ts'
import type { Operation } from '#shared/sync/operation.ts'
import { winsOver, type Stamp } from '#shared/sync/stamp.ts'
import { localDay } from '../data-context.ts'
import type { AnnotationRow, RegisterChange } from '../rows.ts'
import type { WorkingSet } from './working-set.ts'

/** Applies an operation on one annotator's loaded answer. The change it made, or null when a greater stamp stands. */
export function applyAnswer(
  set: WorkingSet,
  author: AnnotatorId,
  operation: Operation,
  stamp: Stamp,
): RegisterChange | null {
  const row = set.loadedAnnotation(operation.item as ItemId, author)
  const change = setRegister(row, operation, stamp)
  if (change !== null) {
    row.updatedAt = Math.max(row.updatedAt, operation.at)
    row.taskVersion = Math.max(row.taskVersion, operation.taskVersion)
    const counters = set.loadedCounters(author)
    counters.lastAt = Math.max(counters.lastAt, operation.at)
  }
  return change
}

/** Sets the register of an annotation that an operation names, when its stamp is the greater one. */
export function setRegister(row: AnnotationRow, operation: Operation, stamp: Stamp): RegisterChange | null {
  switch (operation.kind) {
    case 'answer.set':
      return setAnswer(row, defined(operation.question, 'question'), operation.value ?? null, stamp)
    case 'answer.clear':
      return setAnswer(row, defined(operation.question, 'question'), null, stamp)
    case 'span.set':
      return setSpan(row, operation, stamp)
    case 'item.status':
      return setStatus(row, operation, stamp)
    case 'item.flag': {
      if (!winsOver(stamp, row.flag?.stamp)) return null
      const before = row.flag?.value ?? false
      row.flag = { value: operation.value === true, stamp }
      return { kind: 'flag', before, after: row.flag.value }
    }
    case 'comment.set': {
      const key = operation.key ?? ''
      const current = row.comments[key]
      if (!winsOver(stamp, current?.stamp)) return null
      const value = typeof operation.value === 'string' ? operation.value : ''
      row.comments[key] = { value, stamp }
      return { kind: 'comment', key, before: current?.value ?? '', after: value }
    }
    default:
      return null
  }
}

function setAnswer(row: AnnotationRow, question: QuestionId, value: unknown, stamp: Stamp): RegisterChange | null {
  const current = row.answers[question]
  if (!winsOver(stamp, current?.stamp)) return null
  row.answers[question] = { value, stamp }
  return { kind: 'answer', question, before: current?.value ?? null, after: value }
}

function setSpan(row: AnnotationRow, operation: Operation, stamp: Stamp): RegisterChange | null {
  const question = defined(operation.question, 'question')
  const span: SpanId = defined(operation.span, 'span')
  const value: SpanValue | null = (operation.value ?? null) === null ? null : spanValueSchema.parse(operation.value)
  const spans = (row.spans[question] ??= {})
  const current = spans[span]
  if (!winsOver(stamp, current?.stamp)) return null
  spans[span] = { value, stamp }
  return { kind: 'span', question, span, before: current?.value ?? null, after: value }
}

function setStatus(row: AnnotationRow, operation: Operation, stamp: Stamp): RegisterChange | null {
  if (!winsOver(stamp, row.statusStamp)) return null
  const before = row.status
  row.status = statusSchema.parse(operation.value)
  row.statusStamp = stamp
  if (!isFinished(row.status)) row.finishedDay = ''
  else if (!isFinished(before) || row.finishedDay === '') row.finishedDay = localDay(operation.at)
  return { kind: 'status', before, after: row.status }
}
