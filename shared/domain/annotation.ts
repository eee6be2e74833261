import type { AnnotatorId, ItemId, ProjectId, QuestionId, SpanId } from '../base/ids.ts'
import type { Stamp } from '../sync/stamp.ts'
import type { SpanValue } from './span.ts'
import type { Status } from './status.ts'

/** A register's value with the stamp of the operation that set it; a cleared register keeps its stamp. */
export type Stamped<Value> = { value: Value; stamp: Stamp }

/** One annotator's work on one item, as stored. Whole answers and spans lie side by side, by question. */
export type Annotation = {
  itemId: ItemId
  annotatorId: AnnotatorId
  projectId: ProjectId
  order: number
  status: Status
  statusStamp: Stamp | null
  /** Whole answers by question; null = cleared. */
  answers: Record<QuestionId, Stamped<unknown>>
  /** Spans by question and span id; null = removed. */
  spans: Record<QuestionId, Record<SpanId, Stamped<SpanValue | null>>>
  flag: Stamped<boolean> | null
  /** Comments by whom they are for; '' = the lead. */
  comments: Record<string, Stamped<string>>
  activeMs: number
  /** Origins (operation.ts) whose time came with a copy that was issued again; absent where there was none. */
  origins?: string[]
  taskVersion: number
  updatedAt: number
  /** Local day (yyyy-mm-dd) on which it was finished, for the day counters; '' while open. */
  finishedDay: string
}

/** Living spans of a question in text order: start, then the longer first. */
export function spansOf(annotation: Annotation | null, question: QuestionId): { id: SpanId; value: SpanValue }[] {
  const spans = annotation?.spans[question] ?? {}
  return Object.entries(spans)
    .flatMap(([id, { value }]) => (value === null ? [] : [{ id: id as SpanId, value }]))
    .sort((a, b) => a.value.start - b.value.start || b.value.end - a.value.end)
}

export function answerOf(annotation: Annotation | null, question: QuestionId): unknown {
  return annotation?.answers[question]?.value ?? null
}

export function emptyAnnotation(key: Pick<Annotation, 'itemId' | 'annotatorId' | 'projectId' | 'order'>): Annotation {
  return {
    ...key,
    status: 'open',
    statusStamp: null,
    answers: {},
    spans: {},
    flag: null,
    comments: {},
    activeMs: 0,
    taskVersion: 0,
    updatedAt: 0,
    finishedDay: '',
  }
}
