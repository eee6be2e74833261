import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectTable } from '#shared/formats/delimiter.ts'
import { createRowParser, detectFormat, type ImportFormat } from '#shared/formats/formats.ts'
import { JsonParser } from '#shared/formats/json-parser.ts'
import type { ParsedRows, RowParser } from '#shared/formats/row-parser.ts'

const whole = (text: string) => ({ text, whole: true })

function parse(parser: RowParser, text: string, size = text.length + 1): ParsedRows {
  const all: ParsedRows = { rows: [], errors: [] }
  const take = ({ rows, errors }: ParsedRows) => {
    all.rows.push(...rows)
    all.errors.push(...errors)
  }
  for (let at = 0; at < text.length; at += size) take(parser.push(text.slice(at, at + size)))
  take(parser.end())
  return all
}

const table = { delimiter: ',', quote: '"', header: true } as const
const parserOf = (format: ImportFormat) => createRowParser({ format, table }, 'خط.txt')

describe('detectTable', () => {
  it.each([
    [',', 'id,متن,شہر\n1,"سلام، دوست",لاہور\n2,"آداب, جی",کراچی\n'],
    [';', 'id;متن;شہر\n1;سلام, دوست;لاہور\n2;آداب;کراچی\n'],
    ['\t', 'id\tمتن\tشہر\n1\tسلام, دوست\tلاہور\n2\tآداب\tکراچی\n'],
    ['|', 'id|متن|شہر\n1|سلام|لاہور\n2|آداب|کراچی\n'],
  ])('finds %j and the row of names', (delimiter, text) => {
    expect(detectTable(whole(text))).toMatchObject({ settings: { delimiter, quote: '"', header: true }, columns: 3 })
  })

  it('believes quotes that enclose whole cells, though a few rows are broken', () => {
    const rows = Array.from({ length: 40 }, (_, n) => `"یہ متن ${n} ہے","ملتان"`)
    rows[20] = '"ٹوٹا "ہوا" متن","لاہور"'
    rows[30] = '"بند نہیں ہوا,لاہور'
    const text = ['"متن","شہر"', ...rows].join('\n')
    expect(detectTable(whole(text)).settings).toEqual({ delimiter: ',', quote: '"', header: true })
  })

  it('takes quotes as letters where believing them would break rows', () => {
    const text = Array.from({ length: 30 }, (_none, place) => `"""chup" ja ${place} "yaar\t${place % 2}`).join('\n')
    expect(detectTable(whole(text)).settings).toEqual({ delimiter: '\t', quote: '', header: false })
  })

  it('sees one column where no sign splits all lines alike', () => {
    const text = 'متن\nایک، دو\nتین\nچار, پانچ, چھ\nسات\nآٹھ\n'
    expect(detectTable(whole(text))).toMatchObject({ settings: { delimiter: '', header: true }, columns: 1 })
  })

  it('does not take the first text for a name', () => {
    expect(detectTable(whole('یہ بہت اچھی چیز ہے۔\t1\nبالکل نہیں\t0\n')).settings.header).toBe(false)
    expect(detectTable(whole('acha,pos\nbura,neg\nwah,pos\nuff,pos\n')).settings.header).toBe(false)
  })

  it('believes in quotes that close, though one row has a broken one', () => {
    const rows = ['1,"ایک، دو",لاہور', '2,"تین, چار",کراچی', '3,"پانچ,سکھر', '4,چھ,ملتان', '5,"سات ""آٹھ"" نو",گجرات']
    expect(detectTable(whole(`id,text,city\n${rows.join('\n')}\n`)).settings.quote).toBe('"')
  })

  it.each([
    ['questions as names', 'وقت,آپ کی رائے کیسی ہے؟\n9:10,اچھی\n9:12,بُری\n'],
    ['a question of many words', 'id,آپ نے پچھلے ہفتے ہماری دکان سے کیا کیا خریدا تھا؟\n1,چاول\n2,دال اور گھی\n'],
    ['our own columns', 'item_id,text.text,رائے کیسی ہے؟\na:1,یہ بہت اچھی چیز ہے۔,اچھی\n'],
    ['our own columns over no rows', 'item_id,text.text,رائے کیسی ہے؟\n'],
  ])('takes %s for a header', (_name, text) => {
    expect(detectTable(whole(text)).settings.header).toBe(true)
  })
})

