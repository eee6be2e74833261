import { afterEach, describe, expect, it } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import { itemId, type AnnotatorId, type ItemId } from '#shared/base/ids.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import { giveBatch } from '#renderer/data/commands/give-batch.ts'
import { giveTraining } from '#renderer/data/commands/give-training.ts'
import { importGold } from '#renderer/data/commands/import-answers.ts'
import { checkItems, trainingItems } from '#renderer/data/queries/check-items.ts'
import { ownTraining, trainingResults } from '#renderer/data/queries/training.ts'
import { FileLaptop } from '#tests/support/bundles/file-laptop.ts'
import { TONE } from '#tests/support/build-data.ts'
import { tracesIn } from '#tests/support/erasure-traces.ts'

const laptops: FileLaptop[] = []

afterEach(() => {
  for (const laptop of laptops.splice(0)) laptop.close()
})

type Team = { lead: FileLaptop; bilal: FileLaptop; person: AnnotatorId; other: AnnotatorId; gold: ItemId[] }

/** A lead who knows the answers of four of eight texts, and has given a training round and work with checks to two people. */
async function team(): Promise<Team> {
  const lead = await FileLaptop.lead()
  const [person, other] = [await lead.addPerson('بلال'), await lead.addPerson('مہوش')]
  const chunk = defined(await lead.data.db.chunks.toCollection().first(), 'chunk')
  const gold = [0, 1, 2, 3].map((n) => itemId(chunk.id, n))
  const rows = gold.map((id, n) => ({ itemId: id, question: TONE, value: [n % 2 === 0 ? 'good' : 'bad'] }))
  await importGold(lead.data, lead.who, rows, 1)
  const people = [person, other]
  await giveTraining(lead.data, lead.who, { title: 'مشق ۱', people: [person], count: 2 })
  const plan = { wish: {}, overlap: 2, share: 0.5, topUp: null }
  const wish = { people, count: 4, overlap: 2, share: 0.5, checks: 2 }
  await giveBatch(lead.data, lead.who, { title: 'کام', chosen: '', plan }, wish)
  const bilal = new FileLaptop()
  laptops.push(lead, bilal)
  await bilal.take(await lead.workFile(person))
  return { lead, bilal, person, other, gold }
}

describe('a work file', () => {
  it('brings the training round with what is shown, and of the checks nothing but the texts', async () => {
    const { lead, bilal, person } = await team()
    const { db } = bilal.data
    const practice = await trainingItems(lead.data, lead.projectId)
    expect((await db.training.toArray()).map((row) => row.itemId).toSorted()).toEqual([...practice].toSorted())
    const checks = [...(await checkItems(lead.data, lead.projectId)).keys()]
    expect(checks).toHaveLength(2)
    const given = (await db.batchStates.toArray()).flatMap(({ items }) => itemsOf(items))
    expect(checks.every((id) => given.includes(id))).toBe(true)
    expect((await db.batchStates.toArray()).every(({ annotatorId }) => annotatorId === person)).toBe(true)
    expect(await db.gold.count()).toBe(0)
    expect((await db.batches.toArray()).every((batch) => batch.plan === undefined)).toBe(true)
    expect(await tracesIn(bilal.data, ['"batch.plan"', '"checks"', '"gold.set"'])).toEqual([])
    expect((await checkItems(bilal.data, bilal.projectId)).size).toBe(0)
    // Nor what is shown to him of any text that is no training.
    const shown = (await db.operations.toArray()).filter(({ kind }) => kind === 'gold.show')
    expect(shown.every(({ item }) => practice.has(item as ItemId))).toBe(true)
  })

  it('brings nothing of what another answered, nor of their training', async () => {
    const { lead, bilal, person, other } = await team()
    const mehwish = new FileLaptop()
    laptops.push(mehwish)
    await mehwish.take(await lead.workFile(other))
    expect(await mehwish.data.db.training.count()).toBe(0)
    const answers = await (async () => {
      for (const { items } of await mehwish.data.db.batchStates.toArray()) expect(items.length).toBeGreaterThan(0)
      const chunk = defined(await mehwish.data.db.chunks.toCollection().first(), 'chunk')
      expect(chunk.items).toBe(8)
      const orders = (await mehwish.data.db.assignments.toArray()).map(({ itemId: id }) => Number(id.split(':')[1]))
      await mehwish.label(defined(orders[0], 'order'), defined(orders[0], 'order') + 1, 'bad')
      return defined(await mehwish.answersFile(), 'file')
    })()
    await lead.merge(answers)
    expect(await lead.finished()).toEqual({ [other]: 1 })
    await bilal.take(await lead.workFile(person, false))
    expect(await bilal.finished()).toEqual({})
    expect(await tracesIn(bilal.data, ['"bad"'])).not.toContain('answer.set')
    expect((await bilal.data.db.operations.toArray()).filter(({ kind }) => kind === 'answer.set')).toEqual([])
  })

  it('leads to answers that are judged alike on both laptops, and is the same again from the journal', async () => {
    const { lead, bilal, person } = await team()
    const before = await bilal.data.db.training.toArray()
    const round = defined((await trainingResults(lead.data, lead.projectId))[0], 'round')
    expect(round).toMatchObject({ annotatorId: person, given: 2, done: 0, right: 0 })
    const orders = before.map((row) => Number(row.itemId.split(':')[1]))
    for (const order of orders) await bilal.label(order, order + 1, 'good')
    const right = before.filter((row) => JSON.stringify(row.answers).includes('good')).length
    const standing = { given: 2, done: 2, right }
    expect(await ownTraining(bilal.data, bilal.who, round.batchId)).toEqual(standing)
    await lead.merge(defined(await bilal.answersFile(), 'file'))
    expect(await trainingResults(lead.data, lead.projectId)).toMatchObject([{ annotatorId: person, ...standing }])
    await bilal.loseDatabase()
    expect(await bilal.data.db.training.toArray()).toEqual(before)
    expect(await ownTraining(bilal.data, bilal.who, round.batchId)).toEqual(standing)
  })
})
