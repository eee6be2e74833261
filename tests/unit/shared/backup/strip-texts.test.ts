import fc from 'fast-check'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { AnnotatorId, ItemId, LabelId, QuestionId, SpanId, WriterId } from '#shared/base/ids.ts'
import type { Operation } from '#shared/sync/operation.ts'
import { anyHeld, memorySource, readAll, sha256Of, smallHeld, written, type Held } from '#tests/support/backup-data.ts'

/** Everything of the file, as text: pages and blobs unpacked too. */
async function insideOf(held: Held): Promise<string> {
  const bytes = await written(memorySource(held), { kind: 'support', withTexts: false })
  const { result, read } = await readAll(bytes)
  expect(result).toMatchObject({ ok: true, value: { header: { nishan: 'support' } } })
  let text = bytes.subarray(0, bytes.indexOf('\n')).toString()
  for (let at = bytes.indexOf('\n') + 1; bytes[at] !== 0;) {
    const name = bytes.subarray(at, bytes.indexOf(0, at)).toString()
    const size = Number.parseInt(bytes.subarray(at + 124, at + 135).toString(), 8)
    const content = bytes.subarray(at + 512, at + 512 + size)
    text += `${name}\n${(name.endsWith('.gz') ? gunzipSync(content) : content).toString()}\n`
    at += 512 + Math.ceil(size / 512) * 512
  }
  expect(text).toContain('"writer":"writer0"')
  return text + JSON.stringify(read)
}

const TEXTS = {
  project: 'خبروں میں نام',
  question: 'یہ کیا ہے؟',
  label: 'شخص کا نام',
  guidelines: '# ہدایات: ہر نام پر نشان لگائیں',
  comment: 'یہ تبصرہ کسی کو نہ دکھائیں',
  quote: 'نسرین اختر',
  free: 'ایک آزاد جواب جو لکھا گیا',
  file: 'khufia-file.csv',
  item: 'ساہیوال زرعی کالج کی پرنسپل',
  person: 'عائشہ صدیقہ',
  draft: 'ادھوری بات',
  later: 'آنے والے ورژن کا متن',
  laterKey: 'کسی خانے کا نام',
  colleague: 'karachi',
}

function heldWithTexts(): Held {
  const held = smallHeld()
  const id = 'writer0' as WriterId
  const base = { at: 1, taskVersion: 1 }
  const item = 'chunk000:4' as ItemId
  const label = { nameEn: 'NameOfPerson', colour: 2, hotkey: null, description: TEXTS.label, example: TEXTS.quote }
  const values: Omit<Operation, 'seq' | 'lamport'>[] = [
    { ...base, kind: 'project.set', item: '', key: 'name', value: TEXTS.project },
    {
      ...base,
      kind: 'taskVersion.add',
      item: '',
      key: '1',
      value: {
        version: 1,
        guidelines: TEXTS.guidelines,
        questions: [
          { id: 'q2', kind: 'later', title: TEXTS.question },
          {
            id: 'q1',
            kind: 'choice',
            title: TEXTS.question,
            titleEn: '',
            multiple: false,
            labels: [{ ...label, id: 'labelaaa', name: TEXTS.label, parent: null, retired: false }],
          },
        ],
      },
    },
    {
      ...base,
      kind: 'import.set',
      item: '',
      key: 'import00',
      value: { fileName: TEXTS.file, startedAt: 3, state: 'done' },
    },
    { ...base, kind: 'comment.set', item, key: 'person0', value: TEXTS.comment },
    { ...base, kind: 'comment.set', item, key: '', value: 'done' },
    {
      ...base,
      kind: 'span.set',
      item,
      question: 'q1' as QuestionId,
      span: 'span0001' as SpanId,
      value: { field: 'f', start: 2, end: 12, label: 'labelaaa' as LabelId, quote: TEXTS.quote },
    },
    { ...base, kind: 'answer.set', item, question: 'q1' as QuestionId, value: ['labelaaa'], activeMs: 950 },
    { ...base, kind: 'answer.set', item, question: 'q2' as QuestionId, value: TEXTS.free },
    {
      ...base,
      kind: 'later.kind' as Operation['kind'],
      item: TEXTS.colleague,
      key: TEXTS.colleague,
      value: { [TEXTS.laterKey]: [TEXTS.later, 7] },
    },
  ]
  const log = held.operations.get(id) ?? []
  const last = log.at(-1)?.seq ?? 0
  values.forEach((value, index) => log.push({ ...value, seq: last + index + 1, lamport: 2000 + index }))
  const blob = new TextEncoder().encode(TEXTS.item)
  held.blobs.set(sha256Of(blob), blob)
  held.profiles = [
    { id: 'person0' as AnnotatorId, name: TEXTS.person, colour: 2, pin: 'ab:cd', createdAt: 1, imported: false },
  ]
  held.local = {
    drafts: [{ annotatorId: 'person0' as AnnotatorId, itemId: item, questionId: '', text: TEXTS.draft, at: 1 }],
    places: [],
  }
  return held
}

describe('a file for support without texts', () => {
  it('holds no text, name, comment, quote or file name that a person gave', async () => {
    const inside = await insideOf(heldWithTexts())
    const told = Object.entries(TEXTS).filter(([, text]) => inside.includes(text))
    expect(told).toEqual([])
    expect(inside).not.toMatch(/[\u0600-\u06ff]/)
    expect(inside).not.toContain('NameOfPerson')
    expect(inside).not.toContain('ab:cd')
  })

  it('keeps what is needed to look for a fault: ids, kinds, places, choices, times and lengths', async () => {
    const { read } = await readAll(await written(memorySource(heldWithTexts()), { kind: 'support', withTexts: false }))
    const operations = read.pages.filter(({ writerId }) => writerId === 'writer0').flatMap((page) => page.operations)
    const find = (kind: string, key?: string) =>
      operations.findLast((one) => one.kind === kind && (key === undefined || one.key === key))
    expect(find('answer.set')).toMatchObject({ question: 'q2', value: `«${TEXTS.free.length}»` })
    expect(operations.find(({ kind }) => kind === 'answer.set')).toMatchObject({ value: ['labelaaa'], activeMs: 950 })
    expect(find('span.set')).toMatchObject({
      span: 'span0001',
      value: { start: 2, end: 12, label: 'labelaaa', quote: `«${TEXTS.quote.length}»` },
    })
    expect(find('item.status')).toMatchObject({ item: 'chunk000:2', value: 'open' })
    expect(find('import.set')).toMatchObject({ key: 'import00', value: { state: 'done', startedAt: 3 } })
    expect(find('comment.set', 'person0')).toMatchObject({ item: 'chunk000:4', value: `«${TEXTS.comment.length}»` })
    expect(find('comment.set', '')).toMatchObject({ value: '«4»' })
    expect(read.profiles).toEqual([
      expect.objectContaining({ id: 'person0', colour: 2, name: `«${TEXTS.person.length}»` }),
    ])
    expect(read.manifest).toMatchObject({ withTexts: false, blobs: 0 })
    expect(read.manifest?.projects[0]).toMatchObject({ id: 'project0', name: '', texts: 6 })
    expect(read.local).toBeNull()
  })

  it('holds no letter of Urdu, whatever was written where', async () => {
    await fc.assert(
      fc.asyncProperty(anyHeld, async (held) => {
        const { read } = await readAll(await written(memorySource(held), { kind: 'support', withTexts: false }))
        expect(JSON.stringify(read)).not.toMatch(/[\u0600-\u06ff\u{1f000}-\u{1ffff}]/u)
      }),
      { numRuns: 60 },
    )
  })
})