describe('detectFormat', () => {
  it.each([
    ['a.csv', 'id,متن\n1,سلام\n', 'table'],
    ['a.jsonl', '{"a":1}\n{"a":2}\n', 'jsonl'],
    ['a.json', '{"a":1}\n{"a":2}\n', 'jsonl'],
    ['a.json', '[\n {"a":1},\n {"a":2}\n]', 'json'],
    ['a.json', '{\n "data": [{"a":1}]\n}', 'json'],
    ['a.txt', 'یہ ایک متن ہے۔\nیہ دوسرا ہے۔\n', 'txt-lines'],
    ['a.txt', 'لاہور\tLOC\nمیں\tO\n', 'table'],
    ['کچھ', '[{"a":1}]', 'json'],
  ])('%s: %s is %s', (name, text, format) => {
    expect(detectFormat(name, whole(text)).format).toBe(format)
  })
})

describe('JSON', () => {
  const values = fc.array(
    fc.record({
      id: fc.integer(),
      text: fc.string({ unit: fc.constantFrom('ا', '"', '\\', '{', ']', '\n', '😡', ',') }),
      list: fc.array(fc.integer()),
    }),
  )

  it('reads what was written, cut anywhere, in an array, in a wrapper and line by line', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 9 }), fc.boolean(), (rows, size, wide) => {
        const text = JSON.stringify(rows, null, wide ? 2 : 0)
        const read = (parser: RowParser, source: string) =>
          parse(parser, source, size).rows.map((row) => ({ ...row.cells }))
        expect(read(parserOf('json'), text)).toEqual(rows)
        if (rows.length > 0) expect(read(parserOf('json'), `{ "items" : ${text}, "n": [1] }`)).toEqual(rows)
        expect(read(parserOf('jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'))).toEqual(rows)
      }),
    )
  })

  it('gives each element its line, and a broken one loses only itself', () => {
    const { rows, errors } = parse(parserOf('json'), '[\n{"text":"الف"},\n{"text": oops},\n\n{"text":"ب"}\n]')
    expect(rows.map((row) => row.line)).toEqual([2, 5])
    expect(errors).toMatchObject([{ line: 3, code: 'json-broken', got: '{"text": oops}' }])
  })

  it('keeps what came before a cut end', () => {
    const { rows, errors } = parse(parserOf('json'), '[{"text":"الف"},{"text":"ب')
    expect(rows).toHaveLength(1)
    expect(errors).toMatchObject([{ line: 1, code: 'json-broken' }])
  })

  it('passes an element over the limit and reads on', () => {
    const text = `[{"text":"الف"},\n{"text":"${'ا'.repeat(5_000)}"},\n{"text":"ب"}]`
    for (const size of [10, 333, 100_000]) {
      const { rows, errors } = parse(new JsonParser(1_000), text, size)
      expect(rows.map((row) => row.cells['text'])).toEqual(['الف', 'ب'])
      expect(errors).toMatchObject([{ line: 2, code: 'cell-too-big' }])
    }
  })

  it('takes a list of texts, flattens objects and skips the first line of our exports', () => {
    expect(parse(parserOf('json'), '["الف", "ب]"]').rows.map((row) => row.cells['text'])).toEqual(['الف', 'ب]'])
    expect({
      ...parse(parserOf('jsonl'), '{"nishan":1,"offset_unit":"x"}\n{"meta":{"شہر":"سکھر"},"n":[1]}\n').rows[0]?.cells,
    }).toEqual({
      'meta.شہر': 'سکھر',
      n: [1],
    })
  })

  it('reports lines that are no objects', () => {
    expect(parse(parserOf('jsonl'), '{"a":1}\n\n17\n{').errors).toMatchObject([
      { line: 3, code: 'json-not-object' },
      { line: 4, code: 'json-broken' },
    ])
  })
})

describe('TXT', () => {
  it('makes a row of each line, whatever its end, and skips empty ones', () => {
    for (let size = 1; size < 6; size += 1) {
      expect(
        parse(parserOf('txt-lines'), 'الف\r\n\r\nب\rج\n د ', size).rows.map((row) => [row.line, row.cells['text']]),
      ).toEqual([
        [1, 'الف'],
        [3, 'ب'],
        [4, 'ج'],
        [5, ' د '],
      ])
    }
  })

  it('makes one row of a file, with its name', () => {
    expect(parse(parserOf('txt-files'), 'الف\nب\n\n').rows.map((row) => ({ ...row.cells }))).toEqual([
      { file: 'خط.txt', text: 'الف\nب' },
    ])
    expect(parse(parserOf('txt-files'), ' \n').rows).toEqual([])
  })
})
