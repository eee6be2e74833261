import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { columnsOf, conlluMapping, guessMapping } from '#shared/formats/column-mapping.ts'
import type { ColumnMapping, MappingTarget } from '#shared/formats/column-use.ts'
import { tokenPlace } from '#shared/formats/conllu-parser.ts'
import { createRowParser } from '#shared/formats/formats.ts'
import { isRecord } from '#shared/formats/is-record.ts'
import { labelStudioRow } from '#shared/formats/label-studio.ts'
import { RowReader, toBlobItem, type ReadRow } from '#shared/formats/row-to-item.ts'
import type { SourceRow } from '#shared/formats/row-parser.ts'
import { body, names, rowOf, tags, topic } from './sample-task.ts'

const target: MappingTarget = { fields: [body], questions: [topic, tags, names] }
const mapping: ColumnMapping[] = [
  { column: 'text', use: { kind: 'text', field: body.id } },
  { column: 'topic', use: { kind: 'answer', question: topic.id } },
  { column: 'tags', use: { kind: 'answer', question: tags.id } },
  { column: 'names', use: { kind: 'answer', question: names.id } },
]

function read(cells: Record<string, unknown>, extra: ColumnMapping[] = []): ReadRow {
  const outcome = new RowReader([...mapping, ...extra], target).read(rowOf(cells))
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  return outcome.row
}

function errorsOf(cells: Record<string, unknown>, extra: ColumnMapping[] = []) {
  const outcome = new RowReader([...mapping, ...extra], target).read(rowOf(cells, 7))
  return outcome.ok ? [] : outcome.errors
}

const choice = (...labels: string[]) => ({ kind: 'choice', labels })

const span = (start: number, end: number, covered: string) =>
  JSON.stringify([{ id: 's1', start, end, covered, label: 'LOCATION' }])

