import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import { itemId } from '#shared/base/ids.ts'
import { giveBatch } from '#renderer/data/commands/give-batch.ts'
import { giveTraining } from '#renderer/data/commands/give-training.ts'
import { importGold } from '#renderer/data/commands/import-answers.ts'
import { isFinished } from '#shared/domain/status.ts'
import { WorkSession } from '#renderer/features/annotate/work-session.ts'
import { buildProject, TONE, type Built } from '#tests/support/build-data.ts'

const texts = Array.from({ length: 6 }, (_, n) => `متن ${n}`)

async function openSession(built: Built): Promise<WorkSession> {
  const session = new WorkSession({ data: built.data, who: built.who, taskVersion: 1, track: (write) => write })
  await session.open()
  return session
}

/** A round of three texts, then two texts of work. */
async function build(): Promise<Built> {
  const built = await buildProject(texts)
  const chunk = defined(await built.data.db.chunks.toCollection().first(), 'chunk')
  const gold = [0, 1, 2].map((n) => ({ itemId: itemId(chunk.id, n), question: TONE, value: ['good'] }))
  await importGold(built.data, built.who, gold, 1)
  const people = [built.annotatorId]
  await giveTraining(built.data, built.who, { title: 'مشق', people, count: 3 })
  await giveBatch(built.data, built.who, { title: 'کام', chosen: '' }, { people, count: 2, overlap: 1 })
  return built
}

/** Answers the text on the screen. */
async function answer(session: WorkSession, label: string): Promise<void> {
  session.act([{ kind: 'answer.set', question: TONE, value: [label] }])
  await session.finish('done')
}

const phaseOf = (session: WorkSession) => session.current().phase

test('after each text of a training round the settled answer stands still until one goes on', async () => {
  const built = await build()
  const session = await openSession(built)
  const first = session.current().order
  expect(phaseOf(session)).toBe('item')
  await answer(session, 'bad')
  expect(session.current()).toMatchObject({ phase: 'feedback', order: first, sittingFinished: 1 })
  expect(session.current().work?.training?.answers[TONE]?.value).toEqual({ answer: ['good'] })
  await session.goOn()
  expect(phaseOf(session)).toBe('item')
  expect(session.current().order).not.toBe(first)
})

test('what was answered cannot be changed any more, also when one comes back to it; a comment can be written', async () => {
  const built = await build()
  const session = await openSession(built)
  const first = defined(session.current().order, 'order')
  await answer(session, 'bad')
  await session.goOn()
  await session.goTo(first)
  expect(phaseOf(session)).toBe('feedback')
  expect(session.ended).toBe('shown')
  session.act([{ kind: 'answer.set', question: TONE, value: ['good'] }])
  await session.finish('unsure')
  session.act([{ kind: 'comment.set', key: '', value: 'یہ صاف نہیں' }])
  await vi.waitFor(async () => {
    const [row] = (await built.data.db.annotations.toArray()).filter(({ status }) => isFinished(status))
    expect(row?.comments['']?.value).toBe('یہ صاف نہیں')
    expect(row).toMatchObject({ status: 'done', answers: { [TONE]: { value: ['bad'] } } })
  })
  expect(await session.undo()).not.toMatchObject({ ended: 'shown' })
  expect(await session.undo()).toMatchObject({ ended: 'shown' })
})

test('the end of the round is told once all its texts are answered, and then the work begins', async () => {
  const built = await build()
  const session = await openSession(built)
  for (const label of ['good', 'bad', 'good']) {
    expect(phaseOf(session)).toBe('item')
    await answer(session, label)
    expect(phaseOf(session)).toBe('feedback')
    await session.goOn()
  }
  expect(phaseOf(session)).toBe('round')
  // A batch that changes meanwhile does not take it off the screen.
  await session.reload()
  expect(phaseOf(session)).toBe('round')
  await session.step(-1)
  expect(phaseOf(session)).toBe('feedback')
  await session.goOn()
  await session.goOn()
  expect(session.current()).toMatchObject({ phase: 'item', work: { training: null } })
  await answer(session, 'good')
  await answer(session, 'good')
  await vi.waitFor(() => expect(phaseOf(session)).toBe('finished'))
})

test('a text of the round that was skipped shows its settled answer too', async () => {
  const session = await openSession(await build())
  await session.finish('skipped')
  expect(phaseOf(session)).toBe('feedback')
})

test('a person who has not begun starts with what was given first, whatever its number in the project', async () => {
  const built = await buildProject(texts)
  const chunk = defined(await built.data.db.chunks.toCollection().first(), 'chunk')
  const gold = [4, 5].map((n) => ({ itemId: itemId(chunk.id, n), question: TONE, value: ['good'] }))
  await importGold(built.data, built.who, gold, 1)
  const people = [built.annotatorId]
  await giveTraining(built.data, built.who, { title: 'مشق', people, count: 2 })
  await giveBatch(built.data, built.who, { title: 'کام', chosen: '' }, { people, count: 4, overlap: 1 })
  const session = await openSession(built)
  expect(session.current().work?.training).not.toBeNull()
})
