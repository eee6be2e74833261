import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ConlluParser,
  looksLikeConllu,
  MAX_SENTENCE_LENGTH,
  MAX_SENTENCE_TOKENS,
} from '#shared/formats/conllu-parser.ts'
import { createRowParser, detectFormat } from '#shared/formats/formats.ts'
import type { ParsedRows } from '#shared/formats/row-parser.ts'

function parse(text: string, size = text.length + 1): ParsedRows {
  const parser = new ConlluParser()
  const all: ParsedRows = { rows: [], errors: [] }
  const take = ({ rows, errors }: ParsedRows) => {
    all.rows.push(...rows)
    all.errors.push(...errors)
  }
  for (let at = 0; at < text.length; at += size) take(parser.push(text.slice(at, at + size)))
  take(parser.end())
  return all
}

/** A line of a token: number, form, tag, and what stands in the last column. */
const token = (id: number | string, form: string, upos = 'NOUN', misc = '_') =>
  [id, form, '_', upos, '_', '_', 0, 'dep', '_', misc].join('\t')

const lines = (...all: string[]) => `${all.join('\n')}\n`

const RIVER = lines(
  '# sent_id = river-1',
  '# text = دریا چڑھ گیا۔',
  token(1, 'دریا'),
  token(2, 'چڑھ', 'VERB'),
  token(3, 'گیا', 'AUX', 'SpaceAfter=No'),
  token(4, '۔', 'PUNCT'),
)

const cellsOf = ({ rows }: ParsedRows) => rows.map(({ cells }) => ({ ...cells }))

