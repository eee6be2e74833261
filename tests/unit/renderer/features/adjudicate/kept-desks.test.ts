import { expect, test } from 'vitest'
import { keepDesk, keptDesk } from '#renderer/features/adjudicate/kept-desks.ts'
import { EMPTY_DESK, type DeskState } from '#renderer/features/adjudicate/settling-state.ts'

const decided: DeskState = {
  ...EMPTY_DESK,
  settling: { decisions: { 'tone 0': { by: 'answer', index: 1 } }, written: {} },
}

test('what was decided is found again, and is forgotten when it is taken back or settled', () => {
  keepDesk('one', decided)
  expect(keptDesk('one')).toBe(decided)
  expect(keptDesk('another')).toBeNull()
  keepDesk('one', EMPTY_DESK)
  expect(keptDesk('one')).toBeNull()
})

test('of very many the oldest is forgotten', () => {
  for (let n = 0; n <= 200; n += 1) keepDesk(`many ${n}`, decided)
  expect(keptDesk('many 0')).toBeNull()
  expect(keptDesk('many 200')).toBe(decided)
})
