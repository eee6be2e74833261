import type { QuestionId, SpanId, WriterId } from '../base/ids.ts'
import { emptyAnnotation, type Annotation } from './annotation.ts'
import type { SpanValue } from './span.ts'
import type { Status } from './status.ts'
import type { Stamp } from '../sync/stamp.ts'

/** One register's new value: what an answering screen asks to keep. */
export type AnswerChange =
  | { kind: 'answer.set'; question: QuestionId; value: unknown }
  | { kind: 'answer.clear'; question: QuestionId }
  | { kind: 'span.set'; question: QuestionId; span: SpanId; value: SpanValue | null }
  | { kind: 'item.status'; value: Status }
  | { kind: 'item.flag'; value: boolean }
  | { kind: 'comment.set'; key: string; value: string }

/** Stamp of what is on screen before the journal has given the real one. */
const UNSTAMPED: Stamp = [0, '' as WriterId, 0]

/**
 * The annotation as it will look once the changes are stored: what the screen paints at once.
 * Returns a new object; the one given stays as it is.
 */
export function withChanges(
  annotation: Annotation | null,
  key: Parameters<typeof emptyAnnotation>[0],
  changes: readonly AnswerChange[],
): Annotation {
  let next: Annotation = { ...(annotation ?? emptyAnnotation(key)) }
  for (const change of changes) next = withChange(next, change)
  return next
}

function withChange(annotation: Annotation, change: AnswerChange): Annotation {
  const stamp = UNSTAMPED
  switch (change.kind) {
    case 'answer.set':
      return { ...annotation, answers: { ...annotation.answers, [change.question]: { value: change.value, stamp } } }
    case 'answer.clear':
      return { ...annotation, answers: { ...annotation.answers, [change.question]: { value: null, stamp } } }
    case 'span.set': {
      const spans = { ...annotation.spans[change.question], [change.span]: { value: change.value, stamp } }
      return { ...annotation, spans: { ...annotation.spans, [change.question]: spans } }
    }
    case 'item.status':
      return { ...annotation, status: change.value }
    case 'item.flag':
      return { ...annotation, flag: { value: change.value, stamp } }
    case 'comment.set':
      return { ...annotation, comments: { ...annotation.comments, [change.key]: { value: change.value, stamp } } }
  }
}
