import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId, BatchId, ItemId, SpanId } from '#shared/base/ids.ts'
import { runsOf } from '#shared/domain/assignment.ts'
import { parseItemId } from '#shared/base/ids.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'
import { assignDraft } from '#renderer/data/commands/give-batch.ts'
import { eraseItem } from '#renderer/data/commands/erase-item.ts'
import { recordOperations } from '#renderer/data/commands/record-operations.ts'
import { readCounters } from '#renderer/data/queries/projects.ts'
import { foldAgain, takeOut } from '#renderer/data/sync/take-out.ts'
import { addItems, buildProject, FIELD, NAMES, TONE, type Built } from '#tests/support/build-data.ts'

const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const FATIMA = 'ffffffffffffffff' as AnnotatorId

const itemsOf = async ({ data }: Built): Promise<ItemId[]> =>
  (await data.db.items.toArray()).sort((a, b) => a.order - b.order).map(({ id }) => id)

const record = (built: Built, annotatorId: AnnotatorId, drafts: readonly OperationDraft[]) =>
  recordOperations(built.data, { projectId: built.projectId, annotatorId, drafts })

function marks(item: ItemId, count: number): OperationDraft[] {
  return Array.from({ length: count }, (_, n) => ({
    kind: 'span.set',
    item,
    question: NAMES,
    span: `s${n}` as SpanId,
    value: { field: FIELD, start: n, end: n + 1, label: 'person', quote: 'ب' },
    at: 1_000 + n,
    activeMs: 10,
    taskVersion: 1,
  }))
}

const finished = (items: readonly ItemId[]): OperationDraft[] =>
  items.flatMap((item): OperationDraft[] => [
    { kind: 'answer.set', item, question: TONE, value: ['good'], at: 1_000, activeMs: 500, taskVersion: 1 },
    { kind: 'item.status', item, value: 'done', at: 1_100, taskVersion: 1 },
  ])

// A transaction of the database ends by itself while too much is waited for that is not the database.
describe('lists of operations as long as they come', () => {
  it('hold hundreds of marks in one text', async () => {
    const built = await buildProject(['ب'.repeat(500)])
    const [item] = await itemsOf(built)
    for (const person of [built.annotatorId, BILAL]) await record(built, person, marks(defined(item, 'item'), 480))
    const row = await built.data.db.annotations.get([defined(item, 'item'), BILAL])
    expect(Object.keys(row?.spans[NAMES] ?? {})).toHaveLength(480)
    expect(row?.activeMs).toBe(4_800)
    expect(await readCounters(built.data, built.projectId, BILAL)).toMatchObject({ activeMs: 4_800 })
  })

  it('hold hundreds of texts, of people one after another', async () => {
    const built = await buildProject(Array.from({ length: 240 }, (_, n) => `متن ${n}`))
    const items = await itemsOf(built)
    for (const person of [built.annotatorId, BILAL, FATIMA]) {
      await record(built, person, finished(items))
      const { byStatus, activeMs } = await readCounters(built.data, built.projectId, person)
      expect([byStatus.done, activeMs]).toEqual([240, 120_000])
    }
    await record(built, BILAL, finished(items))
    const { byStatus, activeMs } = await readCounters(built.data, built.projectId, BILAL)
    expect([byStatus.done, activeMs]).toEqual([240, 240_000])
  })

  it('hold answers of a batch from very many chunks, which are given, answered and taken back', async () => {
    const built = await buildProject(['ایک'])
    for (let n = 0; n < 130; n += 1) await addItems(built, [`متن ${n}`])
    const items = await itemsOf(built)
    const batchId = 'batch001' as BatchId
    const assign = (given: readonly ItemId[]) =>
      assignDraft(built.data, { batchId, person: BILAL }, { items: given, order: 0 })
    await record(built, built.annotatorId, [assign(items)])
    await record(built, BILAL, finished(items))
    const counted = async () => (await readCounters(built.data, built.projectId, BILAL)).byBatch?.[batchId]?.byStatus
    expect(await counted()).toMatchObject({ done: 131, open: 0 })
    await record(built, built.annotatorId, [assign(items.slice(0, 1)), assign(items.slice(0, 120))])
    expect(await counted()).toMatchObject({ done: 120, open: 0 })
    expect(runsOf(items.flatMap((id) => parseItemId(id) ?? []))).toHaveLength(131)
  })

  it('lose a text with everything that was said of it', async () => {
    const built = await buildProject(['ب'.repeat(300), 'ایک'])
    const [item] = await itemsOf(built)
    for (const person of [built.annotatorId, BILAL, FATIMA]) {
      await record(built, person, [...marks(defined(item, 'item'), 200), ...finished([defined(item, 'item')])])
    }
    await eraseItem(built.data, built.who, defined(item, 'item'))
    expect(await built.data.db.annotations.count()).toBe(0)
    expect(await readCounters(built.data, built.projectId, BILAL)).toMatchObject({ activeMs: 0 })
  })

  it('are taken out again and leave what was said before', async () => {
    const built = await buildProject(Array.from({ length: 200 }, (_, n) => `متن ${n}`))
    const items = await itemsOf(built)
    await record(built, BILAL, finished(items))
    const writer = defined(
      await built.data.db.writers.where('[projectId+annotatorId]').equals([built.projectId, BILAL]).first(),
      'writer',
    )
    const from = writer.nextSeq
    await record(built, BILAL, [
      ...items.map((item): OperationDraft => ({
        kind: 'answer.set',
        item,
        question: TONE,
        value: ['bad'],
        at: 2_000,
        activeMs: 70,
        taskVersion: 1,
      })),
      ...marks(defined(items[0], 'item'), 150),
    ])
    const { db } = built.data
    await db.transaction('rw', db.tables, async () => {
      await foldAgain(db, await takeOut(db, { projectId: built.projectId, writerId: writer.id, from }))
    })
    const rows = await db.annotations.toArray()
    expect(rows.every((row) => JSON.stringify(row.answers[TONE]?.value) === '["good"]')).toBe(true)
    expect(rows.flatMap((row) => Object.values(row.spans[NAMES] ?? {}))).toEqual([])
    expect(await readCounters(built.data, built.projectId, BILAL)).toMatchObject({ activeMs: 100_000 })
  })
})
