import { describe, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import { itemId, type AnnotatorId, type BatchId, type ChunkId, type ImportId, type ItemId } from '#shared/base/ids.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import type { Status } from '#shared/domain/status.ts'
import { closeBatch } from '#renderer/data/commands/close-batch.ts'
import { giveBatch, topUpBatch } from '#renderer/data/commands/give-batch.ts'
import { handIn } from '#renderer/data/commands/hand-in.ts'
import { removeImport } from '#renderer/data/commands/import-items.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { takeBack } from '#renderer/data/commands/take-back.ts'
import { undoAct } from '#renderer/data/commands/undo-act.ts'
import { givenBatches, ownBatches } from '#renderer/data/queries/batches.ts'
import { listProjects, readShare } from '#renderer/data/queries/projects.ts'
import { endAt, nextUnanswered, readQueue } from '#renderer/data/queries/queue.ts'
import { addItems, buildProject, type Built } from '#tests/support/build-data.ts'

const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const FATIMA = 'ffffffffffffffff' as AnnotatorId
const PEOPLE = [BILAL, FATIMA]
const texts = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `متن ${from + n}`)

const of = (built: Built, annotatorId: AnnotatorId) => ({ projectId: built.projectId, annotatorId })

async function give(built: Built, count: number, overlap = 1, people = PEOPLE): Promise<BatchId> {
  const given = await giveBatch(built.data, built.who, { title: 'حصہ', chosen: '' }, { people, count, overlap })
  if (!given.ok) throw new Error(given.error)
  return given.value.batchId
}

type Mark = { status: Status; flag?: boolean }

async function set(built: Built, person: AnnotatorId, item: ItemId, { status, flag }: Mark): Promise<void> {
  const changes = [
    { kind: 'item.status', value: status } as const,
    ...(flag ? [{ kind: 'item.flag', value: true } as const] : []),
  ]
  const act = { itemId: item, changes, activeMs: 1, taskVersion: 1 }
  expect(await saveAct(built.data, of(built, person), act)).toMatchObject({ ok: true })
}

/** What a person stands at, counted from the rows: what the kept counts must say. */
async function counted({ data }: Built, batch: BatchId, person: AnnotatorId) {
  const rows = await data.db.assignments.filter((row) => row.batchId === batch && row.annotatorId === person).toArray()
  const shown: ItemId[] = []
  for (const { itemId: id } of rows) {
    const chunk = await data.db.chunks.get(id.split(':')[0] ?? '')
    if (chunk?.removed !== true) shown.push(id)
  }
  const answers = await data.db.annotations.bulkGet(shown.map((id): [string, string] => [id, person]))
  const finished = answers.filter((row) => row !== undefined && row.status !== 'open').length
  const flagged = answers.filter((row) => row?.flag?.value === true).length
  return { given: shown.length, finished, flagged, open: shown.length - finished }
}

async function kept(built: Built, batch: BatchId, person: AnnotatorId) {
  const given = await givenBatches(built.data, built.projectId)
  const people = defined(
    given.find(({ id }) => id === batch),
    'batch',
  ).people
  const { standing } = defined(
    people.find(({ annotatorId }) => annotatorId === person),
    'person',
  )
  const { given: all, finished, flagged, open } = standing
  return { given: all, finished, flagged, open }
}

describe('how a person stands with a batch', () => {
  test('is what the rows say, whatever was done in whatever order', async () => {
    const built = await buildProject(texts(30))
    const importId = await addItems(built, texts(20, 30))
    const batches = [await give(built, 24, 2), await give(built, 20)]
    const seed = Number(process.env['NISHAN_SEED'] ?? 7)
    let state = seed
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31
      return Math.floor((state / 2 ** 31) * below)
    }
    const statuses: readonly Status[] = ['done', 'unsure', 'skipped', 'open', 'unreadable']
    const chunks = await built.data.db.chunks.orderBy('[projectId+firstOrder]').toArray()
    let removed = false
    for (let step = 0; step < 120; step += 1) {
      const person = defined(PEOPLE[random(2)], 'person')
      const batchId = defined(batches[random(2)], 'batch')
      const kind = random(10)
      if (kind < 7) {
        const chunk = defined(chunks[random(chunks.length)], 'chunk')
        const id = itemId(chunk.id, random(chunk.items))
        await set(built, person, id, {
          status: defined(statuses[random(statuses.length)], 'status'),
          flag: random(4) === 0,
        })
      } else if (kind === 7) await takeBack(built.data, built.who, { batchId, person })
      else if (kind === 8) await topUpBatch(built.data, built.who, batchId, { people: [person], count: 3, overlap: 1 })
      else if (random(3) === 0) await undoAct(built.data, of(built, person), 1)
      else {
        removed = !removed
        await removeImport(built.data, built.who, importId as ImportId, removed)
      }
      for (const batch of batches) {
        for (const one of PEOPLE) {
          expect(await kept(built, batch, one), `seed ${seed}, step ${step}`).toEqual(await counted(built, batch, one))
        }
      }
    }
  })

  test('shows a person their own part everywhere, and all texts where no work is handed out', async () => {
    const built = await buildProject(texts(10))
    const first = (await built.data.db.chunks.toCollection().first())?.id as ChunkId
    await set(built, BILAL, itemId(first, 9), { status: 'done' })
    expect(await readShare(built.data, of(built, BILAL))).toEqual({ items: 10, finished: 1, isAssigned: false })
    await give(built, 6, 1, [BILAL])
    // What was answered outside of the own part is not counted to it.
    expect(await readShare(built.data, of(built, BILAL))).toEqual({ items: 6, finished: 0, isAssigned: true })
    await set(built, BILAL, itemId(first, 0), { status: 'unsure' })
    expect(await listProjects(built.data, BILAL)).toMatchObject([{ items: 6, finished: 1, isAssigned: true }])
    expect(await listProjects(built.data, FATIMA)).toMatchObject([{ items: 0, finished: 0, isAssigned: true }])
    expect(await readShare(built.data, built.who)).toEqual({ items: 0, finished: 0, isAssigned: true })
  })
})

describe('a batch that has ended', () => {
  test('asks for nothing any more, says why, and goes on when it is taken up again', async () => {
    const built = await buildProject(texts(6))
    const batch = await give(built, 4, 1, [BILAL])
    const who = of(built, BILAL)
    const state = async () => {
      const queue = await readQueue(built.data, who)
      return { next: await nextUnanswered(built.data, queue, 0, 9), end: endAt(queue, 1) }
    }
    expect(await state()).toEqual({ next: [0, 1, 2, 3], end: null })
    await handIn(built.data, who, batch)
    expect(await state()).toEqual({ next: [], end: 'handed-in' })
    await handIn(built.data, who, batch, false)
    expect(await state()).toEqual({ next: [0, 1, 2, 3], end: null })
    await closeBatch(built.data, built.who, { batchId: batch, people: [BILAL, FATIMA] }, true)
    expect(await state()).toEqual({ next: [], end: 'closed' })
    expect(await ownBatches(built.data, who)).toMatchObject([{ id: batch, title: 'حصہ', end: 'closed' }])
    await closeBatch(built.data, built.who, { batchId: batch, people: [BILAL] }, false)
    expect(await state()).toMatchObject({ end: null })
    const row = await built.data.db.batchStates.get([batch, BILAL])
    expect(itemsOf(row?.items ?? [])).toHaveLength(4)
  })
})
