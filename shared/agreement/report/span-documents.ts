import type { LabelId } from '../../base/ids.ts'
import type { SpansQuestion } from '../../domain/question.ts'
import type { RatedSpan, SpanDocument } from '../span-document.ts'
import type { AnswerBook, BookItem, BookSpan } from './answer-book.ts'

/** The labels that marks can hold: living ones, and others that were used. Their places are the labels of documents. */
export function markedLabels(question: SpansQuestion, items: readonly BookItem[]): LabelId[] {
  const used = new Set<string>()
  for (const { answers } of items) {
    for (const answer of answers) for (const { label } of answer?.spans[question.id] ?? []) used.add(label)
  }
  const known = question.labels.filter(({ id, retired }) => !retired || used.has(id)).map(({ id }) => id)
  const others = [...used].filter((id) => !known.includes(id as LabelId)) as LabelId[]
  return [...known, ...others.sort()]
}

/**
 * Each field of each item as a document, in UTF-16 units. Done and nothing marked is an empty list; not done is null. A text
 * whose length is not known ends where the last mark does: then only measures of marks can be taken.
 */
export function spanDocuments(
  { facts }: Pick<AnswerBook, 'facts'>,
  question: SpansQuestion,
  labels: readonly LabelId[],
  { items, raters }: { items: readonly BookItem[]; raters: readonly number[] },
): SpanDocument[] {
  const places = new Map<string, number>(labels.map((id, place) => [id, place]))
  return items.flatMap((item) => {
    const lengths = facts.get(item.id)?.lengths ?? {}
    return fieldsOf(question, item, Object.keys(lengths)).map((field): SpanDocument => {
      const spans = raters.map((number) => {
        const answer = item.answers[number]
        return answer === undefined ? null : marksIn(answer.spans[question.id] ?? [], field, places)
      })
      const last = Math.max(0, ...spans.flatMap((marks) => (marks ?? []).map(({ end }) => end)))
      return { length: Math.max(lengths[field] ?? 0, last), spans }
    })
  })
}

/** Fields that may be marked: those of the question, or all that the item has. */
function fieldsOf(question: SpansQuestion, { answers }: BookItem, known: readonly string[]): string[] {
  const marked = answers.flatMap((answer) => (answer?.spans[question.id] ?? []).map(({ field }) => field))
  const asked = question.fields.length > 0 ? question.fields : known
  const fields = [...new Set<string>([...asked, ...marked])]
  // Known by nothing: it was looked at all the same, and nothing was marked.
  return fields.length === 0 ? [''] : fields
}

function marksIn(spans: readonly BookSpan[], field: string, places: ReadonlyMap<string, number>): RatedSpan[] {
  return spans.flatMap(({ field: own, start, end, label }) =>
    own === field ? [{ start, end, label: places.get(label) ?? 0 }] : [],
  )
}
