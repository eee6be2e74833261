import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { AnnotatorId, ItemId } from '#shared/base/ids.ts'
import { bootstrap } from '#shared/agreement/bootstrap.ts'
import { resampledOf } from '#shared/agreement/interval-job.ts'
import { headlineJob } from '#shared/agreement/report/headline-job.ts'
import { readExport } from '#shared/agreement/report/read-export.ts'
import { makeReport } from '#shared/agreement/report/make-report.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import type { Status } from '#shared/domain/status.ts'
import { eraseItem } from '#renderer/data/commands/erase-item.ts'
import { importGold } from '#renderer/data/commands/import-answers.ts'
import { removeImport } from '#renderer/data/commands/import-items.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { giveBatch } from '#renderer/data/commands/give-batch.ts'
import { AgreementRun, type LongWork } from '#renderer/workers/agreement-run.ts'
import type { QueueWish } from '#renderer/workers/agreement-protocol.ts'
import { runExport } from '#renderer/workers/export-run.ts'
import { addItems, buildProject, FIELD, NAMES, TONE, type Built } from '#tests/support/build-data.ts'

const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const FATIMA = 'ffffffffffffffff' as AnnotatorId

const long: LongWork = {
  interval: ({ book, question, items }) => {
    const found = bootstrap(resampledOf(headlineJob(book, question, items)), { seed: 1, replicates: 100 })
    return Promise.resolve('lower' in found ? found : null)
  },
  gamma: () => Promise.resolve({ value: null, reason: 'too-large' }),
}

const quiet = { onStep: () => undefined, signal: new AbortController().signal }

async function itemsOf({ data }: Built): Promise<ItemId[]> {
  return (await data.db.items.toArray()).sort((a, b) => a.order - b.order).map(({ id }) => id)
}

type Tone = 'good' | 'bad'

/** `unsure` where it ends with a question mark. */
async function say(built: Built, person: AnnotatorId, item: ItemId, said: Tone | `${Tone}?`) {
  const tone = said.replace('?', '')
  const status: Status = tone === said ? 'done' : 'unsure'
  const changes: AnswerChange[] = [
    { kind: 'answer.set', question: TONE, value: [tone] },
    { kind: 'item.status', value: status },
  ]
  const who = { projectId: built.projectId, annotatorId: person }
  expect(await saveAct(built.data, who, { itemId: item, changes, activeMs: 1_000, taskVersion: 1 })).toMatchObject({
    ok: true,
  })
}

/** Three people on 24 texts; Fatima differs on every fourth. */
async function buildTeam(): Promise<{ built: Built; items: ItemId[]; run: AgreementRun }> {
  const built = await buildProject(Array.from({ length: 24 }, (_, n) => `متن نمبر ${n}`))
  const items = await itemsOf(built)
  for (const [n, item] of items.entries()) {
    const tone = n % 2 === 0 ? 'good' : 'bad'
    await say(built, built.annotatorId, item, tone)
    await say(built, BILAL, item, tone)
    await say(built, FATIMA, item, n % 4 === 0 ? 'bad' : n === 1 ? `${tone}?` : tone)
  }
  return { built, items, run: new AgreementRun(built.data, built.projectId, long) }
}

const wish = (built: Built, more: Partial<QueueWish> = {}): QueueWish => ({
  projectId: built.projectId,
  filter: {},
  withPending: true,
  order: 'order',
  ...more,
})

const asked = (built: Built) => ({ projectId: built.projectId, question: TONE, filter: {} })

