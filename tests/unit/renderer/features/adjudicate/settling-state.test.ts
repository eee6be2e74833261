import { describe, expect, test } from 'vitest'
import type { ItemId, LabelId, ProjectId, QuestionId, SpanId } from '#shared/base/ids.ts'
import type { Question } from '#shared/domain/question.ts'
import { goldOf, openKeys, type QuestionCase } from '#shared/domain/settle.ts'
import type { SpanValue } from '#shared/domain/span.ts'
import {
  actOnDesk,
  EMPTY_DESK,
  isUntouched,
  rowsOf,
  type DeskAct,
  type DeskGround,
  type DeskState,
} from '#renderer/features/adjudicate/settling-state.ts'
import { buildLabel, FIELD, NAMES, TONE } from '#tests/support/build-data.ts'

const labels = ['a', 'b', 'c'].map((id, index) => buildLabel(id, id, index + 1))
const QUESTIONS: Question[] = [
  { id: TONE, kind: 'choice', title: 'رائے', titleEn: '', multiple: false, labels },
  { id: NAMES, kind: 'spans', title: 'نام', titleEn: '', fields: [], labels },
]
const span = (start: number, end: number, label = 'a'): SpanValue => ({
  field: FIELD,
  start,
  end,
  label: label as LabelId,
  quote: 'x'.repeat(end - start),
})
const label = (id: string) => [id as LabelId]

const TONE_CASE: QuestionCase = {
  question: TONE,
  agreed: [],
  said: [label('a'), label('b')],
  differences: [{ question: TONE, kind: 'choice', said: [label('a'), label('b')] }],
}
const NAMES_CASE: QuestionCase = {
  question: NAMES,
  agreed: [span(0, 2)],
  said: [
    [span(0, 2), span(4, 8)],
    [span(0, 2), span(4, 6), span(10, 12)],
  ],
  differences: [
    { question: NAMES, kind: 'boundary', said: [[span(4, 8)], [span(4, 6)]] },
    { question: NAMES, kind: 'missing', said: [[], [span(10, 12)]] },
  ],
}
const ground = (settled: QuestionId[] = []): DeskGround => ({
  cases: [TONE_CASE, NAMES_CASE],
  questions: QUESTIONS,
  fields: [FIELD],
  item: { id: 'c:0' as ItemId, projectId: 'p' as ProjectId },
  settled,
})
const run = (...acts: DeskAct[]): DeskState => acts.reduce((state, act) => actOnDesk(ground(), state, act), EMPTY_DESK)
const gold = (state: DeskState, one = NAMES_CASE) => goldOf(one, state.settling)
const by = (key: string, index: number): DeskAct => ({ kind: 'decide', key, decision: { by: 'answer', index } })
const TONE_KEY = `${TONE} 0`
const EDGE = `${NAMES} 0`
const MISSING = `${NAMES} 1`
const mark = (value: SpanValue | null, id = 'new') =>
  ({ kind: 'span.set', question: NAMES, span: id as SpanId, value }) as const

describe('deciding', () => {
  test('goes on to the next open difference, round to the beginning, and stays at the end', () => {
    expect(run(by(TONE_KEY, 0)).at).toBe(1)
    expect(run({ kind: 'go', at: 2 }, by(MISSING, 0)).at).toBe(0)
    expect(run(by(TONE_KEY, 0), by(EDGE, 1), by(MISSING, 1)).at).toBe(2)
  })

  test('the marked line stays within the table', () => {
    expect(run({ kind: 'go', at: 9 }).at).toBe(2)
    expect(run({ kind: 'go', at: -1 }).at).toBe(0)
    expect(rowsOf(ground().cases).map(({ key }) => key)).toEqual([TONE_KEY, EDGE, MISSING])
  })

  test('each step is taken back by itself', () => {
    const state = run(by(TONE_KEY, 0), by(EDGE, 1), { kind: 'undo' })
    expect(Object.keys(state.settling.decisions)).toEqual([TONE_KEY])
    expect(isUntouched(actOnDesk(ground(), state, { kind: 'undo' }))).toBe(true)
    expect(run({ kind: 'undo' })).toBe(EMPTY_DESK)
  })
})

