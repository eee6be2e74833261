import { describe, expect, test } from 'vitest'
import type { AnnotatorId, FieldId, ItemId, LabelId, ProjectId, SpanId, WriterId } from '#shared/base/ids.ts'
import { emptyAnnotation, type Annotation } from '#shared/domain/annotation.ts'
import type { Question } from '#shared/domain/question.ts'
import type { SpanValue } from '#shared/domain/span.ts'
import type { Status } from '#shared/domain/status.ts'
import { isAllRight, spanDifferences, trainingResult } from '#shared/domain/training-result.ts'
import type { Stamp } from '#shared/sync/stamp.ts'
import { buildLabel, FIELD, NAMES, TONE } from '#tests/support/build-data.ts'

const STAMP: Stamp = [1, 'w' as WriterId, 1]
const QUESTIONS: Question[] = [
  { id: TONE, kind: 'choice', title: '', titleEn: '', multiple: true, labels: [buildLabel('good', 'اچھی', 1)] },
  { id: NAMES, kind: 'spans', title: '', titleEn: '', fields: [], labels: [buildLabel('person', 'شخص', 3)] },
]

const span = (start: number, end: number, label = 'person', field: string = FIELD): SpanValue => ({
  field: field as FieldId,
  start,
  end,
  label: label as LabelId,
  quote: 'ا'.repeat(end - start),
})

function said(labels: string[], spans: SpanValue[], status: Status = 'done'): Annotation {
  const row = emptyAnnotation({
    itemId: 'c:0' as ItemId,
    annotatorId: 'b' as AnnotatorId,
    projectId: 'p' as ProjectId,
    order: 0,
  })
  row.answers[TONE] = { value: labels, stamp: STAMP }
  row.spans[NAMES] = Object.fromEntries(spans.map((value, n) => [`s${n}` as SpanId, { value, stamp: STAMP }]))
  return { ...row, status }
}

const shown = (labels: string[], spans: SpanValue[]) => ({
  [TONE]: { value: { answer: labels } },
  [NAMES]: { value: { answer: spans, note: 'نام میں لقب نہیں' } },
})

describe('an answer beside the settled one', () => {
  test('is right whatever the order of labels and spans', () => {
    const gold = shown(['good', 'bad'], [span(0, 3), span(5, 9)])
    const own = said(['bad', 'good'], [span(5, 9), span(0, 3)])
    const results = trainingResult(QUESTIONS, own, gold)
    expect(results.map(({ isRight }) => isRight)).toEqual([true, true])
    expect(isAllRight(own, results)).toBe(true)
    expect(results[1]?.note).toBe('نام میں لقب نہیں')
  })

  test('is wrong with a label more, less or other', () => {
    for (const labels of [['good', 'bad'], [], ['bad']]) {
      const [tone] = trainingResult(QUESTIONS, said(labels, []), shown(['good'], []))
      expect(tone?.isRight).toBe(false)
    }
  })

  test('is not right when the text was skipped, even where nothing was to be said', () => {
    const own = said([], [], 'skipped')
    const results = trainingResult(QUESTIONS, own, shown([], []))
    expect(results.every(({ isRight }) => isRight)).toBe(true)
    expect(isAllRight(own, results)).toBe(false)
    expect(isAllRight(null, results)).toBe(false)
    expect(isAllRight(said([], [], 'unsure'), results)).toBe(true)
  })

  test('is judged by the questions that are settled only', () => {
    const results = trainingResult(QUESTIONS, said(['bad'], [span(0, 3)]), {
      [NAMES]: { value: { answer: [span(0, 3)] } },
    })
    expect(results.map(({ question, isRight }) => [question, isRight])).toEqual([[NAMES, true]])
  })
})

describe('marked spans beside the settled ones', () => {
  const kinds = (own: SpanValue[], gold: SpanValue[]) => spanDifferences(own, gold).map(({ kind }) => kind)

  test('are told apart by label, edges, missing and extra', () => {
    const gold = [span(0, 3), span(5, 9), span(12, 15), span(20, 24)]
    const own = [span(0, 3), span(5, 9, 'place'), span(12, 17), span(30, 33)]
    expect(kinds(own, gold)).toEqual(['same', 'label', 'boundary', 'missing', 'extra'])
  })

  test('are each paired once, with the same one before one that only overlaps', () => {
    // The long one overlaps both, but the second is there exactly.
    expect(kinds([span(0, 9), span(5, 9)], [span(0, 4), span(5, 9)])).toEqual(['boundary', 'same'])
    // Of two that overlap, the one with more in common.
    const [first] = spanDifferences([span(0, 2), span(2, 8)], [span(1, 8)])
    expect(first).toMatchObject({ kind: 'extra', own: { start: 0 } })
  })

  test('differ in their label where they overlap, and count as one missing and one extra in another text', () => {
    expect(kinds([span(2, 6, 'place')], [span(0, 4)])).toEqual(['label'])
    expect(kinds([span(0, 4, 'person', 'other')], [span(0, 4)]).toSorted()).toEqual(['extra', 'missing'])
  })
})
