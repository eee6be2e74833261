import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import { itemId, type AnnotatorId, type BatchId, type ItemId } from '#shared/base/ids.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import type { BatchPlan } from '#shared/domain/batch-plan.ts'
import { eraseItem } from '#renderer/data/commands/erase-item.ts'
import { giveBatch, topUpBatch, type HandOut } from '#renderer/data/commands/give-batch.ts'
import { importGold } from '#renderer/data/commands/import-answers.ts'
import { recordOperations } from '#renderer/data/commands/record-operations.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { takeBack } from '#renderer/data/commands/take-back.ts'
import { topUpRunningLow } from '#renderer/data/commands/top-up-running-low.ts'
import { checkItems, givableFor, knownItems } from '#renderer/data/queries/check-items.ts'
import { commonTexts } from '#renderer/data/queries/common-texts.ts'
import { readFreeItems } from '#renderer/data/queries/free-items.ts'
import { buildProject, FIELD, TONE, type Built } from '#tests/support/build-data.ts'

const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const FATIMA = 'ffffffffffffffff' as AnnotatorId
const ZARA = 'zzzzzzzzzzzzzzzz' as AnnotatorId
const texts = (count: number) => Array.from({ length: count }, (_, n) => `متن ${n}`)
const PLAN: BatchPlan = { wish: {}, overlap: 1, topUp: null }

/** A project with so many texts; of the first ones the answer is known. */
async function withGold(count: number, known: number): Promise<Built & { gold: ItemId[] }> {
  const built = await buildProject(texts(count))
  const chunk = defined(await built.data.db.chunks.toCollection().first(), 'chunk')
  const gold = Array.from({ length: known }, (_, n) => itemId(chunk.id, n))
  const rows = gold.map((id) => ({ itemId: id, question: TONE, value: ['good'] }))
  await importGold(built.data, built.who, rows, 1)
  return { ...built, gold }
}

async function give(built: Built, wish: HandOut, plan = PLAN): Promise<BatchId> {
  const given = await giveBatch(built.data, built.who, { title: 'حصہ', chosen: '', plan }, wish)
  if (!given.ok) throw new Error(given.error)
  return given.value.batchId
}

async function listOf(built: Built, batch: BatchId, person: AnnotatorId): Promise<ItemId[]> {
  return itemsOf((await built.data.db.batchStates.get([batch, person]))?.items ?? [])
}

const placesOf = (list: readonly ItemId[], items: readonly ItemId[]) => items.map((id) => list.indexOf(id))

