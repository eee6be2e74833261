import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId, ItemId, LabelId, ProjectId, QuestionId, SpanId, WriterId } from '#shared/base/ids.ts'
import { emptyAnnotation, type Annotation } from '#shared/domain/annotation.ts'
import { judgedAnswer, sameJudged } from '#shared/domain/judged-answer.ts'
import type { Question } from '#shared/domain/question.ts'
import {
  acceptWhole,
  answersSaying,
  decide,
  differenceKey,
  goldOf,
  isWhole,
  openKeys,
  questionCases,
  sameParts,
  takeProposed,
  UNSETTLED,
  write,
  type Part,
  type QuestionCase,
} from '#shared/domain/settle.ts'
import type { SpanValue } from '#shared/domain/span.ts'
import type { Stamp } from '#shared/sync/stamp.ts'
import { buildLabel, FIELD, NAMES, TONE } from '#tests/support/build-data.ts'

const TOPICS = 'topics' as QuestionId
const labels = ['a', 'b', 'c'].map((id, index) => buildLabel(id, id, index + 1))
const base = { title: 'سوال', titleEn: '', labels }
const QUESTIONS: Question[] = [
  { ...base, id: TONE, kind: 'choice', multiple: false },
  { ...base, id: TOPICS, kind: 'choice', multiple: true },
  { ...base, id: NAMES, kind: 'spans', fields: [] },
]

const stamp = (n: number): Stamp => [n, 'w' as WriterId, n]
const span = (start: number, end: number, label = 'a'): SpanValue => ({
  field: FIELD,
  start,
  end,
  label: label as LabelId,
  quote: 'ا'.repeat(end - start),
})

type Said = { tone?: string; topics?: string[]; spans?: SpanValue[] }

function answer(person: string, { tone = 'a', topics = [], spans = [] }: Said): Annotation {
  const annotatorId = person as AnnotatorId
  const empty = emptyAnnotation({ itemId: 'c:0' as ItemId, annotatorId, projectId: 'p' as ProjectId, order: 0 })
  return {
    ...empty,
    status: 'done',
    statusStamp: stamp(1),
    answers: { [TONE]: { value: [tone], stamp: stamp(2) }, [TOPICS]: { value: topics, stamp: stamp(3) } },
    spans: {
      [NAMES]: Object.fromEntries(spans.map((value, n) => [`s${n}` as SpanId, { value, stamp: stamp(4 + n) }])),
    },
  }
}

const casesOf = (...said: Said[]) =>
  questionCases(
    QUESTIONS,
    said.map((one, n) => answer(`p${n}`, one)),
    [FIELD],
  )
const find = (cases: QuestionCase[], question: QuestionId) =>
  defined(
    cases.find((one) => one.question === question),
    'case',
  )

describe('where answers differ', () => {
  test('one label is one decision; of several labels each that not all gave', () => {
    const cases = casesOf({ tone: 'a', topics: ['a', 'b'] }, { tone: 'b', topics: ['c', 'b'] })
    expect(find(cases, TONE)).toMatchObject({ agreed: [], differences: [{ kind: 'choice', said: [['a'], ['b']] }] })
    expect(find(cases, TOPICS)).toMatchObject({
      agreed: ['b'],
      differences: [
        { kind: 'missing', said: [['a'], []] },
        { kind: 'missing', said: [[], ['c']] },
      ],
    })
    expect(openKeys(cases, UNSETTLED)).toEqual(['tone 0', 'topics 0', 'topics 1'])
  })

  test('all alike is whole from the start, and is its own gold', () => {
    const cases = casesOf({ spans: [span(0, 3)] }, { spans: [span(0, 3)] })
    expect(openKeys(cases, UNSETTLED)).toEqual([])
    expect(cases.every((one) => isWhole(one, UNSETTLED))).toBe(true)
    expect(goldOf(find(cases, NAMES), UNSETTLED)).toEqual([span(0, 3)])
  })
})

