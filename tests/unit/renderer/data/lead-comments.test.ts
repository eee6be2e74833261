import { describe, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import { itemId, type AnnotatorId, type WriterId } from '#shared/base/ids.ts'
import { commentOn } from '#renderer/data/commands/comment-on.ts'
import { hideProject, purgeHiddenProjects } from '#renderer/data/commands/delete-project.ts'
import { giveBatch } from '#renderer/data/commands/give-batch.ts'
import { keepCommentsSeen } from '#renderer/data/commands/keep-comments-seen.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { forkedPeople } from '#renderer/data/queries/forks.ts'
import { commentsOnItem, commentsTo, hasComments, unseenComments } from '#renderer/data/queries/lead-comments.ts'
import { personAnswers } from '#renderer/data/queries/person-answers.ts'
import { buildProject, TONE, type Built } from '#tests/support/build-data.ts'

const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const FATIMA = 'ffffffffffffffff' as AnnotatorId
const texts = (count: number) => Array.from({ length: count }, (_, n) => `متن ${n}`)
const of = (built: Built, annotatorId: AnnotatorId) => ({ projectId: built.projectId, annotatorId })

async function ids(built: Built) {
  const [chunk] = await built.data.db.chunks.toArray()
  return (n: number) => itemId(defined(chunk, 'chunk').id, n)
}

async function answer(built: Built, person: AnnotatorId, item: ReturnType<typeof itemId>): Promise<void> {
  const changes = [
    { kind: 'answer.set', question: TONE, value: ['good'] } as const,
    { kind: 'item.status', value: 'done' } as const,
  ]
  await saveAct(built.data, of(built, person), { itemId: item, changes, activeMs: 5, taskVersion: 1 })
}

describe('comments of the lead', () => {
  test('are found by the person they are for, changed, and taken away', async () => {
    const built = await buildProject(texts(5))
    const id = await ids(built)
    const say = (n: number, person: AnnotatorId, text: string) =>
      commentOn(built.data, built.who, { itemId: id(n), person, text })
    await say(3, BILAL, 'دوبارہ دیکھیں')
    await say(1, BILAL, ' اچھا ')
    await say(1, FATIMA, 'آپ کے لیے')
    expect(
      (await commentsTo(built.data, of(built, BILAL))).map(({ order, comment, text }) => [order, comment, text]),
    ).toEqual([
      [1, 'اچھا', 'متن 1'],
      [3, 'دوبارہ دیکھیں', 'متن 3'],
    ])
    // To each their own, also where two have a profile on one laptop.
    expect(await commentsOnItem(built.data, FATIMA, id(1))).toMatchObject([{ name: 'عائشہ', comment: 'آپ کے لیے' }])
    expect(await commentsOnItem(built.data, built.annotatorId, id(1))).toEqual([])
    await say(1, BILAL, 'بہت اچھا')
    await say(3, BILAL, '')
    expect(await commentsTo(built.data, of(built, BILAL))).toMatchObject([{ order: 1, comment: 'بہت اچھا' }])
    await say(1, BILAL, '  ')
    expect(await hasComments(built.data, of(built, BILAL))).toBe(false)
    expect(await hasComments(built.data, of(built, FATIMA))).toBe(true)
  })

  test('count as new until they are looked at, and again when they change', async () => {
    const built = await buildProject(texts(5))
    const id = await ids(built)
    const bilal = of(built, BILAL)
    const say = (n: number, text: string) => commentOn(built.data, built.who, { itemId: id(n), person: BILAL, text })
    await say(0, 'ایک')
    await say(1, 'دو')
    expect(await unseenComments(built.data, bilal)).toBe(2)
    await keepCommentsSeen(built.data, bilal, await commentsTo(built.data, bilal))
    expect(await unseenComments(built.data, bilal)).toBe(0)
    // The lead's own answer to the text is no new comment.
    await answer(built, built.annotatorId, id(0))
    expect(await unseenComments(built.data, bilal)).toBe(0)
    await say(0, 'ایک اور')
    expect(await unseenComments(built.data, bilal)).toBe(1)
  })

  test('go with their project', async () => {
    const built = await buildProject(texts(2))
    const id = await ids(built)
    await commentOn(built.data, built.who, { itemId: id(0), person: BILAL, text: 'ایک' })
    await hideProject(built.data, built.projectId)
    await purgeHiddenProjects(built.data)
    expect(await built.data.db.comments.count()).toBe(0)
  })
})

describe('a person’s answers', () => {
  test('come page by page, all of them or those of a batch, with what was written about them', async () => {
    const built = await buildProject(texts(450))
    const id = await ids(built)
    for (const n of [0, 1, 5, 210, 211, 440]) await answer(built, BILAL, id(n))
    await answer(built, FATIMA, id(2))
    await commentOn(built.data, built.who, { itemId: id(5), person: BILAL, text: 'دیکھیں' })
    await commentOn(built.data, built.who, { itemId: id(7), person: BILAL, text: 'اس کا جواب ابھی نہیں' })
    const page = (from: number | null, count: number) =>
      personAnswers(built.data, of(built, BILAL), { batchId: null, from, count })
    const first = await page(null, 4)
    expect(first.answers.map(({ item }) => item.order)).toEqual([0, 1, 5, 210])
    expect(first.answers[2]).toMatchObject({ comments: [{ from: built.annotatorId, text: 'دیکھیں' }] })
    const second = await page(first.next, 4)
    expect(second.answers.map(({ item }) => item.order)).toEqual([211, 440])
    expect(second.next).toBeNull()
    const given = await giveBatch(
      built.data,
      built.who,
      { title: 'الف', chosen: '' },
      { people: [BILAL], count: 212, overlap: 1 },
    )
    if (!given.ok) throw new Error(given.error)
    const ofBatch = { batchId: given.value.batchId, from: null, count: 9 }
    const inBatch = await personAnswers(built.data, of(built, BILAL), ofBatch)
    expect(inBatch.answers.map(({ item }) => item.order)).toEqual([0, 1, 5, 210, 211])
  })
})

describe('laptops that were copied', () => {
  test('are told by person: what clashed was issued again', async () => {
    const built = await buildProject(texts(2))
    const id = await ids(built)
    await answer(built, BILAL, id(0))
    expect(await forkedPeople(built.data, built.projectId)).toEqual([])
    const { db } = built.data
    const again = 'wagain0000000000' as WriterId
    const [operation] = await db.operations.filter((row) => row.authorId === BILAL).toArray()
    const known = defined(operation, 'operation')
    const publicKey = new Uint8Array(32)
    await db.writers.add({
      id: again,
      projectId: built.projectId,
      annotatorId: BILAL,
      publicKey,
      nextSeq: 2,
      remote: true,
    })
    await db.operations.add({ ...known, writerId: again, seq: 1, origin: `${known.writerId}:1:abcdef` })
    expect(await forkedPeople(built.data, built.projectId)).toEqual([
      { annotatorId: BILAL, name: '', times: 1, here: false },
    ])
    // On the laptop of the person itself: its writer was given up.
    await db.writers
      .where('id')
      .equals(known.writerId)
      .modify({ reissued: { from: 1, by: again } })
    expect(await forkedPeople(built.data, built.projectId)).toMatchObject([{ annotatorId: BILAL, here: true }])
  })
})