describe('check items', () => {
  test('go to everyone of a batch, all of them, in another order and at other places for each', async () => {
    const built = await withGold(120, 20)
    const batch = await give(built, { people: [BILAL, FATIMA], count: 80, overlap: 1, checks: 12 })
    const [his, hers] = [await listOf(built, batch, BILAL), await listOf(built, batch, FATIMA)]
    const checks = [...(await checkItems(built.data, built.projectId)).keys()]
    expect(checks).toHaveLength(12)
    for (const list of [his, hers]) {
      expect(list).toHaveLength(52)
      expect(new Set(list).size).toBe(52)
      expect(checks.every((id) => list.includes(id))).toBe(true)
    }
    expect(placesOf(his, checks)).not.toEqual(placesOf(hers, checks))
    expect(his.filter((id) => checks.includes(id))).not.toEqual(hers.filter((id) => checks.includes(id)))
    // Nothing else that is known is given as work while there is other work.
    expect([...his, ...hers].filter((id) => built.gold.includes(id) && !checks.includes(id))).toEqual([])
  })

  test('may stand anywhere: over many batches as often in the first half as in the second', async () => {
    let [early, all] = [0, 0]
    for (let n = 0; n < 10; n += 1) {
      const built = await withGold(60, 20)
      const batch = await give(built, { people: [BILAL], count: 40, overlap: 1, checks: 20 })
      const places = placesOf(await listOf(built, batch, BILAL), built.gold)
      early += places.filter((place) => place < 30).length
      all += places.length
    }
    expect(all).toBe(200)
    expect(Math.abs(early - 100)).toBeLessThan(35)
  })

  test('stand near the work by their numbers, which come out of turn for all texts alike', async () => {
    const built = await buildProject(texts(300))
    const chunk = defined(await built.data.db.chunks.toCollection().first(), 'chunk')
    const gold = Array.from({ length: 60 }, (_, n) => itemId(chunk.id, n * 5))
    const rows = gold.map((id) => ({ itemId: id, question: TONE, value: ['good'] }))
    await importGold(built.data, built.who, rows, 1)
    const batch = await give(built, { people: [BILAL], count: 40, overlap: 1, checks: 8 })
    const numberOf = (id: ItemId) => Number(id.split(':')[1])
    const list = await listOf(built, batch, BILAL)
    const checks = [...(await checkItems(built.data, built.projectId)).keys()]
    expect(checks).toHaveLength(8)
    expect(Math.max(...checks.map(numberOf))).toBeLessThanOrEqual(Math.max(...list.map(numberOf)))
    expect(Math.max(...list.map(numberOf))).toBeLessThan(60)
    const work = list.filter((id) => !checks.includes(id)).map(numberOf)
    expect(work).not.toEqual(work.toSorted((a, b) => a - b))
  })

  test('come with their known answers, which follow the gold', async () => {
    const built = await withGold(20, 4)
    await give(built, { people: [BILAL], count: 5, overlap: 1, checks: 4 })
    const known = await checkItems(built.data, built.projectId)
    expect([...known.values()].map((answers) => answers.get(TONE))).toEqual([['good'], ['good'], ['good'], ['good']])
    const [first] = built.gold
    const reopened = { answer: null, from: [], outcome: 'reopened' }
    const draft = { kind: 'gold.set', item: defined(first, 'item'), question: TONE, at: 9, taskVersion: 1 } as const
    await recordOperations(built.data, { ...built.who, drafts: [{ ...draft, value: reopened }] })
    expect((await checkItems(built.data, built.projectId)).get(defined(first, 'item'))?.size).toBe(0)
  })

  test('are not free for other batches, not even when they were taken back', async () => {
    const built = await withGold(20, 5)
    const batch = await give(built, { people: [BILAL], count: 5, overlap: 1, checks: 5 })
    expect(await readFreeItems(built.data, built.projectId)).toMatchObject({ left: 10 })
    await takeBack(built.data, built.who, { batchId: batch, person: BILAL })
    expect(await readFreeItems(built.data, built.projectId)).toMatchObject({ left: 15 })
    const next = await give(built, { people: [FATIMA], count: 99, overlap: 1 })
    expect((await listOf(built, next, FATIMA)).filter((id) => built.gold.includes(id))).toEqual([])
  })

  test('serve several batches, but nobody twice', async () => {
    const built = await withGold(40, 6)
    await give(built, { people: [BILAL], count: 5, overlap: 1, checks: 6 })
    const known = await knownItems(built.data, built.projectId)
    expect(givableFor('check', known, [BILAL])).toEqual([])
    expect(givableFor('check', known, [FATIMA])).toHaveLength(6)
    expect(givableFor('training', known, [FATIMA])).toEqual([])
    const both = await give(built, { people: [BILAL, FATIMA], count: 6, overlap: 1, checks: 6 })
    expect(await listOf(built, both, BILAL)).toHaveLength(3)
    const hers = await give(built, { people: [FATIMA], count: 6, overlap: 1, checks: 6 })
    expect(await listOf(built, hers, FATIMA)).toHaveLength(12)
  })

  test('come to whoever is new in a batch, and more of them when more are asked for', async () => {
    const built = await withGold(60, 8)
    const batch = await give(built, { people: [BILAL], count: 5, overlap: 1, checks: 3 })
    await topUpBatch(built.data, built.who, batch, { people: [BILAL, FATIMA], count: 10, overlap: 1 })
    expect(await listOf(built, batch, BILAL)).toHaveLength(5 + 3 + 5)
    expect(await listOf(built, batch, FATIMA)).toHaveLength(5 + 3)
    await topUpBatch(built.data, built.who, batch, { people: [BILAL, FATIMA], count: 10, overlap: 1, checks: 2 })
    const checks = [...(await checkItems(built.data, built.projectId)).keys()]
    expect(checks).toHaveLength(5)
    const his = await listOf(built, batch, BILAL)
    expect(his).toHaveLength(13 + 5 + 2)
    expect(checks.every((id) => his.includes(id))).toBe(true)
    // What he has keeps its place: further ones stand among what is new.
    expect(placesOf(his, checks).filter((place) => place >= 13)).toHaveLength(2)
  })

  test('come to nobody new once they were erased', async () => {
    const built = await withGold(30, 3)
    const batch = await give(built, { people: [BILAL], count: 5, overlap: 1, checks: 3 })
    await eraseItem(built.data, built.who, defined(built.gold[1], 'item'))
    await topUpBatch(built.data, built.who, batch, { people: [FATIMA], count: 4, overlap: 1 })
    const hers = await listOf(built, batch, FATIMA)
    expect(hers).toHaveLength(4 + 2)
    expect(hers).not.toContain(built.gold[1])
  })

  test('are only of the language that the batch asks for', async () => {
    const built = await withGold(20, 5)
    await built.data.db.items.update(defined(built.gold[0], 'item'), {
      texts: { [FIELD]: { text: 'سنڌي', language: 'sd', tokens: [0, 4] } },
    })
    const plan = { ...PLAN, wish: { text: { field: FIELD, language: 'sd' } } }
    const batch = await give(built, { people: [BILAL], count: 3, overlap: 1, checks: 5 }, plan)
    expect([...(await checkItems(built.data, built.projectId)).keys()]).toEqual([built.gold[0]])
    expect(await listOf(built, batch, BILAL)).toHaveLength(4)
  })

  test('are what two people have in common too, and are given to nobody by the top-up', async () => {
    const built = await withGold(60, 5)
    const plan = { ...PLAN, overlap: 2, topUp: { under: 30, more: 6 } }
    const batch = await give(built, { people: [BILAL, FATIMA], count: 4, overlap: 2, checks: 5 }, plan)
    expect(await commonTexts(built.data, built.projectId, [BILAL, FATIMA])).toEqual([
      [0, 9],
      [9, 0],
    ])
    // Zara has one new text of the batch; it would share the checks with her if they counted as work.
    await topUpBatch(built.data, built.who, batch, { people: [ZARA], count: 1, overlap: 1 })
    const before = await listOf(built, batch, ZARA)
    const given = await topUpRunningLow(built.data, built.who, new Map())
    expect(given.map(({ items }) => items)).toEqual([6, 6, 6])
    const added = (await listOf(built, batch, ZARA)).slice(before.length)
    expect(added).toHaveLength(6)
    expect(added.filter((id) => built.gold.includes(id))).toEqual([])
  })
})

