import { describe, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId, BatchId, ItemId } from '#shared/base/ids.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import type { BatchPlan } from '#shared/domain/batch-plan.ts'
import { loadOf, partsOf } from '#shared/domain/hand-out.ts'
import { giveBatch, setBatchPlan, topUpBatch } from '#renderer/data/commands/give-batch.ts'
import { handIn } from '#renderer/data/commands/hand-in.ts'
import { prepareChunk, newImportId, nextOrder, recordChunk, setImport } from '#renderer/data/commands/import-items.ts'
import { createProfile } from '#renderer/data/commands/profiles.ts'
import { recordOperations } from '#renderer/data/commands/record-operations.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { setMember } from '#renderer/data/commands/set-member.ts'
import { topUpRunningLow } from '#renderer/data/commands/top-up-running-low.ts'
import { givenBatches } from '#renderer/data/queries/batches.ts'
import { findFitting, readFreeItems } from '#renderer/data/queries/free-items.ts'
import { givablePeople } from '#renderer/data/queries/givable-people.ts'
import { listToppedUp } from '#renderer/data/team/topped-up.ts'
import { buildItem, buildProject, FIELD, type Built } from '#tests/support/build-data.ts'

const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const FATIMA = 'ffffffffffffffff' as AnnotatorId
const texts = (count: number) => Array.from({ length: count }, (_, n) => `متن ${n}`)
const of = (built: Built, annotatorId: AnnotatorId) => ({ projectId: built.projectId, annotatorId })
const PLAN: BatchPlan = { wish: {}, overlap: 1, topUp: { under: 3, more: 5 } }

/** Items of two cities and two languages, every second one each. */
async function addMixed(built: Built, count: number): Promise<void> {
  const { data, who } = built
  const importId = newImportId(data)
  const record = { fileName: 'm.csv', startedAt: 1, rejected: 0, duplicates: 0 }
  await setImport(data, who, importId, { ...record, state: 'done', items: count })
  const items = Array.from({ length: count }, (_, n) => ({
    ...buildItem(`دوسرا ${n}`, n),
    texts: { [FIELD]: { text: `دوسرا ${n}`, language: n % 2 === 0 ? 'sd' : 'ur', tokens: [0, 5] } },
    metadata: { city: n % 4 === 0 ? ' کوئٹہ' : 'لاہور' },
  }))
  const place = { importId, firstOrder: await nextOrder(data, who.projectId) }
  await recordChunk(data, who, place, await prepareChunk(data, items))
}

async function answer(built: Built, person: AnnotatorId, count: number): Promise<void> {
  const rows = await built.data.db.assignments
    .where('[projectId+annotatorId+order]')
    .between([built.projectId, person, 0], [built.projectId, person, Infinity])
    .toArray()
  for (const { itemId: id } of rows) {
    if (count === 0) return
    if (((await built.data.db.annotations.get([id, person]))?.status ?? 'open') !== 'open') continue
    const changes = [{ kind: 'item.status', value: 'done' } as const]
    await saveAct(built.data, of(built, person), { itemId: id, changes, activeMs: 1, taskVersion: 1 })
    count -= 1
  }
  expect(count).toBe(0)
}

async function listOf(built: Built, batch: BatchId, person: AnnotatorId): Promise<ItemId[]> {
  return itemsOf((await built.data.db.batchStates.get([batch, person]))?.items ?? [])
}

async function giveGrowing(built: Built, people: AnnotatorId[], count: number, plan = PLAN): Promise<BatchId> {
  const wish = { people, count, overlap: plan.overlap }
  const given = await giveBatch(built.data, built.who, { title: 'حصہ', chosen: '', plan }, wish)
  if (!given.ok) throw new Error(given.error)
  return given.value.batchId
}

