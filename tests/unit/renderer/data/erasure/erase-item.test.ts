import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import { itemId, type AnnotatorId, type BatchId, type ChunkId, type ImportId, type ItemId } from '#shared/base/ids.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import type { Status } from '#shared/domain/status.ts'
import { commentOn } from '#renderer/data/commands/comment-on.ts'
import { duplicateProject } from '#renderer/data/commands/duplicate-project.ts'
import { eraseItem } from '#renderer/data/commands/erase-item.ts'
import { giveBatch, topUpBatch } from '#renderer/data/commands/give-batch.ts'
import { importGold } from '#renderer/data/commands/import-answers.ts'
import { removeImport } from '#renderer/data/commands/import-items.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { saveDraft } from '#renderer/data/commands/save-place.ts'
import { takeBack } from '#renderer/data/commands/take-back.ts'
import { redoAct, undoAct } from '#renderer/data/commands/undo-act.ts'
import { emptyCounters, labelsHeld, weigh } from '#renderer/data/counters.ts'
import { erasureFacts } from '#renderer/data/queries/erasures.ts'
import { exportPages } from '#renderer/data/queries/export-pages.ts'
import { readFreeItems } from '#renderer/data/queries/free-items.ts'
import { metadataNames } from '#renderer/data/queries/metadata-names.ts'
import { projectItems, readCounters } from '#renderer/data/queries/projects.ts'
import { itemIdAt, neighbour, nextUnanswered, readQueue } from '#renderer/data/queries/queue.ts'
import { EMPTY_FILTER, searchItems } from '#renderer/data/queries/search-items.ts'
import { projectTextKeys } from '#renderer/data/queries/text-keys.ts'
import type { CountersRow } from '#renderer/data/rows.ts'
import { addItems, buildProject, NAMES, TONE, type Built } from '#tests/support/build-data.ts'
import { tracesIn } from '#tests/support/erasure-traces.ts'
import { NOTE, SAID, SECRET, SECRET_SPAN } from '#tests/support/said-of-item.ts'

const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const FATIMA = 'ffffffffffffffff' as AnnotatorId
const TEXTS = ['لاہور میں بارش ہوئی', `${SECRET} کل ملتان آئی`, 'فصل اچھی رہی', 'بازار بند ہے']

const of = (built: Built, annotatorId: AnnotatorId) => ({ projectId: built.projectId, annotatorId })

async function ids({ data }: Built): Promise<ItemId[]> {
  const chunks = await data.db.chunks.orderBy('[projectId+firstOrder]').toArray()
  return chunks.flatMap(({ id, items }) => Array.from({ length: items }, (_, index) => itemId(id, index)))
}

const idAt = async (built: Built, n: number) => defined((await ids(built))[n], 'item')

function act(built: Built, person: AnnotatorId, item: ItemId, changes: readonly AnswerChange[]) {
  return saveAct(built.data, of(built, person), { itemId: item, changes, activeMs: 700, taskVersion: 1 })
}

/** Everything that can be said of an item is said of the second one. */
async function buildSaid(): Promise<{ built: Built; item: ItemId; batch: BatchId }> {
  const built = await buildProject(TEXTS)
  const item = await idAt(built, 1)
  const given = await giveBatch(
    built.data,
    built.who,
    { title: 'حصہ', chosen: '' },
    { people: [BILAL], count: 3, overlap: 1 },
  )
  for (const person of [built.annotatorId, BILAL])
    expect(await act(built, person, item, SAID)).toMatchObject({ ok: true })
  await undoAct(built.data, of(built, BILAL), 1)
  await commentOn(built.data, built.who, { itemId: item, person: BILAL, text: NOTE })
  await importGold(built.data, built.who, [{ itemId: item, question: NAMES, value: [SECRET_SPAN] }], 1)
  await saveDraft(built.data, { annotatorId: BILAL, itemId: item, questionId: 'comment' }, NOTE)
  await built.data.db.suggestions.put({ itemId: item, source: 'model', answers: { [NAMES]: [SECRET_SPAN] } })
  return { built, item, batch: defined(given.ok ? given.value.batchId : null, 'batch') }
}

