import type { AnnotatorId, ItemId, LabelId, SpanId } from '#shared/base/ids.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'
import { FIELD, NAMES, TONE } from './build-data.ts'

/** A name that stands in a text, and what someone wrote about it: both are gone when the item is erased. */
export const SECRET = 'زرینہ'
export const NOTE = 'رازداری'

export const SECRET_SPAN = { field: FIELD, start: 0, end: SECRET.length, label: 'person' as LabelId, quote: SECRET }

/** What a person can say of an item, a mark on its text first. */
export const SAID: readonly AnswerChange[] = [
  { kind: 'span.set', question: NAMES, span: 's1' as SpanId, value: SECRET_SPAN },
  { kind: 'answer.set', question: TONE, value: ['bad'] },
  { kind: 'item.flag', value: true },
  { kind: 'comment.set', key: '', value: NOTE },
  { kind: 'item.status', value: 'done' },
]

/** What a lead shows a person of the item in a training round: a mark on its text, and a note. */
export function shownTo(person: AnnotatorId, item: ItemId): OperationDraft {
  const value = { answer: [SECRET_SPAN], note: NOTE }
  return { kind: 'gold.show', item, question: NAMES, key: `tttttttt/${person}`, value, at: 1, taskVersion: 1 }
}