describe('RowReader', () => {
  it('makes an item with tokens, keys and metadata', () => {
    const row = read({ text: 'یہ ہے', no: 5, شہر: 'سکھر' }, [
      { column: 'no', use: { kind: 'id' } },
      { column: 'شہر', use: { kind: 'meta', name: 'شہر' } },
    ])
    expect(toBlobItem(row, [])).toEqual({
      texts: { body: { text: 'یہ ہے', language: 'ur', tokens: [0, 2, 1, 2] } },
      sourceId: '5',
      sourceRow: 2,
      metadata: { شہر: 'سکھر' },
      suggestions: [],
      textKey: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    })
    expect(row.answers).toEqual([])
  })

  it('finds labels by id, name and English name, whatever the letters and case', () => {
    for (const topicCell of ['card', 'کارڈ', 'CARD', 'كارڈ', '["card"]']) {
      expect(read({ text: 'الف', topic: topicCell }).answers[0]?.answers).toEqual([
        { question: topic.id, answer: choice('card') },
      ])
    }
  })

  it('reads several labels from a list or from parts, in the order of the question', () => {
    for (const cell of ['["قرض","کارڈ"]', 'قرض|کارڈ', 'Loan; Card', ['loan', 'card']]) {
      expect(read({ text: 'الف', tags: cell }).answers[0]?.answers).toEqual([
        { question: tags.id, answer: choice('card', 'loan') },
      ])
    }
  })

  it('names labels the project does not have and keeps the item', () => {
    const row = read({ text: 'الف', topic: 'بیمہ' })
    expect(row.unknownLabels).toEqual([{ question: topic.id, label: 'بیمہ' }])
    expect(row.answers).toEqual([])
  })

  it('refuses two labels where the question takes one', () => {
    expect(errorsOf({ text: 'الف', topic: '["card","loan"]' })).toMatchObject([
      { line: 7, column: 'topic', code: 'answer-broken' },
    ])
  })

  it('fits spans of code points, and refuses a misfit', () => {
    const text = '😡 احمد لاہور گیا'
    expect(read({ text, names: span(7, 12, 'لاہور') }).answers[0]?.answers).toEqual([
      {
        question: names.id,
        answer: {
          kind: 'spans',
          spans: [{ id: 's1', value: { field: 'body', start: 8, end: 13, label: 'place', quote: 'لاہور' } }],
        },
      },
    ])
    expect(errorsOf({ text, names: span(6, 11, 'لاہور') })).toMatchObject([
      { code: 'span-covered-differs', column: 'names' },
    ])
    expect(errorsOf({ text, names: span(70, 75, 'لاہور') })).toMatchObject([{ code: 'span-outside-text' }])
    expect(
      errorsOf({ text: 'بَا', names: JSON.stringify([{ start: 1, end: 2, covered: 'َ', label: 'place' }]) }),
    ).toMatchObject([{ code: 'span-splits-letter' }])
    expect(errorsOf({ text, names: '[{"start":1}]' })).toMatchObject([{ code: 'answer-broken' }])
    expect(errorsOf({ text, names: 'x' })).toMatchObject([{ code: 'answer-broken' }])
  })

  it('keeps "marked nothing" apart from "not answered"', () => {
    expect(read({ text: 'الف', names: '[]' }).answers[0]?.answers).toEqual([
      { question: names.id, answer: { kind: 'spans', spans: [] } },
    ])
    expect(read({ text: 'الف', names: '' }).answers).toEqual([])
  })

  it('refuses rows without text and with damaged letters', () => {
    expect(errorsOf({ text: ' ', topic: 'card' })).toMatchObject([
      { line: 7, column: 'text', code: 'text-missing', got: '  | card' },
    ])
    expect(errorsOf({ text: 'سل\uFFFDم' })).toMatchObject([{ column: 'text', code: 'letter-broken' }])
  })

  it('checks the checksum', () => {
    const extra: ColumnMapping[] = [{ column: 'sum', use: { kind: 'checksum', field: body.id } }]
    const sum = createHash('sha256').update('سلام').digest('hex')
    expect(errorsOf({ text: 'سلام', sum }, extra)).toEqual([])
    expect(errorsOf({ text: 'سلام ', sum }, extra)).toMatchObject([{ column: 'sum', code: 'checksum-differs' }])
  })

  it('takes the guard off only where the file says so', () => {
    const extra: ColumnMapping[] = [{ column: 'nishan_guard', use: { kind: 'guard' } }]
    expect(read({ text: "'=1+1", nishan_guard: '1' }, extra).texts[0]?.text).toBe('=1+1')
    expect(read({ text: "''نقل'", nishan_guard: 'true' }, extra).texts[0]?.text).toBe("'نقل'")
    expect(read({ text: "'=1+1", nishan_guard: '' }, extra).texts[0]?.text).toBe("'=1+1")
    expect(read({ text: "'=1+1", nishan_guard: 'false' }, extra).texts[0]?.text).toBe("'=1+1")
    expect(read({ text: "'=1+1" }).texts[0]?.text).toBe("'=1+1")
  })

  it('refuses unknown status words and broken numbers', () => {
    const extra: ColumnMapping[] = [
      { column: 's', use: { kind: 'status' } },
      { column: 'ms', use: { kind: 'active-ms' } },
    ]
    expect(errorsOf({ text: 'الف', s: 'finished', ms: 'x' }, extra).map((error) => error.code)).toEqual([
      'status-unknown',
      'number-broken',
    ])
  })

  it('keeps a column called __proto__ as metadata', () => {
    const cells = Object.create(null) as Record<string, unknown>
    Object.assign(cells, { text: 'الف' })
    cells['__proto__'] = 'ب'
    const row = read(cells, [{ column: '__proto__', use: { kind: 'meta', name: '__proto__' } }])
    expect(Object.entries(row.metadata)).toEqual([['__proto__', 'ب']])
  })
})