describe('what is measured on the answers of a project', () => {
  it('is the same as what the exported file says', async () => {
    const { built, run } = await buildTeam()
    const early: unknown[] = []
    const told = await run.report(asked(built), { ...quiet, onEarly: (one) => early.push(one) })
    expect(told.report).toMatchObject({ shared: 24, answers: 72, kind: 'single' })
    expect(told.interval).not.toBeNull()
    expect(early).toEqual([expect.objectContaining({ interval: null, report: told.report })])
    const chunks: Uint8Array[] = []
    const columns = ['item_id', 'annotator', 'status', 'text.text', 'رائے', 'نام']
    const about = {
      nishan_format: 1,
      app_version: '0',
      project: '',
      project_id: '',
      offset_unit: 'unicode_code_point',
    } as const
    for await (const { bytes } of runExport(built.data, {
      who: built.who,
      format: 'jsonl',
      shape: 'annotation',
      columns,
      csv: { encoding: 'utf-8', guard: false },
      about,
      filter: { annotators: null, statuses: ['done', 'unsure'], unanswered: false, gold: true, training: false },
      names: { [built.annotatorId]: 'A1', [BILAL]: 'A2', [FATIMA]: 'A3' },
      locale: 'ur',
    }))
      chunks.push(bytes)
    const lines = Buffer.concat(chunks).toString().trim().split('\n')
    const read = readExport(lines.map((line) => JSON.parse(line) as unknown))
    const [tone] = read.questions
    const again = tone && makeReport(read.book, tone, {})
    expect(again?.headline).toEqual(told.report.headline)
    expect(again?.beside).toEqual(told.report.beside)
    expect(again?.more).toEqual(told.report.more)
  })

  it('follows answers, flags and settled answers without reading all again', async () => {
    const { built, items, run } = await buildTeam()
    const before = await run.report(asked(built), quiet)
    let reads = 0
    built.data.db.annotations.hook('reading', (row) => {
      reads += 1
      return row
    })
    const changed = items[0]
    if (changed === undefined) throw new Error('no item')
    await say(built, FATIMA, changed, 'good')
    reads = 0
    const after = await run.report(asked(built), quiet)
    // The three answers to the one text.
    expect(reads).toBe(3)
    expect(after.report.headline.value.value).toBeGreaterThan(before.report.headline.value.value ?? 1)
    const fresh = await new AgreementRun(built.data, built.projectId, long).report(asked(built), quiet)
    expect(after).toEqual(fresh)
    await importGold(built.data, built.who, [{ itemId: changed, question: TONE, value: ['bad'] }], 1)
    const { checks } = await run.report(asked(built), quiet)
    expect(new Set(checks.map(({ person }) => person))).toEqual(new Set([built.annotatorId, BILAL, FATIMA]))
    expect(checks.every(({ right, of }) => right === 0 && of === 1)).toBe(true)
  })

  it('leaves out texts that were erased or whose import was undone', async () => {
    const { built, items, run } = await buildTeam()
    const [first] = items
    await run.report(asked(built), quiet)
    if (first) await eraseItem(built.data, built.who, first)
    expect((await run.report(asked(built), quiet)).report.shared).toBe(23)
    await addItems(built, ['نیا'])
    const imports = (await built.data.db.imports.toArray()).sort((a, b) => a.startedAt - b.startedAt)
    await removeImport(built.data, built.who, imports[0]?.id ?? ('' as never), true)
    expect((await run.report(asked(built), quiet)).report.shared).toBe(0)
  })

  it('lists disagreements by how far people differ, with who has still to answer, and drops what is settled', async () => {
    const { built, items, run } = await buildTeam()
    const queue = await run.queue(wish(built), quiet)
    expect(queue.map(({ order }) => order)).toEqual([0, 4, 8, 12, 16, 20])
    expect(queue[0]).toMatchObject({
      start: 'متن نمبر 0',
      language: 'ur',
      people: expect.arrayContaining([FATIMA]),
      pending: [],
    })
    expect(queue[0]?.proposals[TONE]?.map(({ method, answer }) => [method, answer])).toEqual([
      ['dawid-skene', ['good']],
      ['majority', ['good']],
    ])
    await importGold(
      built.data,
      built.who,
      [{ itemId: items[4] ?? ('' as ItemId), question: TONE, value: ['good'] }],
      1,
    )
    expect((await run.queue(wish(built), quiet)).map(({ order }) => order)).toEqual([0, 8, 12, 16, 20])
    await addItems(built, ['ایک', 'دو'])
    const given = await giveBatch(
      built.data,
      built.who,
      { title: 'ب', chosen: '' },
      { people: [BILAL, FATIMA], count: 26, overlap: 2 },
    )
    expect(given.ok).toBe(true)
    const fresh = (await itemsOf(built)).slice(24)
    await say(built, built.annotatorId, fresh[0] ?? ('' as ItemId), 'good')
    await say(built, BILAL, fresh[0] ?? ('' as ItemId), 'bad')
    const withPending = await run.queue(wish(built), quiet)
    expect(withPending.at(-1)).toMatchObject({ order: 24, pending: [FATIMA] })
    expect((await run.queue(wish(built, { withPending: false }), quiet)).map(({ order }) => order)).not.toContain(24)
    expect(await run.queue(wish(built, { labels: ['good' as never, null] }), quiet)).toEqual([])
  })

  it('opens the texts behind a cell, and tells by what can be filtered', async () => {
    const { built, run } = await buildTeam()
    const cell = { ...asked(built), one: 'good' as never, other: 'bad' as never, limit: 4 }
    const told = await run.cell(cell, quiet)
    expect([told.all, told.items.map(({ order }) => order)]).toEqual([6, [0, 4, 8, 12]])
    expect(told.items[0]?.answers.flatMap(({ labels }) => labels)).toEqual(
      expect.arrayContaining(['bad', 'good', 'good']),
    )
    expect(await run.options(quiet)).toMatchObject({ languages: ['ur'], columns: [], versions: [1], batches: [] })
    expect((await run.people(quiet)).stats.map(({ answered }) => answered)).toEqual([24, 24, 24])
    expect([FIELD, NAMES]).toHaveLength(2)
  })
})
