import { describe, expect, it } from 'vitest'
import { alphaStandardError } from '#shared/agreement/alpha-standard-error.ts'
import { cohenKappa } from '#shared/agreement/cohen-kappa.ts'
import { gwetAc } from '#shared/agreement/gwet-ac.ts'
import { krippendorffAlpha, labelAlpha } from '#shared/agreement/krippendorff-alpha.ts'
import { observedAgreement } from '#shared/agreement/observed-agreement.ts'
import { makeReport } from '#shared/agreement/report/make-report.ts'
import { plainWords } from '#shared/agreement/report/plain-words.ts'
import { specificAgreement } from '#shared/agreement/specific-agreement.ts'
import type { RatingTable } from '#shared/agreement/rating-table.ts'
import {
  batch,
  bookOf,
  item,
  label,
  person,
  toneBook,
  toneQuestion,
  topicQuestion,
} from '#tests/support/answer-books.ts'

const ROWS = ['aab', 'abb', 'ccc', 'a.a', '.bc', 'bbb', 'cca', 'a..', 'aaa', 'bcb']

function tableOf(rows: readonly string[], raters: number, categories = 3): RatingTable {
  const codes = rows.flatMap((row) => Array.from({ length: raters }, (_, at) => 'abc'.indexOf(row[at] ?? '.')))
  return { raters, items: rows.length, categories, codes: Int16Array.from(codes) }
}

describe('the report of a question with one label', () => {
  const report = makeReport(toneBook(ROWS), toneQuestion(), {})
  const table = tableOf(ROWS, 3)

  it('has the measures of the same ratings', () => {
    expect(report.headline).toEqual({
      id: 'alpha-nominal',
      value: { value: krippendorffAlpha(table, { name: 'nominal' }).value },
    })
    expect(report.beside[0]?.value.value).toBeCloseTo(gwetAc(table).value ?? Number.NaN, 12)
    expect(report.more.find(({ id }) => id === 'observed')?.value.value).toBe(observedAgreement(table).value)
    expect([report.shared, report.answers, report.people]).toEqual([9, 26, ['ali', 'bina', 'chand']])
  })

  it('has each label with its specific agreement, its own alpha and how often it was given on shared texts', () => {
    for (const [code, line] of report.labels.entries()) {
      expect(line.agreement.value).toBeCloseTo(specificAgreement(table, code).value ?? Number.NaN, 12)
      expect(line.alpha.value).toBe(labelAlpha(table, code).value)
    }
    expect(report.labels.map(({ label: id, given }) => [id, given])).toEqual([
      ['a', 9],
      ['b', 9],
      ['c', 7],
    ])
  })

  it('has each pair by the texts that both answered', () => {
    const [first] = report.pairs
    const pair = tableOf(
      ROWS.map((row) => row.slice(0, 2)),
      2,
    )
    expect(first).toMatchObject({ people: ['ali', 'bina'], shared: 7, value: { value: cohenKappa(pair).value } })
  })

  it('counts each pair of answers once in the confusion', () => {
    const cells = Object.fromEntries(report.confusion.map(({ one, other, pairs }) => [`${one}${other}`, pairs]))
    expect(cells).toEqual({ aa: 5, ab: 4, ac: 2, bb: 5, bc: 3, cc: 4 })
  })

  it('says what the headline would be without each person', () => {
    const without = tableOf(
      ROWS.map((row) => row.slice(1)),
      2,
    )
    expect(report.persons[0]).toMatchObject({ person: 'ali', answers: 9, shared: 8 })
    expect(report.persons[0]?.without.value).toBeCloseTo(krippendorffAlpha(without, { name: 'nominal' }).value ?? 0, 12)
  })

  it('does not depend on who came first, and leaves out answers that do not count', () => {
    const turned = makeReport(
      toneBook(
        ROWS.map((row) => Array.from(row).toReversed().join('')),
        ['chand', 'bina', 'ali'],
      ),
      toneQuestion(),
      {},
    )
    expect(turned.headline.value.value).toBeCloseTo(report.headline.value.value ?? 0, 12)
    const passed = bookOf([
      { ali: { tone: 'a' }, bina: { tone: 'a', status: 'skipped' } },
      { ali: { tone: 'b' }, bina: { tone: 'b', status: 'unsure' } },
    ])
    expect(makeReport(passed, toneQuestion(), {})).toMatchObject({ shared: 1, answers: 3 })
  })

  it('gives an interval to a trend only where enough is shared', () => {
    const rows = Array.from({ length: 30 }, (_, n) => (n % 5 === 0 ? 'ab' : n % 2 === 0 ? 'aa' : 'bb'))
    const book = toneBook(rows)
    book.batches = new Map([
      [batch('one'), new Set(rows.map((_, n) => item(n)))],
      [batch('two'), new Set([item(0), item(1)])],
    ])
    const { batches, days } = makeReport(book, toneQuestion(), {})
    expect(batches.map(({ shared, range }) => [shared, range === null])).toEqual([
      [30, false],
      [2, true],
    ])
    expect(days).toHaveLength(1)
    const table2 = {
      ...tableOf(
        rows.map((row) => row),
        2,
      ),
    }
    const se = alphaStandardError(table2).value ?? 0
    const alpha = krippendorffAlpha(table2, { name: 'nominal' }).value ?? 0
    expect(batches[0]?.range?.lower).toBeCloseTo(alpha - 1.959963984540054 * se, 9)
  })
})

