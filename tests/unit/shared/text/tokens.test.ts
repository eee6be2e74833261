import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokenise, tokenSpans } from '#shared/text/tokens.ts'

const words = (text: string, language = 'ur') =>
  tokenSpans(tokenise(text, language)).map(({ start, end }) => text.slice(start, end))

describe('tokenise', () => {
  it('alternates gap and word from the start and adds up to the length', () => {
    expect(tokenise('یہ کتاب ہے۔', 'ur')).toEqual([0, 2, 1, 4, 1, 2, 1])
    expect(tokenise('«سلام»', 'ur')).toEqual([1, 4, 1])
    expect(tokenise('', 'ur')).toEqual([])
    expect(tokenise('۔۔ !', 'ur')).toEqual([4])
  })

  it('keeps words with ZWNJ, aerab and decimals whole', () => {
    expect(words('کی‌بورڈ مُحمّد 3.5 ۱۲۰۰')).toEqual(['کی‌بورڈ', 'مُحمّد', '3.5', '۱۲۰۰'])
  })

  it('counts the Sindhi signs for "in" and "and" as words', () => {
    expect(words('گھر ۾ ماءُ ۽ پيءُ', 'sd')).toEqual(['گھر', '۾', 'ماءُ', '۽', 'پيءُ'])
  })

  it('keeps initials together but not the end of a sentence', () => {
    expect(words('ا۔ب۔ج۔ صدیقی آئے۔ پھر گئے۔')).toEqual(['ا۔ب۔ج۔', 'صدیقی', 'آئے', 'پھر', 'گئے'])
    expect(words('میں نے کہا و۔ ٹھیک')).toEqual(['میں', 'نے', 'کہا', 'و', 'ٹھیک'])
  })

  it('lets pictures be marked', () => {
    expect(words('بہت اچھا 👍🏽 🇵🇰')).toEqual(['بہت', 'اچھا', '👍🏽', '🇵🇰'])
  })

  it('finds the same words as the segmenter of the whole text', () => {
    const segmenter = new Intl.Segmenter('ur', { granularity: 'word' })
    const parts = [
      'ا',
      'بہت',
      'ہے',
      'آ',
      'گئی',
      '۔',
      '،',
      '؟',
      '!',
      ' ',
      '  ',
      '\n',
      'َ',
      'ّ',
      'ـ',
      '‌',
      '\u200D',
      '\u200F',
    ]
    const others = [
      'a',
      'b.c',
      '1',
      '۱۲',
      '٫',
      '.',
      ',',
      ':',
      '؛',
      '۽',
      '٪',
      '\u06DD',
      '\u00A0',
      '«',
      '»',
      '(',
      '"',
      "'",
      '/',
      '-',
      '_',
      '👍',
      '1a',
    ]
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...parts, ...others), maxLength: 24 }), (text) => {
        // Initials are joined by us, so texts with any are left out; Sindhi signs and pictures count too.
        fc.pre(!/۔.\p{M}*۔/u.test(text))
        const counts = (segment: string) => segment === '۽' || (segment.includes('👍') && segment >= '\u2000')
        const wanted = [...segmenter.segment(text)].filter(({ isWordLike, segment }) => isWordLike || counts(segment))
        expect(words(text)).toEqual(wanted.map(({ segment }) => segment))
      }),
      { numRuns: 5000 },
    )
  })

  it('is lossless and ordered for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('ا', 'ب', '۔', ' ', '\n', '👩‍👧', 'َ', '‌', 'a', '1', '.', '۾') }),
        fc.constantFrom('ur', 'sd', 'skr', 'ur-Latn'),
        (text, language) => {
          const tokens = tokenise(text, language)
          expect(tokens.reduce((sum, length) => sum + length, 0)).toBe(text.length)
          expect(tokens.filter((_length, place) => place % 2 === 1).every((length) => length > 0)).toBe(true)
        },
      ),
    )
  })
})