/** The counters as the rows say them. */
async function counted(built: Built, person: AnnotatorId): Promise<Partial<CountersRow>> {
  const { db } = built.data
  const counters = emptyCounters(built.projectId, person)
  const hidden = new Set<string>((await db.chunks.filter(({ removed }) => removed).toArray()).map(({ id }) => id))
  const rows = await db.annotations.filter((row) => row.annotatorId === person).toArray()
  for (const row of rows) if (!hidden.has(row.itemId.split(':')[0] ?? '')) weigh(counters, row, labelsHeld(row), 1)
  counters.activeMs = rows.reduce((sum, row) => sum + row.activeMs, 0)
  const { byStatus, flagged, commented, activeMs, byLabel } = counters
  return { byStatus, flagged, commented, activeMs, byLabel }
}

async function kept(built: Built, person: AnnotatorId): Promise<Partial<CountersRow>> {
  const row = await readCounters(built.data, built.projectId, person)
  const { byStatus, flagged, commented, activeMs, byLabel, byDay } = row
  // Days and sums are moved apart from each other.
  const days = Object.values(byDay)
  expect(days.reduce((sum, day) => sum + day.activeMs, 0)).toBe(activeMs)
  const finished = Object.entries(byStatus).reduce((sum, [status, n]) => sum + (status === 'open' ? 0 : n), 0)
  expect(days.reduce((sum, day) => sum + day.finished, 0)).toBe(finished)
  return { byStatus, flagged, commented, activeMs, byLabel }
}

