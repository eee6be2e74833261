import * as fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { CsvParser } from '#shared/formats/csv-parser.ts'
import { CsvScanner, type CsvRecord } from '#shared/formats/csv-scanner.ts'
import type { RowParser } from '#shared/formats/row-parser.ts'

function scan(text: string, { delimiter = ',', quote = '"', size = text.length + 1, max = 1_000 } = {}): CsvRecord[] {
  const scanner = new CsvScanner(delimiter, quote, max)
  const records: CsvRecord[] = []
  for (let at = 0; at < text.length; at += size) records.push(...scanner.push(text.slice(at, at + size)))
  return [...records, ...scanner.end()]
}

function parseAll(parser: RowParser, text: string) {
  const first = parser.push(text)
  const rest = parser.end()
  return { rows: [...first.rows, ...rest.rows], errors: [...first.errors, ...rest.errors] }
}

const parser = (header = true) => new CsvParser({ delimiter: ',', quote: '"', header })

const cell = fc.string({
  unit: fc.constantFrom(
    'ا',
    'ے',
    ' ',
    '"',
    ',',
    ';',
    '\t',
    '\n',
    '\r\n',
    '😡',
    '👩‍👧',
    '‌',
    '‏',
    'َ',
    '=',
    '+',
    "'",
    'a',
    '1',
  ),
  maxLength: 12,
})
const tables = fc
  .integer({ min: 2, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }))

describe('CsvScanner', () => {
  it('reads back what papaparse wrote, cut at any place, with any delimiter and line end', () => {
    fc.assert(
      fc.property(
        tables,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 9 }),
        (rows, delimiter, newline, size) => {
          const text = Papa.unparse(rows, { delimiter, newline, quotes: true })
          const records = scan(text, { delimiter, size })
          expect(records.map((record) => record.error)).toEqual(rows.map(() => null))
          expect(records.map((record) => record.cells)).toEqual(rows)
          // Each record's line is the number of line ends before it.
          let before = ''
          for (const [place, record] of records.entries()) {
            expect(record.line).toBe(before.split(/\r\n|\n|\r/).length)
            before += Papa.unparse([rows[place]!], { delimiter, newline, quotes: true }) + newline
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  it('reads back what papaparse wrote with quotes only where they are needed', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 9 }), (rows, size) => {
        const full = rows.filter((row) => row.some((value) => value !== ''))
        const records = scan(Papa.unparse(full, { newline: '\n' }), { size })
        expect(records.map((record) => record.cells)).toEqual(full)
      }),
    )
  })

  it('gives the same records however any text is cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ' ') }),
        fc.integer({ min: 1, max: 5 }),
        (text, size) => {
          expect(scan(text, { size })).toEqual(scan(text))
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('loses only the row of a broken quote and goes on at the next physical line', () => {
    expect(scan('a,b\n1,"x" y\n2,ok\n')).toEqual([
      { line: 1, cells: ['a', 'b'], error: null },
      { line: 2, cells: ['1,"x" y'], error: 'quote-broken' },
      { line: 3, cells: ['2', 'ok'], error: null },
    ])
    expect(scan('a,b\n1,"never closed\n2,ok\n3,ok\n').map(({ line, error }) => [line, error])).toEqual([
      [1, null],
      [2, 'quote-not-closed'],
      [3, null],
      [4, null],
    ])
  })

  it('takes quotes inside a cell as letters', () => {
    expect(scan('he said "yes",b\n')[0]?.cells).toEqual(['he said "yes"', 'b'])
  })

  it('passes a cell over the limit, quoted or not, and reads on', () => {
    const big = 'ا'.repeat(1_200)
    for (const text of [`a,b\n1,"${big}"\n2,ok\n`, `a,b\n1,${big}\n2,ok\n`, `a,b\n1,"${big}\n${big}"\n2,ok\n`]) {
      for (const size of [7, 100, 10_000]) {
        const records = scan(text, { size })
        expect(records[1]?.error).toBe('cell-too-big')
        expect(records.at(-1)).toMatchObject({ cells: ['2', 'ok'], error: null })
      }
    }
  })

  it('passes a line without end over many times the limit', () => {
    const records = scan(`a,b\n1,${'ا'.repeat(20_000)}\n2,ok\n`, { size: 500 })
    expect(records.map(({ line, error }) => [line, error])).toEqual([
      [1, null],
      [2, 'cell-too-big'],
      [3, null],
    ])
  })

  it('stays linear when every row opens a quote that never closes', () => {
    const text = '1,"a ""b"" c\n'.repeat(200_000)
    expect(scan(text, { size: 65_536, max: 5_000_000 })).toHaveLength(200_000)
  })
})

describe('CsvParser', () => {
  it('names cells by the header and reports rows of another length', () => {
    const { rows, errors } = parseAll(parser(), 'id,متن\n1,سلام\n2\n3,a,b\n4,آداب,,\n')
    expect(rows.map((row) => ({ ...row.cells }))).toEqual([
      { id: '1', متن: 'سلام' },
      { id: '4', متن: 'آداب' },
    ])
    expect(errors).toEqual([
      { line: 3, column: '', code: 'too-few-columns', got: '2', expected: 2 },
      { line: 4, column: '', code: 'too-many-columns', got: '3 | a | b', expected: 2 },
    ])
  })

  it('makes names for empty and repeated columns and takes __proto__ as a name', () => {
    const { rows } = parseAll(parser(), 'x,x,,__proto__\n1,2,3,4\n')
    expect(Object.entries(rows[0]?.cells ?? {})).toEqual([
      ['x', '1'],
      ['x (2)', '2'],
      ['column 3', '3'],
      ['__proto__', '4'],
    ])
  })

  it('numbers the columns of a file without header', () => {
    expect(Object.keys(parseAll(parser(false), 'x,y\n').rows[0]?.cells ?? {})).toEqual(['column 1', 'column 2'])
  })

  it('reads a file of one column whose lines hold commas', () => {
    const one = new CsvParser({ delimiter: '', quote: '"', header: true })
    const { rows, errors } = parseAll(one, 'متن\nایک، دو, تین\n"چار ""پانچ"", چھ"\n')
    expect(errors).toEqual([])
    expect(rows.map((row) => row.cells['متن'])).toEqual(['ایک، دو, تین', 'چار "پانچ", چھ'])
  })
})
