import { describe, expect, it } from 'vitest'
import { makeReport } from '#shared/agreement/report/make-report.ts'
import { plainWords } from '#shared/agreement/report/plain-words.ts'
import { bookOf, MARKS_ID, marksQuestion, type Said } from '#tests/support/answer-books.ts'

const marks = (...list: NonNullable<Said['marks']>): Said => ({ marks: list })

describe('the report of a question of marks', () => {
  const book = bookOf([
    { ali: marks([0, 5, 'x'], [10, 14, 'y']), bina: marks([0, 5, 'x'], [10, 16, 'y']) },
    { ali: marks([2, 4, 'x']), bina: marks([2, 4, 'y'], [8, 9, 'x']) },
    { ali: marks(), bina: {} },
    { ali: marks([1, 2, 'x']) },
  ])
  const report = makeReport(book, marksQuestion(), {})

  it('heads with exact F1 of the pairs, and shows overlap beside it', () => {
    // 1 of 3 and 4 marks is the same; with overlap 2.
    expect(report.headline).toEqual({ id: 'f1-exact', value: { value: 2 / 7 } })
    expect(report.beside[0]).toEqual({ id: 'f1-overlap', value: { value: 4 / 7 } })
    expect([report.shared, report.answers]).toEqual([3, 7])
  })

  it('tells boundaries, labels and marks that one person alone made apart', () => {
    expect(report.spanDifferences).toEqual({ boundary: 1, label: 1, missing: 1 })
    expect(report.confusion.map(({ one, other, pairs }) => [one, other, pairs])).toEqual([
      ['x', 'x', 1],
      ['x', 'y', 1],
      ['x', null, 1],
      ['y', 'y', 1],
    ])
  })

  it('has each label with its own F1', () => {
    expect(report.labels.map(({ label, agreement, given }) => [label, agreement.value, given])).toEqual([
      ['x', 0.5, 4],
      ['y', 0, 3],
    ])
  })

  it('measures letters against the length of the texts', () => {
    expect(report.beside[1]).toMatchObject({ id: 'alpha-characters' })
    const short = makeReport(bookOf([{ ali: marks([0, 5, 'x']), bina: marks([0, 4, 'x']) }], 6), marksQuestion(), {})
    const long = makeReport(bookOf([{ ali: marks([0, 5, 'x']), bina: marks([0, 4, 'x']) }], 600), marksQuestion(), {})
    expect(long.beside[1]?.value.value).toBeGreaterThan(short.beside[1]?.value.value ?? 1)
  })

  it('is undefined where nobody marked anything, and says so', () => {
    const nothing = makeReport(bookOf([{ ali: marks(), bina: marks() }]), marksQuestion(), {})
    expect(nothing.headline.value).toMatchObject({ value: null })
    expect(plainWords(nothing, null)).toMatchObject({ undefinedFor: 'no-spans', shared: 1 })
  })

  it('keeps two fields of one text apart', () => {
    const two = bookOf([{ ali: marks([0, 5, 'x']), bina: marks([0, 5, 'x']) }])
    for (const found of two.items.values()) {
      const [, bina] = found.answers
      found.answers[1] = bina && { ...bina, spans: { [MARKS_ID]: [{ field: 'title', start: 0, end: 5, label: 'x' }] } }
    }
    expect(makeReport(two, marksQuestion(), {}).headline.value).toEqual({ value: 0 })
  })
})