describe('an erased item', () => {
  test('leaves no trace in any row, nor in the blobs, and the log keeps its hashes', async () => {
    const { built, item } = await buildSaid()
    const { db } = built.data
    expect((await tracesIn(built.data, [SECRET, NOTE])).length).toBeGreaterThan(8)
    const before = (await db.operations.toArray()).map(({ writerId, seq, hash }) => [writerId, seq, hash])
    const old = defined(await db.chunks.toCollection().first(), 'chunk')
    expect(await eraseItem(built.data, built.who, item)).toEqual({ ok: true, value: null })
    expect(await tracesIn(built.data, [SECRET, NOTE])).toEqual([])
    const after = (await db.operations.toArray()).map(({ writerId, seq, hash }) => [writerId, seq, hash])
    expect(after.filter(([, seq], index) => seq === before[index]?.[1]).length).toBeGreaterThan(0)
    for (const row of before) expect(after).toContainEqual(row)
    expect(await built.data.blobs.has(old.sha256)).toBe(false)
    const now = defined(await db.chunks.get(old.id), 'chunk')
    expect(now.sha256).not.toBe(old.sha256)
    expect(now.blobWanted).toBeUndefined()
    expect(await built.data.blobs.has(now.sha256)).toBe(true)
    expect(await db.local.count()).toBe(0)
  })

  test('is shown nowhere any more, and no other item changes its place', async () => {
    const { built, item } = await buildSaid()
    await eraseItem(built.data, built.who, item)
    const { data, who } = built
    expect(await projectItems(data, built.projectId)).toBe(3)
    for (const person of [built.annotatorId, BILAL]) {
      const queue = await readQueue(data, of(built, person))
      if (person === BILAL) expect(queue.items).toBe(2)
      else expect(queue.items).toBe(0)
      expect(itemIdAt(queue, 1)).toBeNull()
    }
    const queue = await readQueue(data, of(built, BILAL))
    expect(neighbour(queue, 0, 1)).toBe(2)
    expect(neighbour(queue, 2, -1)).toBe(0)
    expect(await nextUnanswered(data, queue, 0, 9)).toEqual([0, 2])
    expect((await data.db.items.toArray()).map(({ order }) => order).toSorted((a, b) => a - b)).toEqual([0, 2, 3])
    for await (const { found } of searchItems(data, who, { ...EMPTY_FILTER, text: 'ملتان' })) expect(found).toEqual([])
    const filter = { annotators: null, statuses: ['done', 'open'] as Status[], unanswered: true, gold: true }
    const orders: number[] = []
    for await (const page of exportPages(data, who, filter)) orders.push(...page.items.map((one) => one.item.order))
    expect(orders).toEqual([0, 2, 3])
    expect(await projectTextKeys(data, built.projectId)).toHaveLength(3)
    expect(await readFreeItems(data, built.projectId)).toMatchObject({ left: 1, all: 3 })
    await eraseItem(data, who, await idAt(built, 0))
    expect(await metadataNames(data, built.projectId)).toEqual(['city'])
  })

  test('takes no answer any more, gives nothing to undo, and is not brought back by redo', async () => {
    const { built, item } = await buildSaid()
    const other = await idAt(built, 2)
    await act(built, BILAL, other, [{ kind: 'item.status', value: 'done' }])
    await eraseItem(built.data, built.who, item)
    expect(await act(built, BILAL, item, SAID)).toEqual({ ok: false, error: { code: 'item-erased' } })
    expect(await undoAct(built.data, of(built, BILAL), 1)).toMatchObject({ itemId: other, left: 0 })
    expect(await undoAct(built.data, of(built, BILAL), 1)).toBeNull()
    expect(await redoAct(built.data, of(built, BILAL), 1)).toMatchObject({ itemId: other })
    expect(await redoAct(built.data, of(built, BILAL), 1)).toBeNull()
    expect(await tracesIn(built.data, [SECRET, NOTE])).toEqual([])
  })

  test('is erased by a lead only, once, and not without the texts it lies among', async () => {
    const { built, item } = await buildSaid()
    expect(await eraseItem(built.data, of(built, BILAL), item)).toEqual({ ok: false, error: 'not-lead' })
    const chunk = defined(await built.data.db.chunks.toCollection().first(), 'chunk')
    await built.data.blobs.delete(chunk.sha256)
    await built.data.db.chunks.update(chunk.id, { missing: true })
    expect(await eraseItem(built.data, built.who, item)).toEqual({ ok: false, error: 'not-here' })
    await built.data.db.chunks.update(chunk.id, { missing: false })
    expect(await eraseItem(built.data, built.who, item)).toEqual({ ok: true, value: null })
    const count = await built.data.db.operations.count()
    expect(await eraseItem(built.data, built.who, item)).toEqual({ ok: true, value: null })
    expect(await built.data.db.operations.count()).toBe(count)
    expect(await eraseItem(built.data, built.who, 'none:1' as ItemId)).toEqual({ ok: false, error: 'not-here' })
  })

  test('tells before how many people and comments it has, and where the same text stands besides', async () => {
    const { built, item } = await buildSaid()
    await addItems(built, [defined(TEXTS[1], 'text')])
    await buildProject([defined(TEXTS[1], 'text')], built.data)
    const facts = await erasureFacts(built.data, item)
    expect(facts).toEqual({ people: 2, comments: 2, sameHere: 1, sameElsewhere: 1 })
  })

  test('is missing in a copy of the project, and does not come back with the same file', async () => {
    const { built, item } = await buildSaid()
    const other = await buildProject(TEXTS, built.data)
    await eraseItem(built.data, built.who, item)
    // Another project has the same texts, and lost none.
    expect(await built.data.db.items.filter(({ projectId }) => projectId === other.projectId).count()).toBe(4)
    const named = await built.data.db.chunks.filter((chunk) => chunk.projectId === other.projectId).first()
    expect(await built.data.blobs.has(named?.sha256 ?? '')).toBe(true)
    const copy = await duplicateProject(built.data, built.who, { name: 'کاپی', withItems: true })
    const texts = await built.data.db.items.filter(({ projectId }) => projectId === copy).toArray()
    expect(texts).toHaveLength(3)
    expect(JSON.stringify(texts)).not.toContain(SECRET)
    expect(await projectItems(built.data, copy)).toBe(3)
  })

  test('imported again from the same file is a text like any other', async () => {
    const { built, item } = await buildSaid()
    await eraseItem(built.data, built.who, item)
    await addItems(built, TEXTS)
    expect(await projectItems(built.data, built.projectId)).toBe(7)
    const chunks = await built.data.db.chunks.toArray()
    for (const { sha256 } of chunks) expect(await built.data.blobs.get(sha256)).not.toBeNull()
    const again = defined((await ids(built))[5], 'item')
    await eraseItem(built.data, built.who, again)
    expect(await tracesIn(built.data, [SECRET, NOTE])).toEqual([])
  })
})