describe('a report', () => {
  it.each([
    [[], 'no-data', 'few'],
    [['a', 'b'], 'single-rater', 'few'],
    [['a.', '.b'], 'no-overlap', 'few'],
    [['aa', 'aa'], 'no-variation', 'same'],
  ])('of %j is undefined with its reason', (rows, reason) => {
    const report = makeReport(toneBook(rows), toneQuestion(), {})
    expect(report.headline.value).toEqual({ value: null, reason })
    expect(plainWords(report, null)).toMatchObject({ undefinedFor: reason })
  })

  it('tells the prevalence paradox, and where to look', () => {
    // 118 / 5 / 2 / 0: 94 % alike and alpha about 0.
    const rows = [...Array.from({ length: 118 }, () => 'aa'), ...Array.from({ length: 5 }, () => 'ab'), 'ba', 'ba']
    const report = makeReport(toneBook(rows), toneQuestion(['a', 'b']), {})
    expect(report.headline.value.value).toBeLessThan(0.05)
    expect(report.beside[0]?.value.value).toBeGreaterThan(0.9)
    expect(report.warnings).toContainEqual(expect.objectContaining({ code: 'prevalence', label: 'a', rare: 'b' }))
    expect(report.labels[1]?.agreement.value).toBe(0)
  })

  it('names a person without whom people agree far better, one whose labels differ, and pairs that share nothing', () => {
    const rows = Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? 'aac.' : n % 3 === 0 ? 'ccc.' : 'bbc.'))
    const report = makeReport(toneBook([...rows, '...a']), toneQuestion(), {})
    expect(report.warnings).toContainEqual(expect.objectContaining({ code: 'outlier', person: 'chand' }))
    expect(report.warnings).toContainEqual(
      expect.objectContaining({ code: 'shift', person: 'chand', label: 'c', own: 1 }),
    )
    expect(report.warnings).toContainEqual({ code: 'apart', people: ['ali', 'dua'] })
  })

  it('says what no disagreement in few texts is worth', () => {
    const report = makeReport(toneBook(['aa', 'bb', 'aa']), toneQuestion(['a', 'b']), {})
    expect(report.headline.value).toEqual({ value: 1 })
    expect(report.warnings.map(({ code }) => code)).toEqual(['few-items', 'no-disagreement'])
  })

  it('is of the answers that a filter lets through', () => {
    const book = bookOf([
      {
        ali: { tone: 'a', day: '2026-11-01' },
        bina: { tone: 'a', day: '2026-11-01' },
        chand: { tone: 'b', version: 2 },
      },
      { ali: { tone: 'b' }, bina: { tone: 'b' }, chand: { tone: 'b' } },
      { ali: { tone: 'a' }, bina: { tone: 'b' } },
    ])
    book.batches.set(batch('one'), new Set([item(0), item(2)]))
    const shared = (filter: Parameters<typeof makeReport>[2]) => makeReport(book, toneQuestion(), filter).shared
    expect(shared({})).toBe(3)
    expect(shared({ batch: batch('one') })).toBe(2)
    expect(shared({ batch: batch('none') })).toBe(0)
    expect(shared({ language: 'sd' })).toBe(1)
    expect(shared({ column: { name: 'n', value: '2' } })).toBe(1)
    expect(shared({ to: '2026-11-01' })).toBe(1)
    expect(shared({ from: '2026-11-02' })).toBe(2)
    expect(shared({ taskVersion: 2 })).toBe(0)
    expect(shared({ people: [person('ali'), person('chand')] })).toBe(2)
    book.training = new Set([item(1)])
    expect(shared({})).toBe(2)
  })

  it('of sets takes no label as an answer, and heads with the mean of the labels', () => {
    const report = makeReport(
      bookOf([
        { ali: { topics: ['a', 'b'] }, bina: { topics: ['a'] } },
        { ali: { topics: [] }, bina: {} },
        { ali: { topics: ['c'] }, bina: { topics: ['c'] } },
        { ali: { topics: ['b'] }, bina: { topics: ['a', 'c'] } },
      ]),
      topicQuestion(),
      {},
    )
    expect(report).toMatchObject({ shared: 4, answers: 8, headline: { id: 'label-alpha-mean' } })
    const alphas = report.labels.map(({ alpha }) => alpha.value ?? Number.NaN)
    expect(report.headline.value.value).toBeCloseTo(alphas.reduce((sum, one) => sum + one, 0) / 3, 12)
    const cells = report.confusion.map(({ one, other, pairs }) => [one, other, pairs])
    expect(cells).toEqual([
      ['a', 'a', 1],
      ['a', 'b', 1],
      ['b', 'c', 1],
      ['b', null, 1],
      ['c', 'c', 1],
    ])
    expect(report.labels.map(({ label: id }) => id)).toEqual([label('a'), label('b'), label('c')])
  })
})

describe('the course over days', () => {
  const day = (n: number) => `2026-11-${String(n + 1).padStart(2, '0')}`
  const book = (perDay: readonly number[]) =>
    bookOf(
      perDay.flatMap((count, n) =>
        Array.from({ length: count }, (_, at) => ({
          ali: { tone: at % 2 === 0 ? 'a' : 'b', day: day(0) },
          bina: { tone: at % 3 === 0 ? 'a' : 'b', day: day(n) },
        })),
      ),
    )

  it.each([
    [
      [25, 30],
      [25, 30],
    ],
    // Days with little are joined with those after them, the last ones with those before.
    [
      [12, 9, 22, 5],
      [21, 27],
    ],
    [[10], []],
    [[8, 9, 10], [27]],
  ])('of %j shared texts a day has points of %j', (perDay, expected) => {
    const { days } = makeReport(book(perDay), toneQuestion(), {})
    expect(days.map(({ shared }) => shared)).toEqual(expected)
    expect(days.every(({ range }) => range !== null)).toBe(true)
  })

  it('joins days where they are very many', () => {
    const rows = Array.from({ length: 30 }, () => 20)
    expect(makeReport(book(rows), toneQuestion(), {}).days).toHaveLength(30)
  })
})