describe('what is left to give', () => {
  test('is known from lists alone, whatever the project’s size', async () => {
    const built = await buildProject(texts(30))
    await giveBatch(
      built.data,
      built.who,
      { title: 'الف', chosen: '' },
      { people: [BILAL, FATIMA], count: 12, overlap: 1 },
    )
    built.data.db.items.hook('reading', () => {
      throw new Error('an item was read')
    })
    const free = await readFreeItems(built.data, built.projectId)
    expect([free.left, free.all]).toEqual([18, 30])
    const more = await giveBatch(
      built.data,
      built.who,
      { title: 'ب', chosen: '' },
      { people: [BILAL], count: 99, overlap: 1 },
    )
    expect(more).toMatchObject({ value: { items: 18 } })
  })

  test('can be asked for by language and by what stands in a column, with progress and an early end', async () => {
    const built = await buildProject(texts(5))
    await addMixed(built, 900)
    const free = await readFreeItems(built.data, built.projectId)
    const count = (runs: readonly (readonly [string, number, number])[]) => runs.reduce((sum, run) => sum + run[2], 0)
    const sindhi = { text: { field: FIELD, language: 'sd' } }
    expect(count(await findFitting(built.data, free, sindhi))).toBe(450)
    // Spaces at the ends do not matter, nor which form of a letter.
    const both = { ...sindhi, column: { name: 'city', value: 'كوئٹہ' } }
    expect(count(await findFitting(built.data, free, both))).toBe(225)
    const stop = new AbortController()
    const seen: number[] = []
    const partly = await findFitting(built.data, free, sindhi, {
      signal: stop.signal,
      onProgress: (progress) => {
        seen.push(progress.seen)
        if (progress.seen > 300) stop.abort()
      },
    })
    expect(seen.at(-1)).toBeLessThan(free.left)
    expect(count(partly)).toBeGreaterThan(0)
    const given = await giveBatch(
      built.data,
      built.who,
      { title: 'الف', chosen: '' },
      { people: [BILAL], count: 7, overlap: 1, from: partly },
    )
    expect(given).toMatchObject({ value: { items: 7 } })
    const own = await built.data.db.assignments.toArray()
    const items = await built.data.db.items.bulkGet(own.map((row) => row.itemId))
    expect(new Set(items.map((item) => item?.texts[FIELD]?.language))).toEqual(new Set(['sd']))
  })

  test('is handed out in short lists, as evenly as the preview says', () => {
    for (const [count, people, overlap] of [
      [10, 3, 1],
      [7, 4, 3],
      [100_000, 3, 2],
      [3, 5, 9],
    ] as const) {
      const parts = partsOf(count, people, { overlap }).each
      const loads = parts.map(loadOf)
      expect(loads.reduce((sum, load) => sum + load, 0)).toBe(count * Math.min(overlap, people))
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(Math.max(1, Math.ceil(count / 4_000)))
      expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(4_000)
      const holders = new Map<number, number>()
      for (const [from, size] of parts.flat())
        for (let n = from; n < from + size; n += 1) holders.set(n, (holders.get(n) ?? 0) + 1)
      expect(new Set(holders.values())).toEqual(new Set([Math.min(overlap, people)]))
    }
  })
})

describe('who can be given work', () => {
  test('are the members who label, and without a hub the other profiles of the laptop', async () => {
    const built = await buildProject(texts(3))
    const { id: guest } = await createProfile(built.data, { name: 'مہمان', colour: 2 })
    await setMember(built.data, built.who, BILAL, { role: 'annotator', name: 'بلال' })
    await setMember(built.data, built.who, FATIMA, { role: 'researcher', name: 'فاطمہ' })
    const people = await givablePeople(built.data, built.projectId)
    expect(people.map(({ annotatorId, role }) => [annotatorId, role])).toEqual([
      [BILAL, 'annotator'],
      [guest, null],
      [built.annotatorId, 'lead'],
    ])
  })
})