describe('a difference written anew', () => {
  test('takes the span that was added, and the desk goes on', () => {
    const state = run(
      by(TONE_KEY, 0),
      { kind: 'begin', key: EDGE },
      { kind: 'change', changes: [mark(span(4, 7, 'b'))] },
    )
    expect(state.settling.decisions[EDGE]).toEqual({ by: 'own', parts: [span(4, 7, 'b')] })
    expect(state).toMatchObject({ writing: null, at: 2 })
    expect(gold(state)).toEqual([span(0, 2), span(4, 7, 'b')])
  })

  test('takes another label of the whole text', () => {
    const answered = { kind: 'answer.set', question: TONE, value: ['c'] } as const
    const state = run({ kind: 'begin', key: TONE_KEY }, { kind: 'change', changes: [answered] })
    expect(gold(state, TONE_CASE)).toEqual(['c'])
    expect(state.writing).toBeNull()
  })

  test('leaves what was decided of the others', () => {
    const state = run(by(MISSING, 1), { kind: 'begin', key: EDGE }, { kind: 'change', changes: [mark(span(5, 6))] })
    expect(gold(state)).toEqual([span(0, 2), span(5, 6), span(10, 12)])
  })

  test('is left without a trace', () => {
    const state = run({ kind: 'begin', key: EDGE }, { kind: 'end', all: false })
    expect(isUntouched(state)).toBe(true)
  })
})

describe('a whole answer written by hand', () => {
  test('begins with what is agreed and decided, and changes only what is touched', () => {
    const begun = run(by(EDGE, 0), { kind: 'begin', key: null })
    expect(Object.values(begun.writing?.draft.spans[NAMES] ?? {}).map(({ value }) => value)).toEqual([
      span(0, 2),
      span(4, 8),
    ])
    const state = actOnDesk(ground(), begun, { kind: 'change', changes: [mark(null, 'g0')] })
    expect(gold(state)).toEqual([span(4, 8)])
    expect(openKeys(ground().cases, state.settling)).toEqual([TONE_KEY])
  })

  test('is whole when it is said to be', () => {
    const state = run(by(TONE_KEY, 1), { kind: 'begin', key: null }, { kind: 'end', all: true })
    expect(openKeys(ground().cases, state.settling)).toEqual([])
    expect(gold(state)).toEqual([span(0, 2)])
    expect(gold(state, TONE_CASE)).toEqual(['b'])
  })

  test('leaves questions alone whose gold stands', () => {
    const settled = ground([TONE])
    const begun = actOnDesk(settled, EMPTY_DESK, { kind: 'begin', key: null })
    expect(Object.keys(actOnDesk(settled, begun, { kind: 'end', all: true }).settling.written)).toEqual([NAMES])
  })

  test('gives way when one of its differences is decided anew, and comes back by undo', () => {
    const written = run(
      { kind: 'begin', key: null },
      { kind: 'change', changes: [mark(span(20, 21))] },
      { kind: 'end', all: true },
    )
    const decided = actOnDesk(ground(), written, by(EDGE, 0))
    expect(gold(decided)).toEqual([span(0, 2), span(4, 8)])
    expect(gold(actOnDesk(ground(), decided, { kind: 'undo' }))).toContainEqual(span(20, 21))
  })
})

test('a proposal is taken for its question alone', () => {
  const state = run({ kind: 'propose', question: NAMES, parts: [span(0, 2), span(4, 6)] })
  expect(gold(state)).toEqual([span(0, 2), span(4, 6)])
  expect(openKeys(ground().cases, state.settling)).toEqual([TONE_KEY])
})

test('an answer is taken whole for all questions', () => {
  const state = run({ kind: 'whole', index: 1 })
  expect([gold(state), gold(state, TONE_CASE)]).toEqual([[span(0, 2), span(4, 6), span(10, 12)], ['b']])
})
