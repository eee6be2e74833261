import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import { itemId, type AnnotatorId, type ItemId, type QuestionId } from '#shared/base/ids.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import { STATUSES, type Status } from '#shared/domain/status.ts'
import { purgeHiddenProjects, hideProject } from '#renderer/data/commands/delete-project.ts'
import { eraseItem } from '#renderer/data/commands/erase-item.ts'
import { giveBatch } from '#renderer/data/commands/give-batch.ts'
import { giveTraining } from '#renderer/data/commands/give-training.ts'
import { importGold } from '#renderer/data/commands/import-answers.ts'
import { createProfile } from '#renderer/data/commands/profiles.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { setMember } from '#renderer/data/commands/set-member.ts'
import { takeBack } from '#renderer/data/commands/take-back.ts'
import { redoAct, undoAct } from '#renderer/data/commands/undo-act.ts'
import { checkItems, givableFor, knownItems, trainingItems } from '#renderer/data/queries/check-items.ts'
import { commonTexts } from '#renderer/data/queries/common-texts.ts'
import { exportPages, type ExportFilter } from '#renderer/data/queries/export-pages.ts'
import { readFreeItems } from '#renderer/data/queries/free-items.ts'
import { readReach } from '#renderer/data/queries/reach.ts'
import { ownTraining, trainingResults } from '#renderer/data/queries/training.ts'
import { buildProject, NAMES, TONE, type Built } from '#tests/support/build-data.ts'

const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const FATIMA = 'ffffffffffffffff' as AnnotatorId
const texts = Array.from({ length: 12 }, (_, n) => `متن ${n}`)
const of = (built: Built, annotatorId: AnnotatorId) => ({ projectId: built.projectId, annotatorId })
const goldRows = (items: readonly ItemId[], value: unknown, question: QuestionId = TONE) =>
  items.map((id) => ({ itemId: id, question, value }))

type Trained = Built & { gold: ItemId[] }

/** Twelve texts, of the first four the answers are known: one label, and nothing to mark. */
async function build(): Promise<Trained> {
  const built = await buildProject(texts)
  const chunk = defined(await built.data.db.chunks.toCollection().first(), 'chunk')
  const gold = Array.from({ length: 4 }, (_, n) => itemId(chunk.id, n))
  await importGold(built.data, built.who, [...goldRows(gold, ['good']), ...goldRows(gold, [], NAMES)], 1)
  return { ...built, gold }
}

async function train(built: Built, people: AnnotatorId[], count = 4) {
  const given = await giveTraining(built.data, built.who, { title: 'مشق ۱', people, count })
  if (!given.ok) throw new Error(given.error)
  return given.value
}

type Said = { label: string; status?: Status }

async function answer(built: Built, person: AnnotatorId, id: ItemId, said: Said): Promise<void> {
  const { label, status = 'done' } = said
  const changes: AnswerChange[] = [{ kind: 'answer.set', question: TONE, value: [label] }]
  const act = {
    itemId: id,
    changes: [...changes, { kind: 'item.status', value: status } as const],
    activeMs: 1,
    taskVersion: 1,
  }
  expect(await saveAct(built.data, of(built, person), act)).toMatchObject({ ok: true })
}

