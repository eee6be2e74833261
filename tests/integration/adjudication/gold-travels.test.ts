import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import {
  itemId,
  type AnnotatorId,
  type ChunkId,
  type ItemId,
  type ProjectId,
  type QuestionId,
} from '#shared/base/ids.ts'
import type { Item } from '#shared/domain/item.ts'
import { reopenGold, settleGold } from '#renderer/data/commands/settle-gold.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import { adjudicatedItem, judgedOf } from '#renderer/data/queries/adjudication.ts'
import { goldHistory } from '#renderer/data/queries/gold-history.ts'
import { itemIdAt, readQueue } from '#renderer/data/queries/queue.ts'
import { addMember } from '#renderer/data/team/join-team.ts'
import { TONE } from '#tests/support/build-data.ts'
import { FileLaptop } from '#tests/support/bundles/file-laptop.ts'
import { QUESTION } from '#tests/support/hub/hub-team.ts'
import { DexieLaptop } from '#tests/support/sync/dexie-laptop.ts'
import { LEAD, SyncWorld, type Laptop, type NewStore } from '#tests/support/sync/sync-world.ts'

type Place = { data: DataContext; who: { projectId: ProjectId; annotatorId: AnnotatorId }; item: ItemId }

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function settle({ data, who, item }: Place, question: QuestionId, answer: unknown): Promise<number> {
  const shown = defined(await adjudicatedItem(data, who.annotatorId, item), 'item')
  const from = judgedOf(shown.answers, question)
  const over = shown.gold[question]?.stamp ?? null
  const settled = await settleGold(data, who, { itemId: item, wishes: [{ question, value: { answer }, from, over }] })
  if (!settled.ok) throw new Error(settled.error)
  return from.length
}

async function reopen({ data, who, item }: Place, question: QuestionId): Promise<void> {
  expect((await reopenGold(data, who, { itemId: item, questions: [question] })).ok).toBe(true)
}

/** What was decided, newest first: the outcome, the answer, who, and from whom. */
async function told({ data, item }: Place) {
  return (await goldHistory(data, item)).map(({ value, by, at }) => ({
    outcome: value.outcome,
    answer: value.answer,
    by,
    at,
    from: value.from,
  }))
}

const goldOf = async ({ data, item }: Place, question: QuestionId) => (await data.db.gold.get(item))?.answers[question]

describe('by files', () => {
  async function team() {
    const lead = await FileLaptop.lead()
    const [bilal, mehwish, judge] = [new FileLaptop(), new FileLaptop(), new FileLaptop()]
    open.push(lead, bilal, mehwish, judge)
    const people = [await lead.addPerson('بلال'), await lead.addPerson('مہوش')] as const
    await bilal.take(await lead.workFile(people[0]))
    await mehwish.take(await lead.workFile(people[1]))
    const item = defined(itemIdAt(await readQueue(lead.data, lead.who), 0), 'item')
    return { lead, bilal, mehwish, judge, people, item }
  }
  const placeOf = (laptop: FileLaptop, item: ItemId): Place => ({ data: laptop.data, who: laptop.who, item })
  const fileOf = async (laptop: FileLaptop) => defined(await laptop.answersFile(), 'file')

  it('answers of several people that came in files are settled on the lead’s laptop', async () => {
    const { lead, bilal, mehwish, people, item } = await team()
    await bilal.label(0, 1, 'good')
    await mehwish.label(0, 1, 'bad')
    await lead.merge(await fileOf(bilal))
    await lead.merge(await fileOf(mehwish))
    const place = placeOf(lead, item)
    expect(await settle(place, TONE, ['bad'])).toBe(2)
    const [step] = await told(place)
    expect(step).toMatchObject({ outcome: 'settled', answer: ['bad'], by: lead.who.annotatorId })
    expect(step?.from.map(({ person }) => person).toSorted()).toEqual([...people].toSorted())
  })

  it('an adjudicator’s decisions reach the lead, and reopening leaves the same history on both', async () => {
    const { lead, judge, item } = await team()
    const person = await addMember(lead.data, lead.who, { name: 'فاطمہ', role: 'adjudicator', colour: 5 })
    await judge.take(await lead.workFile(person))
    await judge.label(0, 1, 'good')
    const [there, here] = [placeOf(judge, item), placeOf(lead, item)]
    await settle(there, TONE, ['good'])
    const taken = await lead.merge(await fileOf(judge))
    await judge.takeReceipt(taken.receipts[0])
    expect(await goldOf(here, TONE)).toMatchObject({ by: person, value: { answer: ['good'], outcome: 'settled' } })
    await reopen(there, TONE)
    await settle(there, TONE, ['bad'])
    await lead.merge(await fileOf(judge))
    const steps = await told(here)
    expect(steps.map(({ outcome, answer }) => [outcome, answer])).toEqual([
      ['settled', ['bad']],
      ['reopened', null],
      ['settled', ['good']],
    ])
    expect(steps).toEqual(await told(there))
  })
})

describe('by a hub', () => {
  const dexie: NewStore = (projectId, person, newPair) =>
    DexieLaptop.open({ projectId, person, newPair, withJournal: false })
  const ITEM = itemId('cccccccc' as ChunkId, 0)

  /** The texts lie in a blob that this world has not: the one that is settled is put there. */
  async function placeAt(world: SyncWorld, laptop: Laptop): Promise<Place> {
    const { data } = laptop.store as DexieLaptop
    const item = { id: ITEM, projectId: world.projectId, order: 0, texts: {}, metadata: {} } as Item
    await data.db.items.put({ ...item, sourceId: '1', sourceRow: 1, textKey: 'k' })
    return { data, who: { projectId: world.projectId, annotatorId: laptop.person }, item: ITEM }
  }

  it('a decision made on one laptop of a lead stands on the other, with all that came before it', async () => {
    const world = await SyncWorld.open(7, { newStore: dexie })
    open.push(world)
    const [first, bilal, fatima] = world.laptops.slice(0, 3).map((one) => defined(one, 'laptop')) as [
      Laptop,
      Laptop,
      Laptop,
    ]
    const second = await world.join(LEAD)
    for (const annotator of [bilal, fatima]) {
      await world.labelAndFinish(annotator, 0)
      expect((await world.sync(annotator)).end).toEqual({ kind: 'done' })
    }
    for (const lead of [first, second]) expect((await world.sync(lead)).end).toEqual({ kind: 'done' })
    const [here, there] = [await placeAt(world, first), await placeAt(world, second)]
    expect(await settle(here, QUESTION, ['7f3k9x2m'])).toBe(2)
    await world.sync(first)
    await world.sync(second)
    expect(await goldOf(there, QUESTION)).toMatchObject({ by: LEAD, value: { answer: ['7f3k9x2m'] } })
    await reopen(there, QUESTION)
    await world.sync(second)
    await world.sync(first)
    expect((await goldOf(here, QUESTION))?.value).toMatchObject({ outcome: 'reopened' })
    expect(await told(here)).toEqual(await told(there))
    expect((await told(here)).map(({ outcome }) => outcome)).toEqual(['reopened', 'settled'])
    // An annotator is told nothing of it.
    await world.sync(bilal)
    expect(await (bilal.store as DexieLaptop).data.db.gold.count()).toBe(0)
  })
})
