import { describe, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import { itemId, type AnnotatorId, type ChunkId, type ImportId, type ItemId } from '#shared/base/ids.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'
import { applyOperation } from '#renderer/data/apply-operation.ts'
import { giveBatch, topUpBatch, type HandedOut } from '#renderer/data/commands/give-batch.ts'
import { handIn } from '#renderer/data/commands/hand-in.ts'
import { removeImport } from '#renderer/data/commands/import-items.ts'
import { hideProject, purgeHiddenProjects } from '#renderer/data/commands/delete-project.ts'
import { recordOperations } from '#renderer/data/commands/record-operations.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { takeBack } from '#renderer/data/commands/take-back.ts'
import {
  comesAfter,
  itemIdAt,
  lastOrder,
  neighbour,
  nextUnanswered,
  readQueue,
  readWorkItem,
} from '#renderer/data/queries/queue.ts'
import { exportPages } from '#renderer/data/queries/export-pages.ts'
import { addItems, buildProject, type Built } from '#tests/support/build-data.ts'

const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const FATIMA = 'ffffffffffffffff' as AnnotatorId
const ZAINAB = 'zzzzzzzzzzzzzzzz' as AnnotatorId
const PEOPLE = [BILAL, FATIMA, ZAINAB]
const BATCH = { title: 'پہلا حصہ', chosen: '' }
const texts = (count: number) => Array.from({ length: count }, (_, n) => `متن ${n}`)

const of = (built: Built, annotatorId: AnnotatorId) => ({ projectId: built.projectId, annotatorId })
const queueOf = (built: Built, annotatorId: AnnotatorId) => readQueue(built.data, of(built, annotatorId))

async function answer(built: Built, annotatorId: AnnotatorId, itemId: ItemId): Promise<void> {
  const act = { itemId, changes: [{ kind: 'item.status', value: 'done' } as const], activeMs: 1, taskVersion: 1 }
  expect(await saveAct(built.data, of(built, annotatorId), act)).toMatchObject({ ok: true })
}

/** The first batch. */
async function give(built: Built, people: AnnotatorId[], count: number, overlap = 1): Promise<HandedOut> {
  const given = await giveBatch(built.data, built.who, BATCH, { people, count, overlap })
  if (!given.ok) throw new Error(given.error)
  return given.value
}

/** Says lists as a lead's laptop does, in any order. */
async function assign(built: Built, lists: [batch: string, person: string, runs: unknown[], order: number][]) {
  const drafts = lists.map(([batch, person, items, order], at): OperationDraft => ({
    kind: 'assign.set',
    key: `${batch}/${person}`,
    value: { items, order },
    item: '',
    at,
    taskVersion: 0,
  }))
  await recordOperations(built.data, { ...built.who, drafts })
}

const rowsOf = async ({ data }: Built) =>
  (await data.db.assignments.toArray()).map(({ itemId, annotatorId, batchId, order }) => [
    itemId,
    annotatorId,
    batchId,
    order,
  ])

describe('handing out', () => {
  test('gives each item to so many people, evenly, and everyone shares items with everyone', async () => {
    const built = await buildProject(texts(40))
    const { each, items, batchId } = await give(built, PEOPLE, 30, 2)
    expect(items).toBe(30)
    expect([...each.values()]).toEqual([20, 20, 20])
    const rows = await built.data.db.assignments.toArray()
    expect(rows).toHaveLength(60)
    const pairs = new Map<string, number>()
    for (const own of Map.groupBy(rows, (row) => row.itemId).values()) {
      const pair = own.map((row) => row.annotatorId).join('+')
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
    }
    expect([...pairs.values()]).toEqual([10, 10, 10])
    expect(await built.data.db.batches.get(batchId)).toMatchObject(BATCH)
    // The lead was given nothing.
    expect(await queueOf(built, built.annotatorId)).toMatchObject({ items: 0, isAssigned: true })
  })

  test('tops a batch up with items that nobody has, and then says that nothing is left', async () => {
    const built = await buildProject(texts(10))
    const wish = { people: [BILAL, FATIMA], count: 6, overlap: 1 }
    const { batchId } = await give(built, wish.people, wish.count)
    const before = (await queueOf(built, BILAL)).items
    expect(await topUpBatch(built.data, built.who, batchId, { ...wish, count: 9 })).toMatchObject({
      value: { items: 4 },
    })
    expect([(await queueOf(built, BILAL)).items, (await queueOf(built, FATIMA)).items]).toEqual([before + 2, 5])
    expect(new Set((await built.data.db.assignments.toArray()).map((row) => row.itemId)).size).toBe(10)
    const more = await giveBatch(built.data, built.who, BATCH, wish)
    expect(more).toEqual({ ok: false, error: 'nothing-left' })
  })

  test('takes back what is not answered, which can be given to others', async () => {
    const built = await buildProject(texts(6))
    const { batchId } = await give(built, [BILAL], 6)
    const queue = await queueOf(built, BILAL)
    for (const order of [1, 4]) await answer(built, BILAL, defined(itemIdAt(queue, order), 'item'))
    expect(await takeBack(built.data, built.who, { batchId, person: BILAL })).toBe(4)
    expect(await takeBack(built.data, built.who, { batchId, person: BILAL })).toBe(0)
    expect((await queueOf(built, BILAL)).items).toBe(2)
    expect(await built.data.db.annotations.count()).toBe(2)
    const again = await topUpBatch(built.data, built.who, batchId, { people: [FATIMA], count: 9, overlap: 1 })
    expect(again).toMatchObject({ value: { items: 4 } })
    expect((await queueOf(built, FATIMA)).items).toBe(4)
  })

  test('is handed in by the person, and taken up again', async () => {
    const built = await buildProject(texts(3))
    const { batchId } = await give(built, [BILAL], 3)
    const state = () => built.data.db.batchStates.get([batchId, BILAL])
    expect(await handIn(built.data, of(built, FATIMA), batchId)).toEqual({ ok: false, error: 'not-given' })
    expect(await handIn(built.data, of(built, BILAL), batchId)).toMatchObject({ ok: true })
    expect(await state()).toMatchObject({ handedIn: true, items: [[expect.any(String), 0, 3]] })
    expect(await handIn(built.data, of(built, BILAL), batchId, false)).toMatchObject({ ok: true })
    expect(await state()).toMatchObject({ handedIn: false })
  })
})

describe('lists', () => {
  async function chunked(): Promise<{ built: Built; a: ChunkId; b: ChunkId }> {
    const built = await buildProject(texts(5))
    await addItems(built, texts(10).slice(5))
    const [a, b] = (await built.data.db.chunks.toArray()).toSorted((x, y) => x.firstOrder - y.firstOrder)
    return { built, a: defined(a, 'chunk').id, b: defined(b, 'chunk').id }
  }

  test('change rows by their difference', async () => {
    const { built, a, b } = await chunked()
    await assign(built, [
      [
        'one',
        BILAL,
        [
          [a, 0, 3],
          [b, 1, 1],
        ],
        0,
      ],
    ])
    expect((await rowsOf(built)).map(([item]) => item)).toEqual([`${a}:0`, `${a}:1`, `${a}:2`, `${b}:1`].toSorted())
    await assign(built, [
      [
        'one',
        BILAL,
        [
          [b, 1, 2],
          [a, 2, 1],
        ],
        0,
      ],
    ])
    const rows = await built.data.db.assignments
      .where('[projectId+annotatorId+order]')
      .between([built.projectId, BILAL, 0], [built.projectId, BILAL, 9])
      .toArray()
    expect(rows.map((row) => row.itemId)).toEqual([`${b}:1`, `${b}:2`, `${a}:2`])
    // An older list changes nothing.
    const { db } = built.data
    const before = await rowsOf(built)
    const [writer] = await db.writers.toArray()
    const old = {
      kind: 'assign.set',
      key: `one/${BILAL}`,
      value: { items: [], order: 0 },
      item: '',
      at: 1,
      taskVersion: 0,
    } as const
    await db.transaction('rw', db.tables, async () => {
      await applyOperation(db, built.projectId, [
        { writerId: defined(writer, 'writer').id, operation: { ...old, seq: 999, lamport: 1 } },
      ])
    })
    expect(await rowsOf(built)).toEqual(before)
    await assign(built, [['one', BILAL, [], 0]])
    expect(await rowsOf(built)).toEqual([])
  })

  test('of two batches with the same item give one row, in whatever order they come', async () => {
    const outcomes: unknown[] = []
    for (const turn of [false, true]) {
      const { built, a } = await chunked()
      const lists: Parameters<typeof assign>[1] = [
        ['one', BILAL, [[a, 0, 2]], 1],
        ['two', BILAL, [[a, 1, 2]], 0],
      ]
      await assign(built, turn ? lists.toReversed() : lists)
      const plain = (rows: unknown[][]) => rows.map(([item, ...rest]) => [String(item).split(':')[1], ...rest])
      outcomes.push(plain(await rowsOf(built)))
      await assign(built, [['two', BILAL, [], 0]])
      expect(plain(await rowsOf(built))).toEqual([
        ['0', BILAL, 'one', 2 ** 25],
        ['1', BILAL, 'one', 2 ** 25 + 1],
      ])
    }
    expect(outcomes[0]).toEqual(outcomes[1])
  })
})

describe('the queue of what was handed out', () => {
  test('goes by the list, batch after batch, skips what is finished or closed, and wraps once', async () => {
    const built = await buildProject(texts(450))
    const [chunk] = await built.data.db.chunks.toArray()
    const id = defined(chunk, 'chunk').id
    const run = (from: number, count: number) => [id, from, count]
    await assign(built, [
      ['late', BILAL, [run(100, 2)], 1],
      ['early', BILAL, [run(300, 2), run(7, 1)], 0],
      ['other', FATIMA, [run(0, 400)], 0],
    ])
    const { data } = built
    const queue = await queueOf(built, BILAL)
    expect(queue).toMatchObject({ items: 5, isAssigned: true })
    expect(await nextUnanswered(data, queue, 0, 9)).toEqual([300, 301, 7, 100, 101])
    expect(await nextUnanswered(data, queue, 7, 9)).toEqual([7, 100, 101, 300, 301])
    expect(await nextUnanswered(data, queue, { after: 7 }, 9)).toEqual([100, 101, 300, 301, 7])
    await answer(built, BILAL, itemId(id, 301))
    expect(await nextUnanswered(data, queue, { after: 300 }, 1)).toEqual([7])
    expect([neighbour(queue, 301, 1), neighbour(queue, 7, 1), neighbour(queue, 300, -1)]).toEqual([7, 100, null])
    expect([lastOrder(queue), itemIdAt(queue, 7), itemIdAt(queue, 8)]).toEqual([101, itemId(id, 7), null])
    expect([comesAfter(queue, 7, 301), comesAfter(queue, 300, 7)]).toEqual([true, false])
    expect((await readWorkItem(data, queue, 301))?.annotation?.status).toBe('done')
    const drafts: OperationDraft[] = [
      {
        kind: 'assign.set',
        key: `late/${BILAL}`,
        value: { items: [run(100, 2)], order: 1, closed: true },
        item: '',
        at: 1,
        taskVersion: 0,
      },
    ]
    await recordOperations(data, { ...built.who, drafts })
    expect(await nextUnanswered(data, await queueOf(built, BILAL), 0, 9)).toEqual([300, 7])
    // Many, 200 at a time.
    const hers = await queueOf(built, FATIMA)
    for (let n = 0; n < 250; n += 1) await answer(built, FATIMA, itemId(id, n))
    expect(await nextUnanswered(data, hers, 0, 2)).toEqual([250, 251])
  }, 60_000)

  test('is everything again once nobody is given anything, and never shows a removed import', async () => {
    const built = await buildProject(texts(4))
    const second = await addItems(built, texts(8).slice(4))
    await giveBatch(built.data, built.who, BATCH, { people: [BILAL], count: 8, overlap: 1 })
    await removeImport(built.data, built.who, second as ImportId)
    expect((await queueOf(built, BILAL)).items).toBe(4)
    const [batch] = await built.data.db.batches.toArray()
    await assign(built, [[defined(batch, 'batch').id, BILAL, [], 0]])
    expect(await queueOf(built, built.annotatorId)).toMatchObject({ items: 4, isAssigned: false })
    // Whoever does not lead cannot know what others are given.
    expect(await queueOf(built, BILAL)).toMatchObject({ items: 0, isAssigned: true })
  })

  test('leaves the export whole, and goes with its project', async () => {
    const built = await buildProject(texts(6))
    await giveBatch(built.data, built.who, BATCH, { people: [BILAL], count: 2, overlap: 1 })
    let exported = 0
    const filter = { annotators: null, statuses: [], unanswered: true, gold: false }
    for await (const page of exportPages(built.data, built.who, filter)) exported += page.items.length
    expect(exported).toBe(6)
    await hideProject(built.data, built.projectId)
    await purgeHiddenProjects(built.data)
    const { batches, batchStates, assignments } = built.data.db
    expect([await batches.count(), await batchStates.count(), await assignments.count()]).toEqual([0, 0, 0])
  })
})
