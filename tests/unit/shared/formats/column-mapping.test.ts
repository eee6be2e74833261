import { describe, expect, it } from 'vitest'
import { columnsOf, conlluMapping, guessMapping, labelColumns } from '#shared/formats/column-mapping.ts'
import { partOfSpeech } from '#shared/templates/part-of-speech.ts'
import { body, names, rowOf, title, topic } from './sample-task.ts'

function guess(rows: Record<string, unknown>[], target = { fields: [body], questions: [topic, names] as never[] }) {
  const source = rows.map((cells, place) => rowOf(cells, place + 2))
  return Object.fromEntries(guessMapping(columnsOf(source), source, target).map(({ column, use }) => [column, use]))
}

const LONG = 'مشین نے کارڈ واپس نہیں کیا اور بینک سے کوئی جواب نہیں آیا'

describe('guessMapping', () => {
  it('knows the columns of picture 04', () => {
    const rows = ['کارڈ', 'قرض', 'آن لائن'].map((mauzu, place) => ({
      id: `${1001 + place}`,
      shikayat: LONG + place,
      shehr: 'لاہور',
      mauzu,
    }))
    expect(guess(rows)).toEqual({
      id: { kind: 'id' },
      shikayat: { kind: 'text', field: body.id },
      shehr: { kind: 'meta', name: 'shehr' },
      mauzu: { kind: 'answer', question: topic.id },
    })
  })

  it('takes lists for spans only when they say where the spans are', () => {
    const rows = [0, 1].map((place) => ({
      text: `${LONG} ${place}`,
      features: "['بینک', 'کارڈ']",
      marks: '[{"start":0,"end":4,"label":"org"}]',
    }))
    expect(guess(rows)).toMatchObject({
      features: { kind: 'meta', name: 'features' },
      marks: { kind: 'answer', question: names.id },
    })
  })

  it('finds answers by their values, in English and by id too', () => {
    const rows = ['Card', 'loan', 'Card'].map((x, place) => ({ x, y: `${LONG} ${place}`, coder: 'ثنا' }))
    expect(guess(rows)).toMatchObject({ x: { kind: 'answer', question: topic.id }, coder: { kind: 'annotator' } })
  })

  it('finds an answer column by its name when its labels are still unknown', () => {
    const rows = Array.from({ length: 12 }, (_none, place) => ({
      sentence: `${LONG} ${place}`,
      Sentiment: place % 2 ? 'pos' : 'neg',
    }))
    expect(guess(rows)).toMatchObject({ Sentiment: { kind: 'answer', question: topic.id }, sentence: { kind: 'text' } })
  })

  it('takes a lone column for the text and leaves empty ones out', () => {
    expect(guess([{ label: 'کارڈ' }, { label: 'قرض' }])).toEqual({ label: { kind: 'text', field: body.id } })
    expect(guess([{ text: LONG, none: '' }])).toMatchObject({ none: { kind: 'skip' } })
  })

  it('does not take repeated numbers for an id', () => {
    expect(
      guess([
        { id: '1', text: LONG },
        { id: '1', text: LONG },
      ])['id'],
    ).toEqual({ kind: 'meta', name: 'id' })
  })

  it('gives each field its own column, by name first', () => {
    const rows = [
      { عنوان: 'خبر', matan: LONG },
      { عنوان: 'دوسری', matan: LONG },
    ]
    expect(guess(rows, { fields: [body, title], questions: [] })).toEqual({
      عنوان: { kind: 'text', field: title.id },
      matan: { kind: 'text', field: body.id },
    })
  })

  it('finds spans in a column of JSON lists', () => {
    expect(guess([{ text: LONG, entities: '[{"start":0,"end":4,"label":"PERSON"}]' }])).toMatchObject({
      entities: { kind: 'answer', question: names.id },
    })
  })

  it('knows our own export column by column', () => {
    const columns = [
      'item_id',
      'source_id',
      'annotator',
      'status',
      'flag',
      'comment',
      'updated_at',
      'active_ms',
      'task_version',
      'text.شکایت',
      'sha256.شکایت',
      'meta.شہر',
      'موضوع',
      'names',
      'nishan_guard',
      'offset_unit',
    ]
    const uses = guessMapping(columns, [], { fields: [body], questions: [topic, names] }).map(({ use }) => use)
    expect(uses).toEqual([
      { kind: 'item-id' },
      { kind: 'id' },
      { kind: 'annotator' },
      { kind: 'status' },
      { kind: 'flag' },
      { kind: 'comment' },
      { kind: 'updated-at' },
      { kind: 'active-ms' },
      { kind: 'task-version' },
      { kind: 'text', field: body.id },
      { kind: 'checksum', field: body.id },
      { kind: 'meta', name: 'شہر' },
      { kind: 'answer', question: topic.id },
      { kind: 'answer', question: names.id },
      { kind: 'guard' },
      { kind: 'skip' },
    ])
  })
})

describe('the columns of CoNLL-U', () => {
  const words = ['PRON', 'NOUN', 'VERB'].map((upos, place) =>
    rowOf({ id: `1:${place + 1}`, form: 'لفظ', upos, sentence: LONG }, place + 1),
  )
  const uses = (questions: never[]) =>
    conlluMapping(columnsOf(words), words, { fields: [title, body], questions }).map(({ use }) => use)

  it('are the id, the first text, the tag of a question that knows it, and the sentence as information', () => {
    expect(uses([topic, ...partOfSpeech.questions] as never[])).toEqual([
      { kind: 'id' },
      { kind: 'text', field: title.id },
      { kind: 'answer', question: 'upos' },
      { kind: 'meta', name: 'sentence' },
    ])
  })

  it('leave the tag as information where no question knows it, and give it to a question without labels', () => {
    expect(uses([topic] as never[])[2]).toEqual({ kind: 'meta', name: 'upos' })
    expect(uses([names, { ...topic, labels: [] }] as never[])[2]).toEqual({ kind: 'answer', question: topic.id })
  })
})

describe('labelColumns', () => {
  it('names what could be labels: few short values that come again, or a name that says so', () => {
    const rows = Array.from({ length: 12 }, (_none, place) =>
      rowOf({
        no: place,
        text: `${LONG} ${place}`,
        shehr: ['لاہور', 'ملتان'][place % 2],
        upos: place === 0 ? 'X' : 'NOUN',
        annotator: ['saba', 'sana'][place % 2],
        same: 'ایک',
      }),
    )
    expect(labelColumns(columnsOf(rows), rows)).toEqual(['upos', 'shehr'])
    // A table of one row says nothing.
    expect(labelColumns(columnsOf(rows), rows.slice(0, 1))).toEqual([])
  })
})
