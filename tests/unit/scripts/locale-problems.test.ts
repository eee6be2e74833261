import { describe, expect, it } from 'vitest'
import { flattenTexts, localeProblems } from '#scripts/tasks/locale-problems.ts'

function problems(ur: unknown, en: unknown): string[] {
  return localeProblems(
    new Map([
      ['ur', new Map([['app', flattenTexts(ur)]])],
      ['en', new Map([['app', flattenTexts(en)]])],
    ]),
  )
}

describe('the locale check', () => {
  it('accepts two locales that say the same', () => {
    const ur = {
      save: 'محفوظ کریں',
      rows_zero: 'کوئی سطر نہیں',
      rows_one: 'ایک سطر',
      rows_other: '{{count, number}} سطریں',
    }
    const en = { save: 'Save', rows_one: '{{count}} row', rows_other: '{{count, number}} rows' }
    expect(problems(ur, en)).toEqual([])
  })

  it('finds a key and a whole namespace that one locale lacks', () => {
    expect(problems({ a: 'الف' }, { a: 'A', b: 'B' })).toEqual(['ur/app.json: b is missing'])
    const locales = new Map([
      ['ur', new Map([['app', flattenTexts({ a: 'الف' })]])],
      ['en', new Map()],
    ])
    expect(localeProblems(locales)).toEqual(['en/app.json is missing'])
  })

  it('finds a placeholder or a tag that is not in both', () => {
    expect(problems({ a: '{{name}} آیا' }, { a: '{{who}} came' })).toHaveLength(2)
    expect(problems({ a: 'یہ <bold>متن</bold>' }, { a: 'this text' })).toHaveLength(2)
    expect(problems({ rows_one: 'ایک', rows_other: 'کئی' }, { rows_one: 'one', rows_other: '{{count}}' })).toHaveLength(
      2,
    )
  })

  it('finds an empty text', () => {
    expect(problems({ a: ' ' }, { a: 'A' })).toEqual(['ur/app.json: a is empty'])
  })

  it('finds a plural without its pair', () => {
    expect(problems({ rows_other: 'سطریں' }, { rows_other: 'rows' })).toEqual([
      'ur/app.json: rows_other has no rows_one',
      'en/app.json: rows_other has no rows_one',
    ])
  })

  it.each([
    ['Arabic yeh', 'كتاب يہ'.replace('ك', 'ک')],
    ['Arabic kaf', 'كتاب'],
    ['کیجیے', 'محفوظ کیجیے'],
    ['straight quotes', 'منصوبہ "بینک" مٹا دیں؟'],
    ['old hamza spelling', 'اس کے لئے'],
    ['three dots', 'کھولیں...'],
    ['a Latin question mark', 'مٹا دیں?'],
    ['Arabic digits', 'سطر ١٢'],
  ])('finds %s in an Urdu text', (_name, text) => {
    expect(problems({ a: text }, { a: 'A' })).toHaveLength(1)
  })

  it('leaves file names, tags and English alone', () => {
    expect(
      problems({ a: '<link href="x">{{name}}</link> کی فائل' }, { a: '<link href="x">"{{name}}"?</link>' }),
    ).toEqual([])
  })

  it('flattens groups and refuses what is not a text', () => {
    expect([...flattenTexts({ a: { b: 'B', c: { d: 'D' } } })]).toEqual([
      ['a.b', 'B'],
      ['a.c.d', 'D'],
    ])
    expect(() => flattenTexts({ a: 3 })).toThrow('a is not an object of texts')
    expect(() => flattenTexts(['x'])).toThrow('The file is not an object of texts')
  })
})