describe('a batch that grows by itself', () => {
  test('gives more when someone runs low, once, and never more than are left', async () => {
    const built = await buildProject(texts(14))
    const batch = await giveGrowing(built, [BILAL, FATIMA], 8)
    const sought = new Map<string, string>()
    const run = () => topUpRunningLow(built.data, built.who, sought)
    expect(await run()).toEqual([])
    await answer(built, BILAL, 2)
    const [given] = await run()
    expect(given).toMatchObject({ batchId: batch, person: BILAL, items: 5 })
    // The same state gives nothing again, not even when two ask at the same time.
    expect((await Promise.all([run(), run()])).flat()).toEqual([])
    expect(await listOf(built, batch, BILAL)).toHaveLength(9)
    await answer(built, FATIMA, 4)
    expect(await run()).toMatchObject([{ person: FATIMA, items: 1 }])
    expect(await run()).toEqual([])
    expect((await built.data.db.assignments.toArray()).length).toBe(14)
    expect(await listToppedUp(built.data, built.projectId)).toMatchObject([{ person: FATIMA }, { person: BILAL }])
  })

  test('two runs at once give once', async () => {
    const built = await buildProject(texts(30))
    const batch = await giveGrowing(built, [BILAL], 4)
    await answer(built, BILAL, 3)
    const both = await Promise.all([new Map(), new Map()].map((one) => topUpRunningLow(built.data, built.who, one)))
    expect(both.flat()).toHaveLength(1)
    expect(await listOf(built, batch, BILAL)).toHaveLength(9)
  })

  test('brings shared texts up to their number of people before it takes new ones', async () => {
    const built = await buildProject(texts(40))
    const plan = { ...PLAN, overlap: 2 }
    const batch = await giveGrowing(built, [BILAL, FATIMA], 4, plan)
    const sought = new Map<string, string>()
    await answer(built, BILAL, 4)
    await topUpRunningLow(built.data, built.who, sought)
    const his = (await listOf(built, batch, BILAL)).slice(4)
    expect(his).toHaveLength(5)
    await answer(built, FATIMA, 4)
    await topUpRunningLow(built.data, built.who, sought)
    expect((await listOf(built, batch, FATIMA)).slice(4)).toEqual(his)
  })

  test('asks for the same kind of texts, and gives nothing to who handed in', async () => {
    const built = await buildProject(texts(3))
    await addMixed(built, 40)
    const wish = { text: { field: FIELD, language: 'sd' } }
    const free = await readFreeItems(built.data, built.projectId)
    const from = await findFitting(built.data, free, wish)
    const given = await giveBatch(
      built.data,
      built.who,
      { title: 'سندھی', chosen: '', plan: { ...PLAN, wish } },
      { people: [BILAL, FATIMA], count: 4, overlap: 1, from },
    )
    if (!given.ok) throw new Error(given.error)
    const { batchId } = given.value
    await handIn(built.data, of(built, FATIMA), batchId)
    const gave = await topUpRunningLow(built.data, built.who, new Map())
    expect(gave).toMatchObject([{ person: BILAL, items: 5 }])
    const items = await built.data.db.items.bulkGet(await listOf(built, batchId, BILAL))
    expect(items.every((item) => item?.texts[FIELD]?.language === 'sd')).toBe(true)
  })

  test('is kept by the install that wrote the rule, until another lead takes it over', async () => {
    const built = await buildProject(texts(20))
    const batch = await giveGrowing(built, [BILAL], 2)
    const [mine] = await built.data.db.writers.toArray()
    const { id } = defined(mine, 'writer')
    // As on a laptop to which the rule came by pull.
    await built.data.db.writers
      .where('id')
      .equals(id)
      .modify((row) => {
        delete row.privateKey
        row.remote = true
      })
    expect(await topUpRunningLow(built.data, built.who, new Map())).toEqual([])
    expect(await givenBatches(built.data, built.projectId)).toMatchObject([{ keepsRule: false }])
    await setBatchPlan(built.data, built.who, batch, PLAN)
    expect(await topUpRunningLow(built.data, built.who, new Map())).toMatchObject([{ items: 5 }])
  })

  test('is for leads: to anyone else the same rows give nothing', async () => {
    const built = await buildProject(texts(20))
    await giveGrowing(built, [BILAL], 2)
    expect(await topUpRunningLow(built.data, of(built, BILAL), new Map())).toEqual([])
  })
})

test('a note that an older laptop wrote is still read', async () => {
  const built = await buildProject(texts(4))
  const value = { title: 'پرانا', chosen: 'پہلے دس متن' }
  const drafts = [{ kind: 'batch.set', key: 'oldbatch', value, item: '', at: 1, taskVersion: 0 } as const]
  await recordOperations(built.data, { ...built.who, drafts })
  await topUpBatch(built.data, built.who, 'oldbatch' as BatchId, { people: [BILAL], count: 2, overlap: 1 })
  const [batch] = await givenBatches(built.data, built.projectId)
  expect(batch).toMatchObject({ ...value, people: [{ standing: { given: 2 } }] })
  expect(batch?.plan).toBeUndefined()
})
