import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteMap, codePointMap, fitOffsets, graphemeMap } from '#shared/text/offsets.ts'
import { paragraphsOf } from '#shared/text/paragraphs.ts'

const texts = fc.string({ unit: fc.constantFrom('ا', 'ب', 'é', 'a', '😡', '👩‍👧', 'َ', '‌', '\n', '\r\n', '‏', '"') })

describe('offset maps', () => {
  it('count code points and bytes as Python and UTF-8 do', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const points = codePointMap(text)
        const bytes = byteMap(text)
        expect(points.length).toBe(Array.from(text).length)
        expect(bytes.length).toBe(Buffer.byteLength(text))
        let at = 0
        for (const [place, letter] of Array.from(text).entries()) {
          expect(points.fromUtf16(at)).toBe(place)
          expect(points.toUtf16(place)).toBe(at)
          expect(bytes.fromUtf16(at)).toBe(Buffer.byteLength(text.slice(0, at)))
          expect(bytes.toUtf16(Buffer.byteLength(text.slice(0, at)))).toBe(at)
          at += letter.length
        }
      }),
    )
  })

  it('give null inside a letter and outside the text', () => {
    expect(codePointMap('😡ا').fromUtf16(1)).toBeNull()
    expect(byteMap('ا').toUtf16(1)).toBeNull()
    expect(codePointMap('ا').toUtf16(-1)).toBeNull()
    expect(codePointMap('ا').toUtf16(2)).toBeNull()
    expect(graphemeMap('بَا').fromUtf16(1)).toBeNull()
    expect(graphemeMap('بَا').fromUtf16(2)).toBe(1)
  })
})

describe('fitOffsets', () => {
  const text = '😡 میرا اے ٹی ایم'
  const start = text.indexOf('اے')
  const covered = text.slice(start, start + 8)

  it('says which unit fitted', () => {
    expect(fitOffsets(text, start - 1, start + 7, covered)).toMatchObject({
      ok: true,
      start,
      end: start + 8,
      unit: 'code-point',
    })
    expect(fitOffsets(text, start, start + 8, covered)).toMatchObject({ ok: true, start, unit: 'utf16' })
    const before = Buffer.byteLength(text.slice(0, start))
    expect(fitOffsets(text, before, before + Buffer.byteLength(covered), covered)).toMatchObject({
      ok: true,
      start,
      unit: 'byte',
    })
  })

  it('finds offsets that counted line ends otherwise', () => {
    const lines = 'ایک\nدو\nتین چار'
    const at = lines.indexOf('چار')
    expect(fitOffsets(lines, at + 2, at + 5, 'چار')).toMatchObject({ ok: true, start: at, newline: 'lf-counted-twice' })
    const windows = 'ایک\r\nدو\r\nتین چار'
    const there = windows.indexOf('چار')
    expect(fitOffsets(windows, there - 2, there + 1, 'چار')).toMatchObject({
      ok: true,
      start: there,
      newline: 'crlf-counted-once',
    })
  })

  it('never shifts silently', () => {
    expect(fitOffsets(text, start + 1, start + 4, covered)).toEqual({ ok: false, code: 'span-covered-differs' })
    expect(fitOffsets(text, 0, 4_000, covered)).toEqual({ ok: false, code: 'span-outside-text' })
    expect(fitOffsets(text, 5, 5, 'x')).toEqual({ ok: false, code: 'span-outside-text' })
  })

  it('finds every span again whichever unit wrote it', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), fc.constantFrom('code-point', 'byte'), (body, a, b, unit) => {
        const letters = Array.from(body)
        if (letters.length === 0) return
        const from = a % letters.length
        const to = from + 1 + (b % (letters.length - from))
        const utf16 = letters.slice(0, from).join('').length
        const quote = letters.slice(from, to).join('')
        const count = unit === 'byte' ? Buffer.byteLength : (part: string) => Array.from(part).length
        const first = count(letters.slice(0, from).join(''))
        const fit = fitOffsets(body, first, first + count(quote), quote)
        expect(fit.ok).toBe(true)
        // An earlier unit may fit by chance; what is covered is the same then.
        if (fit.ok) expect(body.slice(fit.start, fit.end)).toBe(quote)
        if (fit.ok && unit === 'code-point') expect(fit.start).toBe(utf16)
      }),
    )
  })
})

describe('paragraphsOf', () => {
  it('covers the text without loss', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const paragraphs = paragraphsOf(text)
        expect(paragraphs.map(({ start, next }) => text.slice(start, next)).join('')).toBe(text)
        expect(paragraphs.every(({ start, end }) => !/[\r\n]/.test(text.slice(start, end)))).toBe(true)
      }),
    )
  })

  it('takes every form of line end', () => {
    expect(paragraphsOf('ا\r\nب\nج\rد').map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [3, 4],
      [5, 6],
      [7, 8],
    ])
  })
})