describe('texts whose answer is known', () => {
  test('are given as work only when nothing else is left', async () => {
    const built = await withGold(10, 4)
    const first = await give(built, { people: [BILAL], count: 6, overlap: 1 })
    expect((await listOf(built, first, BILAL)).filter((id) => built.gold.includes(id))).toEqual([])
    const rest = await give(built, { people: [BILAL], count: 6, overlap: 1 })
    expect(await listOf(built, rest, BILAL)).toEqual(built.gold)
    expect((await knownItems(built.data, built.projectId)).map(({ use }) => use)).toEqual([
      'work',
      'work',
      'work',
      'work',
    ])
  })
})

describe('a batch of which a share goes to several', () => {
  const SHARED: BatchPlan = { wish: {}, overlap: 2, share: 0.25, topUp: { under: 3, more: 10 } }
  const people = [BILAL, FATIMA, ZARA]

  async function holdersIn(built: Built, batch: BatchId) {
    const lists = await Promise.all(people.map((person) => listOf(built, batch, person)))
    const holders = new Map<ItemId, number>()
    for (const id of lists.flat()) holders.set(id, (holders.get(id) ?? 0) + 1)
    return { lists, shared: [...holders.values()].filter((count) => count === 2).length, all: holders.size }
  }

  test('keeps its share and evens out the pairs while it grows by itself', async () => {
    const built = await buildProject(texts(400))
    const batch = await give(built, { people, count: 40, overlap: 2, share: 0.25 }, SHARED)
    const start = await holdersIn(built, batch)
    expect([start.all, start.shared]).toEqual([40, 10])
    for (let round = 0; round < 6; round += 1) {
      for (const person of people) {
        for (const id of await listOf(built, batch, person)) {
          if ((await built.data.db.annotations.get([id, person])) !== undefined) continue
          const changes = [{ kind: 'item.status', value: 'done' } as const]
          await saveAct(
            built.data,
            { ...built.who, annotatorId: person },
            { itemId: id, changes, activeMs: 1, taskVersion: 1 },
          )
        }
      }
      expect(await topUpRunningLow(built.data, built.who, new Map())).toHaveLength(3)
    }
    const end = await holdersIn(built, batch)
    expect(end.lists.map((list) => list.length)).toEqual(start.lists.map((list) => list.length + 60))
    expect(Math.abs(end.shared / end.all - 0.25)).toBeLessThan(0.03)
    const common = await commonTexts(built.data, built.projectId, people)
    const pairs = [common[0]?.[1] ?? 0, common[0]?.[2] ?? 0, common[1]?.[2] ?? 0]
    expect(Math.max(...pairs) - Math.min(...pairs)).toBeLessThanOrEqual(3)
  })

  test('counts what people have in common from other batches', async () => {
    const built = await buildProject(texts(80))
    await give(built, { people: [BILAL, FATIMA], count: 10, overlap: 2 })
    await give(built, { people, count: 40, overlap: 2, share: 0.25 }, SHARED)
    const common = await commonTexts(built.data, built.projectId, people)
    expect(common[0]?.[1]).toBe(10)
    expect([common[0]?.[2], common[1]?.[2]]).toEqual([5, 5])
  })
})