describe('Label Studio', () => {
  it('turns choices, spans and predictions into answers', () => {
    const text = '😡 احمد لاہور گیا'
    const result = [
      { from_name: 'sentiment', to_name: 'text', type: 'choices', value: { choices: ['Card'] } },
      {
        from_name: 'ner',
        to_name: 'text',
        type: 'labels',
        value: { start: 8, end: 13, text: 'لاہور', labels: ['LOCATION'] },
      },
    ]
    const row = labelStudioRow(1, {
      id: 9,
      data: { text },
      annotations: [
        { completed_by: { email: 'sana@example.org' }, lead_time: 1.5, created_at: '2026-01-02T03:04:05Z', result },
      ],
      predictions: [{ model_version: 'm1', result: result.slice(0, 1) }],
    })
    const fields = [
      { column: 'text', use: { kind: 'text', field: body.id } as const },
      { column: 'id', use: { kind: 'id' } as const },
    ]
    const outcome = new RowReader(fields, { fields: [body], questions: [topic, names] }).read(row)
    expect(outcome).toMatchObject({
      ok: true,
      row: {
        sourceId: '9',
        answers: [
          {
            annotator: 'sana@example.org',
            kind: 'answer',
            status: 'done',
            activeMs: 1_500,
            updatedAt: Date.parse('2026-01-02T03:04:05Z'),
            answers: [
              { question: topic.id, answer: choice('card') },
              {
                question: names.id,
                answer: { kind: 'spans', spans: [{ value: { start: 8, end: 13, label: 'place' } }] },
              },
            ],
          },
          { annotator: 'm1', kind: 'suggestion' },
        ],
      },
    })
  })
})