describe('counts', () => {
  test('say what the rows say after any acts, erasures among them', async () => {
    const built = await buildProject(Array.from({ length: 14 }, (_, n) => `متن ${n}`))
    const importId = (await addItems(
      built,
      Array.from({ length: 8 }, (_, n) => `اور ${n}`),
    )) as ImportId
    const people = [built.annotatorId, BILAL, FATIMA]
    const give = async () => {
      const wish = { people: [BILAL, FATIMA], count: 8, overlap: 2 }
      const given = await giveBatch(built.data, built.who, { title: 'حصہ', chosen: '' }, wish)
      return given.ok ? given.value.batchId : null
    }
    const batch = defined(await give(), 'batch')
    const seed = Number(process.env['NISHAN_SEED'] ?? 11)
    let state = seed
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31
      return Math.floor((state / 2 ** 31) * below)
    }
    const all = await ids(built)
    const erased = new Set<ItemId>()
    let removed = false
    for (let step = 0; step < 90; step += 1) {
      const person = defined(people[random(3)], 'person')
      const item = defined(all[random(all.length)], 'item')
      const kind = random(12)
      if (kind < 7) {
        const status = (['done', 'unsure', 'open', 'skipped'] as const)[random(4)] ?? 'open'
        const changes = [
          { kind: 'answer.set', question: TONE, value: [random(2) === 0 ? 'good' : 'bad'] },
          { kind: 'item.flag', value: random(3) === 0 },
          { kind: 'comment.set', value: random(3) === 0 ? NOTE : '' },
          { kind: 'item.status', value: status },
        ] as AnswerChange[]
        expect((await act(built, person, item, changes)).ok).toBe(!erased.has(item))
      } else if (kind === 7) await undoAct(built.data, of(built, person), 1)
      else if (kind === 8) {
        removed = !removed
        await removeImport(built.data, built.who, importId, removed)
      } else if (kind === 9) await takeBack(built.data, built.who, { batchId: batch, person: BILAL })
      else if (kind === 10) {
        await topUpBatch(built.data, built.who, batch, { people: [BILAL, FATIMA], count: 2, overlap: 1 })
      } else if (erased.size < 9) {
        expect(await eraseItem(built.data, built.who, item)).toMatchObject({ ok: true })
        erased.add(item)
      }
      const where = `seed ${seed}, step ${step}`
      for (const one of people) expect(await kept(built, one), where).toEqual(await counted(built, one))
      await expectWhole(built, { batch, erased, removed, all }, where)
    }
    expect(erased.size).toBeGreaterThan(3)
  }, 60_000)
})

type World = { batch: BatchId; erased: ReadonlySet<ItemId>; removed: boolean; all: readonly ItemId[] }

async function expectWhole(built: Built, { batch, erased, removed, all }: World, where: string): Promise<void> {
  const { db } = built.data
  const chunks = await db.chunks.orderBy('[projectId+firstOrder]').toArray()
  const hidden = new Set<ChunkId>(chunks.filter((chunk) => chunk.removed).map(({ id }) => id))
  const isShown = (id: ItemId) => !erased.has(id) && !hidden.has((id.split(':')[0] ?? '') as ChunkId)
  expect(hidden.size > 0).toBe(removed)
  expect(await projectItems(built.data, built.projectId), where).toBe(all.filter(isShown).length)
  for (const person of [BILAL, FATIMA]) {
    const rows = await db.assignments.filter((row) => row.batchId === batch && row.annotatorId === person).toArray()
    const count = (await readCounters(built.data, built.projectId, person)).byBatch?.[batch]
    const given = Object.values(count?.byStatus ?? {}).reduce((sum, n) => sum + n, 0)
    expect(given, where).toBe(rows.filter(({ itemId: id }) => isShown(id)).length)
    const queue = await readQueue(built.data, of(built, person))
    expect(queue.items, where).toBe(given)
  }
}