describe('a training round', () => {
  test('gives all its texts to everyone, each in an order of their own, with what they are shown', async () => {
    const built = await build()
    const { batchId, items } = await train(built, [BILAL, FATIMA])
    expect(items).toBe(4)
    for (const person of [BILAL, FATIMA]) {
      const state = await built.data.db.batchStates.get([batchId, person])
      expect(itemsOf(state?.items ?? []).toSorted()).toEqual(built.gold)
    }
    const rows = await built.data.db.training.toArray()
    expect(rows).toHaveLength(8)
    expect(rows[0]?.answers[TONE]?.value).toEqual({ answer: ['good'] })
    expect(await built.data.db.batches.get(batchId)).toMatchObject({ plan: { training: true, topUp: null } })
  })

  test('is told apart from checks and work', async () => {
    const built = await build()
    const { batchId } = await train(built, [BILAL], 3)
    const practice = await trainingItems(built.data, built.projectId)
    expect(practice.size).toBe(3)
    expect((await checkItems(built.data, built.projectId)).size).toBe(0)
    expect(await commonTexts(built.data, built.projectId, [BILAL, FATIMA])).toEqual([
      [0, 0],
      [0, 0],
    ])
    await takeBack(built.data, built.who, { batchId, person: BILAL })
    expect(await readFreeItems(built.data, built.projectId)).toMatchObject({ left: 9 })
    const plan = { wish: {}, overlap: 1, topUp: null }
    const wish = { people: [FATIMA], count: 2, overlap: 1, checks: 4 }
    await giveBatch(built.data, built.who, { title: 'کام', chosen: '', plan }, wish)
    // One text with a known answer is left for checks.
    expect([...(await checkItems(built.data, built.projectId)).keys()].some((id) => practice.has(id))).toBe(false)
    expect((await checkItems(built.data, built.projectId)).size).toBe(1)
  })

  test('says who has done it and how many were right', async () => {
    const built = await build()
    const { batchId } = await train(built, [BILAL, FATIMA])
    const [a, b, c] = built.gold as [ItemId, ItemId, ItemId]
    await answer(built, BILAL, a, { label: 'good' })
    await answer(built, BILAL, b, { label: 'bad' })
    await answer(built, BILAL, c, { label: 'good', status: 'skipped' })
    const results = await trainingResults(built.data, built.projectId)
    expect(results.map(({ annotatorId, given, done, right }) => [annotatorId, given, done, right])).toEqual([
      [BILAL, 4, 3, 1],
      [FATIMA, 4, 0, 0],
    ])
    expect(results[0]).toMatchObject({ batchId, title: 'مشق ۱' })
    expect(await ownTraining(built.data, of(built, BILAL), batchId)).toEqual({ given: 4, done: 3, right: 1 })
  })

  test('shows what was known when it was given; given again, it shows what is known then', async () => {
    const built = await build()
    await train(built, [BILAL], 1)
    const [row] = await built.data.db.training.toArray()
    const item = defined(row, 'row').itemId
    await importGold(built.data, built.who, goldRows([item], ['bad']), 1)
    expect((await built.data.db.training.get([item, BILAL]))?.answers[TONE]?.value).toEqual({ answer: ['good'] })
    // Nobody gets the same text twice: the round is taken back first.
    const [{ batchId } = { batchId: '' as never }] = await built.data.db.batchStates.toArray()
    await takeBack(built.data, built.who, { batchId, person: BILAL })
    await train(built, [BILAL])
    expect((await built.data.db.training.get([item, BILAL]))?.answers[TONE]?.value).toEqual({ answer: ['bad'] })
  })

  test('cannot be given where these people have seen every text with a known answer', async () => {
    const built = await build()
    await train(built, [BILAL])
    const again = await giveTraining(built.data, built.who, { title: '', people: [BILAL, FATIMA], count: 4 })
    expect(again).toEqual({ ok: false, error: 'nothing-left' })
    expect(await train(built, [FATIMA])).toMatchObject({ items: 4 })
  })

  test('takes no text that somebody has answered as work, and none to a person who has', async () => {
    const built = await build()
    const [a, b] = built.gold as [ItemId, ItemId]
    await answer(built, built.annotatorId, a, { label: 'good' })
    await answer(built, BILAL, b, { label: 'good' })
    const { batchId } = await train(built, [FATIMA])
    const state = await built.data.db.batchStates.get([batchId, FATIMA])
    expect(itemsOf(state?.items ?? []).toSorted()).toEqual(built.gold.slice(2))
    // As a check they serve whoever has not answered them.
    const known = await knownItems(built.data, built.projectId)
    expect(givableFor('check', known, [FATIMA])).toEqual([a, b])
    expect(givableFor('check', known, [FATIMA, BILAL])).toEqual([a])
  })

  test('lets nothing be undone or done again once the settled answer was shown', async () => {
    const built = await build()
    await train(built, [BILAL])
    const [a] = built.gold as [ItemId]
    const who = of(built, BILAL)
    const one = { itemId: a, activeMs: 1, taskVersion: 1 }
    await saveAct(built.data, who, { ...one, changes: [{ kind: 'answer.set', question: TONE, value: ['bad'] }] })
    // Before that it can.
    expect(await undoAct(built.data, who, 1)).toEqual({ itemId: a, left: 0 })
    expect(await redoAct(built.data, who, 1)).toEqual({ itemId: a, left: 0 })
    await saveAct(built.data, who, { ...one, changes: [{ kind: 'item.status', value: 'done' }] })
    expect(await undoAct(built.data, who, 1)).toEqual({ itemId: a, left: 0, ended: 'shown' })
    expect((await built.data.db.annotations.get([a, BILAL]))?.status).toBe('done')
  })

  test('loses a text that is erased, and all of it with the project', async () => {
    const built = await build()
    const { batchId } = await train(built, [BILAL])
    const [a] = built.gold as [ItemId]
    await eraseItem(built.data, built.who, a)
    expect(await built.data.db.training.count()).toBe(3)
    expect(await ownTraining(built.data, of(built, BILAL), batchId)).toMatchObject({ given: 3 })
    await hideProject(built.data, built.projectId)
    await purgeHiddenProjects(built.data)
    expect(await built.data.db.training.count()).toBe(0)
  })
})

