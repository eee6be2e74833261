import { expect, test } from 'vitest'
import type { LabelId } from '#shared/base/ids.ts'
import { deskText, readDesk } from '#renderer/features/adjudicate/desk-draft.ts'
import { EMPTY_DESK, resumedDesk, type DeskState } from '#renderer/features/adjudicate/settling-state.ts'
import type { QuestionCase } from '#shared/domain/settle.ts'
import { FIELD, NAMES, TONE } from '#tests/support/build-data.ts'

const own = { field: FIELD, start: 3, end: 7, label: 'a' as LabelId, quote: 'لاہور' }
const decided: DeskState = {
  ...EMPTY_DESK,
  settling: {
    decisions: { [`${TONE} 0`]: { by: 'answer', index: 1 }, [`${NAMES} 1`]: { by: 'own', parts: [own] } },
    written: { [NAMES]: [own], [TONE]: ['a' as LabelId] },
  },
}

test('decisions come back from their text, for the same answers only', () => {
  const text = deskText('three answers', decided)
  expect(readDesk(text, 'three answers')).toEqual(decided.settling)
  expect(readDesk(text, 'one of them changed')).toBeNull()
})

test('an untouched desk leaves no text, and a text that cannot be read no decisions', () => {
  expect(deskText('answers', EMPTY_DESK)).toBe('')
  for (const text of ['', '{', '{"sign":1}', deskText('answers', decided).replace('"own"', '"none"')]) {
    expect(readDesk(text, 'answers')).toBeNull()
  }
})

test('the desk goes on at the first difference that is still open', () => {
  const one: QuestionCase = {
    question: TONE,
    agreed: [],
    said: [],
    differences: [0, 1, 2].map(() => ({ question: TONE, kind: 'choice', said: [[], []] })),
  }
  const settling = { decisions: { [`${TONE} 0`]: { by: 'answer', index: 0 } as const }, written: {} }
  expect(resumedDesk([one], settling).at).toBe(1)
  expect(resumedDesk([one], { ...settling, written: { [TONE]: [] } }).at).toBe(0)
})