describe('CoNLL-U', () => {
  it('gives a row for each token, with its id, form, tag and sentence', () => {
    const { rows, errors } = parse(`${RIVER}\n`)
    expect(errors).toEqual([])
    expect(rows.map(({ line, cells }) => [line, { ...cells }])).toEqual([
      [3, { id: 'river-1:1', form: 'دریا', upos: 'NOUN', sentence: 'دریا چڑھ گیا۔' }],
      [4, { id: 'river-1:2', form: 'چڑھ', upos: 'VERB', sentence: 'دریا چڑھ گیا۔' }],
      [5, { id: 'river-1:3', form: 'گیا', upos: 'AUX', sentence: 'دریا چڑھ گیا۔' }],
      [6, { id: 'river-1:4', form: '۔', upos: 'PUNCT', sentence: 'دریا چڑھ گیا۔' }],
    ])
  })

  it('keeps lemma and own tags where a file has them, and an underscore that is the form', () => {
    const line = ['1', '_', 'نیچا خط', 'SYM', 'UND', 'Number=Sing', '0', 'root', '_', '_'].join('\t')
    expect(cellsOf(parse(lines(line)))).toEqual([
      { id: '1:1', form: '_', upos: 'SYM', sentence: '_', lemma: 'نیچا خط', xpos: 'UND' },
    ])
  })

  it('joins a sentence without text from its forms and numbers one without id in the file', () => {
    const text = lines(
      token(1, 'آم'),
      token(2, 'لاؤ', 'VERB', 'SpaceAfter=No|Gloss=bring'),
      token(3, '!', 'PUNCT'),
      '',
      '',
      token(1, 'اچھا', 'INTJ'),
    )
    expect(cellsOf(parse(text)).map(({ id, sentence }) => [id, sentence])).toEqual([
      ['1:1', 'آم لاؤ!'],
      ['1:2', 'آم لاؤ!'],
      ['1:3', 'آم لاؤ!'],
      ['2:1', 'اچھا'],
    ])
  })

  it('passes over ranges and empty nodes, and takes the letters of a range for the sentence', () => {
    const text = lines(
      token('1-2', 'اسکا', '_'),
      token(1, 'اس', 'PRON'),
      token(2, 'کا', 'ADP'),
      token('2.1', 'گھر'),
      token(3, 'رنگ'),
    )
    expect(cellsOf(parse(text)).map(({ id, form, sentence }) => [id, form, sentence])).toEqual([
      ['1:1', 'اس', 'اسکا رنگ'],
      ['1:2', 'کا', 'اسکا رنگ'],
      ['1:3', 'رنگ', 'اسکا رنگ'],
    ])
  })

  it('begins a sentence at its head though the empty line before it is missing', () => {
    const text = lines('# sent_id = a', token(1, 'ایک', 'NUM'), '# sent_id = b', '# newpar', token(1, 'دو', 'NUM'))
    expect(cellsOf(parse(text)).map(({ id, sentence }) => [id, sentence])).toEqual([
      ['a:1', 'ایک'],
      ['b:1', 'دو'],
    ])
  })

  it('tells line, code, what came and what was expected, and keeps the other words', () => {
    const text = lines(
      token(1, 'پہلا', 'ADJ'),
      '2\tدوسرا\tADJ',
      token('تین', 'تیسرا', 'ADJ'),
      `${token(4, 'چوتھا', 'ADJ')}\tفالتو`,
      token(5, 'پانچواں', 'ADJ'),
      token(5, 'پھر', 'ADV'),
      '',
      token(1, 'ایک', 'NUM'),
      token(3, 'تین', 'NUM'),
    )
    const { rows, errors } = parse(text)
    expect(
      errors.map(({ line, column, code, got, expected }) => [line, column, code, got.slice(0, 8), expected]),
    ).toEqual([
      [2, '', 'too-few-columns', '2\tدوسرا\t', 10],
      [3, 'id', 'token-id-broken', 'تین', undefined],
      [4, '', 'too-many-columns', '4\tچوتھا\t', 10],
      [6, 'id', 'token-repeated', '5', 6],
      [9, 'id', 'token-missing', '3', 2],
    ])
    expect(rows.map(({ cells }) => cells.form)).toEqual(['پہلا', 'پانچواں', 'ایک', 'تین'])
  })

  it('tells that the last sentence is cut off, in a word or between two', () => {
    const inWord = parse(RIVER.slice(0, RIVER.indexOf('VERB')))
    expect(inWord.errors).toEqual([{ line: 4, column: '', code: 'sentence-cut', got: '2\tچڑھ\t_\t' }])
    expect(inWord.rows.map(({ cells }) => cells.form)).toEqual(['دریا'])
    const between = parse(RIVER.slice(0, RIVER.indexOf('3\t')))
    expect(between.errors).toEqual([{ line: 5, column: '', code: 'sentence-cut', got: 'گیا۔' }])
    expect(between.rows).toHaveLength(2)
    expect(parse(RIVER.trimEnd()).errors).toEqual([])
  })

  it('refuses a sentence without end, word by word, and goes on after it', () => {
    const long = Array.from({ length: MAX_SENTENCE_TOKENS + 5 }, (_none, place) => token(place + 1, 'لفظ'))
    const { rows, errors } = parse(lines(...long, '', token(1, 'بس', 'INTJ')))
    expect(errors).toHaveLength(MAX_SENTENCE_TOKENS + 5)
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['sentence-too-long']))
    expect(rows.map(({ cells }) => cells.form)).toEqual(['بس'])
    const wide = parse(lines(`# text = ${'ا'.repeat(MAX_SENTENCE_LENGTH + 1)}`, token(1, 'ا')))
    expect(wide.errors).toMatchObject([{ line: 2, code: 'sentence-too-long' }])
  })

  it('gives the same rows and errors whatever the pieces are', () => {
    const piece = fc.constantFrom(
      token(1, 'گھر'),
      token(2, 'میں', 'ADP', 'SpaceAfter=No'),
      token(3, '۔', 'PUNCT'),
      token('1-2', 'گھرمیں', '_'),
      token('1.1', 'خالی'),
      '# sent_id = ایک',
      '# text = گھر میں۔',
      '# newpar',
      '',
      '1\tٹوٹا',
      'بے معنی',
    )
    const ends = fc.constantFrom('\n', '\r\n', '\r')
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, ends), { maxLength: 14 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const text = parts.map(([line, end]) => line + end).join('')
        expect(parse(text, size)).toEqual(parse(text))
      }),
    )
  })
})

describe('finding CoNLL-U', () => {
  it('knows it by its ending, and by its lines where the ending says nothing', () => {
    const table = { delimiter: ',', quote: '"', header: true } as const
    for (const name of ['a.conllu', 'a.CONLLU', 'a.conll-u', 'a.txt', 'a.tsv']) {
      expect(detectFormat(name, { text: RIVER, whole: true }).format, name).toBe('conllu')
    }
    expect(detectFormat('a.conllu', { text: lines(token(1, 'آم')), whole: true }).format).toBe('conllu')
    expect(createRowParser({ format: 'conllu', table }, 'a.conllu')).toBeInstanceOf(ConlluParser)
  })

  it('does not take tables of ten columns or texts with number signs for it', () => {
    expect(looksLikeConllu({ text: lines(token(1, 'آم'), token(2, 'جامن')), whole: true })).toBe(false)
    expect(looksLikeConllu({ text: '# text = عنوان\nیہ ایک متن ہے\n', whole: true })).toBe(false)
    // A sample that ends in the middle of a line.
    expect(looksLikeConllu({ text: RIVER.slice(0, -12), whole: false })).toBe(true)
  })
})
