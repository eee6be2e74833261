import { describe, expect, it } from 'vitest'
import type { ItemId, QuestionId } from '#shared/base/ids.ts'
import { checkResults, isRight } from '#shared/agreement/report/check-results.ts'
import { forecast } from '#shared/agreement/report/forecast.ts'
import { median, personStats } from '#shared/agreement/report/person-stats.ts'
import { bookOf, item, MARKS_ID, said, toneBook, TONE_ID, TOPIC_ID, type Said } from '#tests/support/answer-books.ts'

describe('what people have done', () => {
  it('is counted by status, with the median of their active time', () => {
    const book = bookOf([
      { ali: { tone: 'a', activeMs: 1_000 } },
      { ali: { tone: 'a', activeMs: 9_000, status: 'unsure', flagged: true } },
      { ali: { status: 'skipped', activeMs: 2_000, day: '2026-11-03' } },
      { ali: { status: 'open' } },
      { bina: { status: 'open' } },
    ])
    expect(personStats(book)).toEqual([
      {
        person: 'ali',
        answered: 2,
        passed: 1,
        flagged: 1,
        medianActiveMs: 2_000,
        byDay: { '2026-11-02': 2, '2026-11-03': 1 },
        cautions: [],
      },
    ])
    book.training = new Set([item(0)])
    expect(personStats(book)[0]).toMatchObject({ answered: 1 })
  })

  it('asks to look where somebody is far faster than the others', () => {
    const quick = (n: number): Said => ({ tone: n % 2 === 0 ? 'a' : 'b', activeMs: 900 })
    const calm = (n: number): Said => ({ tone: n % 2 === 0 ? 'a' : 'b', activeMs: 8_000 + n })
    const rows = Array.from({ length: 25 }, (_, n) => ({ ali: quick(n), bina: calm(n), chand: calm(n) }))
    const stats = personStats(bookOf(rows))
    expect(stats.map(({ person, cautions }) => [person, cautions.map(({ code }) => code)])).toEqual([
      ['ali', ['fast']],
      ['bina', []],
      ['chand', []],
    ])
    // Too few texts to say so.
    expect(personStats(bookOf(rows.slice(0, 15))).flatMap(({ cautions }) => cautions)).toEqual([])
  })

  it('asks to look where somebody always answers the same and others do not', () => {
    const rows = Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? 'aa' : 'ab'))
    expect(personStats(toneBook(rows)).map(({ cautions }) => cautions)).toEqual([
      [{ code: 'same', question: TONE_ID, label: 'a', own: 1, others: 0.5 }],
      [],
    ])
    // Where the texts are so, there is nothing to say.
    const alike = personStats(toneBook(Array.from({ length: 40 }, () => 'aa')))
    expect(alike.flatMap(({ cautions }) => cautions)).toEqual([])
  })

  it.each([
    [[], null],
    [[3], 3],
    [[4, 1], 2.5],
    [[9, 1, 5], 5],
  ])('has the median of %j', (values, expected) => expect(median(values)).toBe(expected))
})

describe('check items', () => {
  const known = new Map<ItemId, Record<QuestionId, unknown>>([
    [item(0), { [TONE_ID]: ['a'] }],
    [item(1), { [TONE_ID]: ['b'], [MARKS_ID]: [] }],
  ])

  it('are counted by person and question, those who passed them over left out', () => {
    const book = bookOf([
      { ali: { tone: 'a' }, bina: { tone: 'b' }, chand: { tone: 'a', status: 'skipped' } },
      { ali: { tone: 'b', marks: [] }, bina: { tone: 'b', marks: [[0, 2, 'x']] } },
    ])
    expect(checkResults(book, known)).toEqual([
      { person: 'ali', right: 3, of: 3 },
      { person: 'bina', right: 1, of: 3 },
    ])
    expect(checkResults(book, known, TONE_ID)).toEqual([
      { person: 'ali', right: 2, of: 2 },
      { person: 'bina', right: 1, of: 2 },
    ])
    book.training = new Set([item(0), item(1)])
    expect(checkResults(book, known)).toEqual([])
  })

  it('are right with the same labels in any order, or exactly the same marks', () => {
    expect(isRight(said({ topics: ['b', 'a'] }), TOPIC_ID, ['a', 'b'])).toBe(true)
    expect(isRight(said({ topics: ['a'] }), TOPIC_ID, ['a', 'b'])).toBe(false)
    const gold = [{ field: 'text', start: 0, end: 2, label: 'x', quote: 'اب' }]
    expect(isRight(said({ marks: [[0, 2, 'x']] }), MARKS_ID, gold)).toBe(true)
    expect(isRight(said({ marks: [[0, 3, 'x']] }), MARKS_ID, gold)).toBe(false)
    expect(isRight(said({}), MARKS_ID, gold)).toBe(false)
  })
})

describe('a forecast', () => {
  it.each([
    ['2026-11-10', {}, 0, { kind: 'done' }],
    ['2026-11-10', {}, 5, { kind: 'standing' }],
    ['2026-11-30', { '2026-11-10': 40 }, 5, { kind: 'standing' }],
    ['2026-11-10', { '2026-11-10': 10 }, 25, { kind: 'day', day: '2026-11-13', perDay: 10 }],
    // Days without work count, as they will come again.
    ['2026-11-10', { '2026-11-06': 20, '2026-11-10': 5 }, 10, { kind: 'day', day: '2026-11-12', perDay: 5 }],
    ['2026-12-30', { '2026-12-30': 10 }, 30, { kind: 'day', day: '2027-01-02', perDay: 10 }],
    ['2026-11-10', { '2026-11-10': 1 }, 4_000, { kind: 'far', perDay: 1 }],
  ] as const)('on %s after %j with %i left', (today, byDay, left, expected) => {
    expect(forecast(byDay, today, left)).toEqual(expected)
  })
})