describe('an export', () => {
  const ALL: ExportFilter = { annotators: null, statuses: STATUSES, unanswered: false, gold: true }

  async function whoseIn(built: Built, who: Built['who'], filter: ExportFilter) {
    const found: string[] = []
    let practice = 0
    for await (const page of exportPages(built.data, who, filter)) {
      practice += page.practice
      for (const { item, work } of page.items) for (const one of work) found.push(`${item.order} ${one.annotatorId}`)
    }
    return { found: found.toSorted(), practice }
  }

  test('leaves practice out unless it is asked for, and says how much', async () => {
    const built = await build()
    await train(built, [BILAL], 4)
    const [a] = built.gold as [ItemId]
    await answer(built, BILAL, a, { label: 'good' })
    await answer(built, BILAL, itemId(defined(a.split(':')[0], 'chunk') as never, 9), { label: 'bad' })
    const filter = { ...ALL, gold: false }
    expect(await whoseIn(built, built.who, filter)).toEqual({ found: [`9 ${BILAL}`], practice: 1 })
    const whole = await whoseIn(built, built.who, { ...filter, training: true })
    expect(whole).toEqual({ found: [`0 ${BILAL}`, `9 ${BILAL}`], practice: 0 })
  })

  test('gives whoever labels their own answers only, and researchers the settled ones beside them', async () => {
    const built = await build()
    const { id: bilal } = await createProfile(built.data, { name: 'بلال', colour: 2 })
    const { id: guest } = await createProfile(built.data, { name: 'مہمان', colour: 3 })
    await setMember(built.data, built.who, bilal, { role: 'annotator', name: 'بلال' })
    const [a] = built.gold as [ItemId]
    for (const person of [built.annotatorId, bilal, guest]) await answer(built, person, a, { label: 'bad' })
    const theirs = (who: Built['who']) => whoseIn(built, who, ALL)
    const settled = ['0 gold', '1 gold', '2 gold', '3 gold']
    const everyone = [built.annotatorId, bilal, guest].map((person) => `0 ${person}`)
    expect((await theirs(built.who)).found).toEqual([...settled, ...everyone].toSorted())
    expect((await theirs(of(built, bilal))).found).toEqual([`0 ${bilal}`])
    expect((await theirs(of(built, guest))).found).toEqual([`0 ${guest}`])
    // Asked for by name, another's answers are not given either.
    const named = await whoseIn(built, of(built, bilal), { ...ALL, annotators: [guest, bilal] })
    expect(named.found).toEqual([`0 ${bilal}`])
    await setMember(built.data, built.who, bilal, { role: 'researcher', name: 'بلال' })
    expect((await theirs(of(built, bilal))).found).toEqual([...settled, `0 ${bilal}`].toSorted())
  })

  test('gives a profile that is no member everything once nobody of the project has a profile here', async () => {
    const built = await build()
    const { id: guest } = await createProfile(built.data, { name: 'مہمان', colour: 3 })
    expect(await readReach(built.data, of(built, guest))).toBe('own')
    await built.data.db.annotators.update(built.annotatorId, { imported: true })
    expect(await readReach(built.data, of(built, guest))).toBe('all')
  })
})