describe('our own export', () => {
  const letters = fc.string({
    unit: fc.constantFrom(
      'ا',
      'ے',
      ' ',
      '"',
      ',',
      '\n',
      '\r\n',
      '😡',
      '👩‍👧',
      '‌',
      '‏',
      'َ',
      '=',
      '+',
      '-',
      '@',
      "'",
      '\t',
      '۱',
    ),
  })
  const annotations = fc.array(
    fc.record({
      text: letters.filter((text) => text.trim() !== ''),
      comment: letters,
      meta: letters,
      annotator: fc.constantFrom('ثنا', 'حمزہ', "O'Neil"),
      status: fc.constantFrom('done', 'unsure', 'skipped', 'open'),
      flag: fc.boolean(),
      topic: fc.constantFrom('', 'کارڈ', 'قرض'),
      tags: fc.subarray(['card', 'loan', 'online']),
    }),
    { minLength: 1, maxLength: 5 },
  )

  it('comes back with nothing lost, guarded or not, as CSV and as JSONL', () => {
    fc.assert(
      fc.property(annotations, fc.constantFrom('csv', 'guarded', 'jsonl'), (written, form) => {
        const guard = (value: string) => (form === 'guarded' && /^[=+\-@'\t\r]/.test(value) ? `'${value}` : value)
        const rows = written.map((one, place) => ({
          item_id: `c:${place}`,
          source_id: `s${place}`,
          annotator: guard(one.annotator),
          status: one.status,
          flag: one.flag,
          comment: guard(one.comment),
          updated_at: '2026-02-03T04:05:06.007Z',
          active_ms: 1_200,
          task_version: 3,
          'text.شکایت': guard(one.text),
          'sha256.شکایت': createHash('sha256').update(one.text).digest('hex'),
          'meta.شہر': guard(one.meta),
          موضوع: one.topic,
          خوبیاں: JSON.stringify(one.tags),
          نام: '[]',
          ...(form === 'guarded' ? { nishan_guard: '1' } : {}),
        }))
        const text = form === 'jsonl' ? rows.map((row) => JSON.stringify(row)).join('\n') : Papa.unparse(rows)
        const parser = createRowParser(
          { format: form === 'jsonl' ? 'jsonl' : 'table', table: { delimiter: ',', quote: '"', header: true } },
          'x',
        )
        const source: SourceRow[] = [...parser.push(text).rows, ...parser.end().rows]
        const reader = new RowReader(guessMapping(columnsOf(source), source, target), target)
        for (const [place, row] of source.entries()) {
          const outcome = reader.read(row)
          const one = written[place]!
          expect(outcome).toMatchObject({
            ok: true,
            row: {
              rowKey: `c:${place}`,
              sourceId: `s${place}`,
              metadata: { شہر: one.meta },
              texts: [{ text: one.text }],
              unknownLabels: [],
              answers: [
                {
                  annotator: one.annotator,
                  status: one.status,
                  flag: one.flag,
                  comment: one.comment,
                  updatedAt: Date.parse('2026-02-03T04:05:06.007Z'),
                  activeMs: 1_200,
                  taskVersion: 3,
                },
              ],
            },
          })
          const answers = outcome.ok
            ? new Map(outcome.row.answers[0]?.answers.map(({ question, answer }) => [question, answer]))
            : new Map()
          expect(answers.get(topic.id)).toEqual(
            one.topic === '' ? undefined : choice(one.topic === 'کارڈ' ? 'card' : 'loan'),
          )
          expect(answers.get(tags.id)).toEqual(one.tags.length === 0 ? undefined : choice(...one.tags))
          expect(answers.get(names.id)).toEqual({ kind: 'spans', spans: [] })
        }
        expect(source).toHaveLength(written.length)
      }),
    )
  })

  it('reads the annotations of an export per item', () => {
    const cells = {
      item_id: 'c:1',
      'text.شکایت': 'الف',
      annotations: JSON.stringify([
        {
          annotator: 'ثنا',
          status: 'done',
          flag: true,
          comment: '',
          updated_at: 5,
          active_ms: 6,
          task_version: 1,
          موضوع: 'کارڈ',
        },
        { annotator: 'حمزہ', status: 'unsure', answers: { topic: 'loan' } },
      ]),
    }
    const row = rowOf(cells)
    const outcome = new RowReader(guessMapping(columnsOf([row]), [row], target), target).read(row)
    expect(outcome.ok && outcome.row.answers).toMatchObject([
      {
        annotator: 'ثنا',
        status: 'done',
        flag: true,
        updatedAt: 5,
        activeMs: 6,
        answers: [{ answer: choice('card') }],
      },
      { annotator: 'حمزہ', status: 'unsure', answers: [{ answer: choice('loan') }] },
    ])
  })

  it('tells JSON objects from lists', () => {
    expect([isRecord({}), isRecord([]), isRecord(null), isRecord('x')]).toEqual([true, false, false, false])
  })
})

describe('words of sentences', () => {
  const SENTENCE = 'وہ آیا اور وہ گیا'
  const keyOf = (source: SourceRow, columns: string[]) => {
    const own = { fields: [body], questions: [] }
    const mapping = columns.includes('form')
      ? conlluMapping(columns, [source], own)
      : guessMapping(columns, [source], own)
    const outcome = new RowReader(mapping, own).read(source)
    if (!outcome.ok) throw new Error('not read')
    return outcome.row.textKey
  }
  const word = (id: string, sentence = SENTENCE) => {
    const cells = { id, form: 'وہ', upos: 'PRON', sentence }
    return keyOf({ line: 1, cells, place: tokenPlace(id, sentence) }, Object.keys(cells))
  }

  it('have a key of their own: the same form at another place is another item', () => {
    expect(new Set([word('s1:1'), word('s1:4'), word('s2:1'), word('s1:1', 'وہ سو گیا')]).size).toBe(4)
    expect(word('s1:1')).toBe(word('s1:1'))
  })

  it('have the same key when they come back from our own export', () => {
    const cells = { item_id: 'c:0', source_id: 's1:4', [`text.${body.name}`]: 'وہ', 'meta.sentence': SENTENCE }
    expect(keyOf({ line: 2, cells }, Object.keys(cells))).toBe(word('s1:4'))
  })
})