describe('settling', () => {
  const cases = casesOf({ spans: [span(0, 6), span(8, 9)] }, { spans: [span(0, 3), span(12, 14, 'b')] })
  const names = find(cases, NAMES)
  const key = (at: number) => differenceKey(NAMES, at)

  test('takes each difference from another answer, in text order', () => {
    let settling = decide(UNSETTLED, key(0), { by: 'answer', index: 0 })
    expect(goldOf(names, settling)).toEqual([span(0, 6)])
    expect(isWhole(names, settling)).toBe(false)
    settling = decide(settling, key(2), { by: 'answer', index: 1 })
    settling = decide(settling, key(1), { by: 'own', parts: [] })
    expect(openKeys(cases, settling)).toEqual([])
    expect(goldOf(names, settling)).toEqual([span(0, 6), span(12, 14, 'b')])
  })

  test('the side that marked nothing is taken too', () => {
    expect(goldOf(names, decide(UNSETTLED, key(1), { by: 'answer', index: 1 }))).toEqual([])
  })

  test('one answer is accepted whole, whatever had been written', () => {
    const settling = acceptWhole(cases, 1)
    expect(goldOf(names, settling)).toEqual([span(0, 3), span(12, 14, 'b')])
    expect(goldOf(names, acceptWhole(cases, 0))).toEqual([span(0, 6), span(8, 9)])
    expect(acceptWhole(cases, 0).written).toEqual({})
  })

  test('what is written by hand stands whole', () => {
    const settling = write(UNSETTLED, NAMES, [span(1, 2)])
    expect(isWhole(names, settling)).toBe(true)
    expect(goldOf(names, settling)).toEqual([span(1, 2)])
  })

  test('a proposal is taken from the answers that say it, and by itself where none does', () => {
    const merged = takeProposed(UNSETTLED, names, [span(0, 6), span(12, 14, 'b')])
    expect(merged.decisions).toEqual({
      [key(0)]: { by: 'answer', index: 0 },
      [key(1)]: { by: 'answer', index: 1 },
      [key(2)]: { by: 'answer', index: 1 },
    })
    const strange = takeProposed(UNSETTLED, names, [span(20, 21)])
    expect(goldOf(names, strange)).toEqual([span(20, 21)])
  })

  test('tells whose answer is the same as a proposal', () => {
    expect(answersSaying(names, [span(8, 9), span(0, 6)])).toEqual([0])
    expect(answersSaying(names, [span(0, 6)])).toEqual([])
  })
})

const spans = fc.uniqueArray(
  fc
    .tuple(fc.nat(12), fc.integer({ min: 1, max: 5 }), fc.constantFrom('a', 'b'))
    .map(([start, length, label]) => span(start, start + length, label)),
  { maxLength: 5, selector: (one) => JSON.stringify(one) },
)

test('for any answers: accepting one whole gives that answer, and a proposal gives the proposal', () => {
  fc.assert(
    fc.property(fc.array(spans, { minLength: 2, maxLength: 3 }), spans, fc.nat(1), (said, proposed, index) => {
      const cases = casesOf(...said.map((one) => ({ spans: one })))
      const names = find(cases, NAMES)
      const equal = (parts: readonly Part[], wanted: readonly Part[]) => expect(sameParts(parts, wanted)).toBe(true)
      equal(goldOf(names, acceptWhole(cases, index)), said[index] ?? [])
      equal(goldOf(names, takeProposed(UNSETTLED, names, proposed)), proposed)
      expect(openKeys([names], takeProposed(UNSETTLED, names, proposed))).toEqual([])
    }),
  )
})

describe('an answer that was judged', () => {
  test('is pinned by the greatest stamp of its question and of its status', () => {
    const one = answer('p', { spans: [span(0, 1), span(2, 3)] })
    expect(judgedAnswer(one, NAMES)?.stamp).toEqual(stamp(5))
    expect(judgedAnswer(one, TONE)?.stamp).toEqual(stamp(2))
    // Marked nothing: the status alone says that it is an answer.
    expect(judgedAnswer({ ...one, statusStamp: stamp(9), spans: {} }, NAMES)?.stamp).toEqual(stamp(9))
    expect(judgedAnswer({ ...one, statusStamp: null, spans: {} }, NAMES)).toBeNull()
  })

  test('a removed span keeps its stamp, so that the change is seen', () => {
    const one = answer('p', { spans: [span(0, 1)] })
    const gone = { ...one, spans: { [NAMES]: { ['s0' as SpanId]: { value: null, stamp: stamp(7) } } } }
    expect(judgedAnswer(gone, NAMES)?.stamp).toEqual(stamp(7))
  })

  test('is another one when its stamp, its person or the number of answers is', () => {
    const said = [
      { person: 'a' as AnnotatorId, stamp: stamp(1) },
      { person: 'b' as AnnotatorId, stamp: stamp(2) },
    ]
    expect(sameJudged(said, said.toReversed())).toBe(true)
    expect(sameJudged(said, said.slice(1))).toBe(false)
    expect(sameJudged(said, [said[0] as (typeof said)[0], { person: 'b' as AnnotatorId, stamp: stamp(3) }])).toBe(false)
  })
})
