import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvParser } from '#shared/formats/csv-parser.ts'
import { detectEncoding, type Encoding } from '#shared/formats/encoding.ts'

const URDU = 'بینک کی شاخ میں عملہ دیر سے آیا، لیکن کام ہو گیا۔ شکریہ!\n'.repeat(40)

function encode(text: string, encoding: Encoding): Uint8Array {
  const utf16 = Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16le') return utf16
  if (encoding === 'utf-16be') return Buffer.from(utf16).swap16()
  if (encoding === 'utf-8') return Buffer.from(text)
  const table = new Map<string, number>()
  for (let byte = 0; byte < 256; byte += 1) table.set(new TextDecoder('windows-1256').decode(Uint8Array.of(byte)), byte)
  return Uint8Array.from(
    Array.from(text.replaceAll('ی', 'ي').replaceAll('۔', '.')),
    (letter) => table.get(letter) ?? 63,
  )
}

describe('detectEncoding', () => {
  it.each<[Encoding, number[]]>([
    ['utf-8', [0xef, 0xbb, 0xbf]],
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
  ])('knows %s by its mark and without', (encoding, mark) => {
    const bytes = encode(URDU, encoding)
    expect(detectEncoding(Buffer.concat([Buffer.from(mark), bytes]))).toEqual({
      binary: false,
      encoding,
      bomLength: mark.length,
      confidence: 1,
    })
    expect(detectEncoding(bytes)).toMatchObject({ binary: false, encoding, bomLength: 0 })
  })

  it('knows Windows-1256 by its letters', () => {
    const found = detectEncoding(encode(URDU, 'windows-1256'))
    expect(found).toMatchObject({ binary: false, encoding: 'windows-1256' })
    expect('confidence' in found && found.confidence).toBeGreaterThan(0.9)
  })

  it('takes plain ASCII and Roman Urdu in UTF-16 for what they are', () => {
    expect(detectEncoding(Buffer.from('id,text\n1,acha hai\n'))).toMatchObject({ encoding: 'utf-8' })
    expect(detectEncoding(encode('id\ttext\n1\tacha hai\n', 'utf-16le'))).toMatchObject({ encoding: 'utf-16le' })
  })

  it('keeps UTF-8 with a few damaged letters, and a sample cut inside a letter', () => {
    const bytes = Buffer.from(URDU)
    const damaged = Buffer.concat([bytes.subarray(0, 100), Uint8Array.of(0xff), bytes.subarray(100)])
    expect(detectEncoding(damaged)).toMatchObject({ encoding: 'utf-8' })
    expect(detectEncoding(bytes.subarray(0, 101))).toMatchObject({ encoding: 'utf-8', confidence: 1 })
  })

  it('refuses what is no text and says what it is', () => {
    expect(detectEncoding(Buffer.from('PK\u0003\u0004rest'))).toEqual({ binary: true, kind: 'spreadsheet' })
    expect(detectEncoding(Buffer.from('%PDF-1.7'))).toEqual({ binary: true, kind: 'document' })
    expect(detectEncoding(Uint8Array.from({ length: 4_000 }, (_none, place) => (place * 7_919) % 251))).toEqual({
      binary: true,
      kind: 'other',
    })
    expect(detectEncoding(new Uint8Array(500))).toEqual({ binary: true, kind: 'other' })
  })
})

describe('bytes cut anywhere', () => {
  it('give the same rows in every encoding', () => {
    const text = 'متن,قسم\n"سلام، ""دوست"" 😡👩‍👧",الف\n"دو\nسطریں‌ ‏",ب\n'
    fc.assert(
      fc.property(
        fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be'),
        fc.integer({ min: 1, max: 11 }),
        (encoding, size) => {
          const bytes = encode(text, encoding)
          const decoder = new TextDecoder(encoding)
          const parser = new CsvParser({ delimiter: ',', quote: '"', header: true })
          const rows = []
          for (let at = 0; at < bytes.length; at += size) {
            rows.push(...parser.push(decoder.decode(bytes.subarray(at, at + size), { stream: true })).rows)
          }
          rows.push(...parser.push(decoder.decode()).rows, ...parser.end().rows)
          expect(rows.map((row) => [row.line, row.cells['متن'], row.cells['قسم']])).toEqual([
            [2, 'سلام، "دوست" 😡👩‍👧', 'الف'],
            [3, 'دو\nسطریں‌ ‏', 'ب'],
          ])
        },
      ),
    )
  })
})
