import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { WorkSession } from '#renderer/features/annotate/work-session.ts'
import { ActiveTimer, IDLE_AFTER_MS } from '#renderer/features/annotate/active-timer.ts'
import { itemId, type AnnotatorId, type ChunkId } from '#shared/base/ids.ts'
import { eraseItem } from '#renderer/data/commands/erase-item.ts'
import { giveBatch } from '#renderer/data/commands/give-batch.ts'
import { handIn } from '#renderer/data/commands/hand-in.ts'
import { takeBack } from '#renderer/data/commands/take-back.ts'
import { readCounters, finishedOf } from '#renderer/data/queries/projects.ts'
import { buildProject, TONE, type Built } from '#tests/support/build-data.ts'

const texts = Array.from({ length: 12 }, (_, n) => `متن ${n}`)

async function openSession(built: Built): Promise<WorkSession> {
  const session = new WorkSession({ data: built.data, who: built.who, taskVersion: 1, track: (write) => write })
  await session.open()
  return session
}

const settle = (session: WorkSession, order: number) => vi.waitFor(() => expect(session.current().order).toBe(order))

test('answers go on from item to item and are stored', async () => {
  const built = await buildProject(texts)
  const session = await openSession(built)
  for (let n = 0; n < texts.length; n += 1) {
    expect(session.current().order).toBe(n)
    session.act([{ kind: 'answer.set', question: TONE, value: ['good'] }])
    expect(session.current().work?.annotation?.answers[TONE]?.value).toEqual(['good'])
    await session.finish('done')
  }
  await vi.waitFor(() => expect(session.current().phase).toBe('finished'))
  const counters = await readCounters(built.data, built.projectId, built.annotatorId)
  expect(finishedOf(counters)).toBe(texts.length)
  expect(session.current().sittingFinished).toBe(texts.length)
})

test('a new session opens at the place and the next one left open', async () => {
  const built = await buildProject(texts)
  const session = await openSession(built)
  await session.finish('done')
  await session.goTo(5)
  await session.finish('skipped')
  await settle(session, 6)
  await built.data.serial(async () => undefined)
  const again = await openSession(built)
  expect(again.current().order).toBe(6)
  await again.step(-1)
  expect(again.current().work?.annotation?.status).toBe('skipped')
})

test('undo goes back to the item it changes and shows what is stored', async () => {
  const built = await buildProject(texts)
  const session = await openSession(built)
  session.act([{ kind: 'answer.set', question: TONE, value: ['bad'] }])
  await session.finish('done')
  await session.finish('unsure')
  await built.data.serial(async () => undefined)
  await session.undo()
  expect(session.current().order).toBe(1)
  await session.undo()
  expect(session.current().order).toBe(0)
  expect(session.current().work?.annotation?.status).toBe('open')
  await session.redo()
  expect(session.current().work?.annotation?.status).toBe('done')
})

test('a save that fails brings the person back with the answer, and a retry stores it', async () => {
  const built = await buildProject(texts)
  const session = await openSession(built)
  const { record } = built.data.journal
  built.data.journal.record = async () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  session.act([{ kind: 'answer.set', question: TONE, value: ['good'] }])
  await vi.waitFor(() => expect(session.current().failed).toMatchObject({ order: 0, code: 'disk-full' }))
  expect(session.current().work?.annotation?.answers[TONE]?.value).toEqual(['good'])
  await session.finish('done')
  expect(session.current().order).toBe(0)
  built.data.journal.record = record
  await session.retry()
  expect(session.current().failed).toBeNull()
  const row = await built.data.db.annotations.toCollection().first()
  expect(row?.answers[TONE]?.value).toEqual(['good'])
})

test('what follows a failed save waits behind it, and a retry stores all of it in order', async () => {
  const built = await buildProject(texts)
  const session = await openSession(built)
  const { record } = built.data.journal
  let broken = true
  built.data.journal.record = async (...given) => {
    if (broken) throw new DOMException('full', 'QuotaExceededError')
    return record.apply(built.data.journal, given)
  }
  session.act([{ kind: 'answer.set', question: TONE, value: ['good'] }])
  session.act([{ kind: 'answer.set', question: TONE, value: ['bad'] }])
  void session.finish('unsure')
  await vi.waitFor(() => expect(session.current().failed).toMatchObject({ order: 0, code: 'disk-full' }))
  // The disk has room again, but nothing overtakes what waits.
  broken = false
  session.act([{ kind: 'item.flag', value: true }])
  await vi.waitFor(() => expect(session.current().order).toBe(0))
  expect(await built.data.db.annotations.count()).toBe(0)
  await session.retry()
  const row = await built.data.db.annotations.toCollection().first()
  expect(row).toMatchObject({ status: 'unsure', flag: null })
  expect(row?.answers[TONE]?.value).toEqual(['bad'])
  expect(session.current().failed).toBeNull()
})

test('undo takes back the newest act though it is still being written', async () => {
  const built = await buildProject(texts)
  const session = await openSession(built)
  session.act([{ kind: 'answer.set', question: TONE, value: ['good'] }])
  session.act([{ kind: 'item.flag', value: true }])
  await session.undo()
  expect(await built.data.db.annotations.toCollection().first()).toMatchObject({
    answers: { [TONE]: { value: ['good'] } },
    flag: { value: false },
  })
})

test('what is pressed before the next item is there does not change the finished one', async () => {
  const built = await buildProject(texts)
  const session = await openSession(built)
  await session.workThrough([3, 7])
  session.act([{ kind: 'answer.set', question: TONE, value: ['good'] }])
  const turning = session.finish('done')
  session.act([{ kind: 'answer.set', question: TONE, value: ['bad'] }])
  await session.finish('skipped')
  await turning
  await settle(session, 7)
  await vi.waitFor(async () => {
    const rows = await built.data.db.annotations.toArray()
    expect(rows.map((row) => [row.order, row.status, row.answers[TONE]?.value])).toEqual([[3, 'done', ['good']]])
  })
  // A save goes only after all earlier ones: with this one stored, nothing waits any more.
  session.act([{ kind: 'item.flag', value: true }])
  await vi.waitFor(async () => expect(await built.data.db.annotations.count()).toBe(2))
  expect((await built.data.db.annotations.toArray()).find((row) => row.order === 3)).toMatchObject({ status: 'done' })
})

test('the summary takes no answers, and back from it is the last text', async () => {
  const built = await buildProject(texts.slice(0, 1))
  const session = await openSession(built)
  await session.finish('done')
  await vi.waitFor(() => expect(session.current().phase).toBe('finished'))
  await session.finish('skipped')
  session.act([{ kind: 'item.flag', value: true }])
  await built.data.serial(async () => undefined)
  expect(await built.data.db.annotations.toCollection().first()).toMatchObject({ status: 'done', flag: null })
  await session.step(-1)
  expect(session.current()).toMatchObject({ phase: 'item', order: 0 })
})

test('time counts between signs of life, never through a long pause or a hidden window', () => {
  const timer = new ActiveTimer()
  timer.touch(1_000)
  timer.touch(4_000)
  expect(timer.take()).toBe(3_000)
  timer.touch(4_000 + 10 * IDLE_AFTER_MS)
  expect(timer.take()).toBe(IDLE_AFTER_MS)
  timer.pause(4_000 + 10 * IDLE_AFTER_MS + 500)
  timer.touch(9_000_000)
  timer.touch(9_000_700)
  expect(timer.take()).toBe(1_200)
})

test('while answers are not taken nothing changes on screen or in the store, and texts can be read', async () => {
  const built = await buildProject(texts)
  let halted = true
  const session = new WorkSession({
    data: built.data,
    who: built.who,
    taskVersion: 1,
    track: (write) => write,
    halted: () => halted,
  })
  await session.open()
  const before = await built.data.db.operations.count()
  session.act([{ kind: 'answer.set', question: TONE, value: ['good'] }])
  await session.finish('done')
  expect(await session.undo()).toBeNull()
  expect(session.current()).toMatchObject({ order: 0, sittingFinished: 0, work: { annotation: null } })
  await session.step(1)
  expect(session.current().order).toBe(1)
  expect(await built.data.db.operations.count()).toBe(before)
  halted = false
  session.act([{ kind: 'answer.set', question: TONE, value: ['good'] }])
  await vi.waitFor(async () => expect(await built.data.db.operations.count()).toBe(before + 1))
})

test('what another tab wrote is read anew, and the text on screen stays the same one', async () => {
  const built = await buildProject(texts)
  const reading = await openSession(built)
  await reading.goTo(4)
  const writing = await openSession(built)
  await writing.goTo(4)
  const before = await built.data.db.annotations.count()
  writing.act([{ kind: 'answer.set', question: TONE, value: ['bad'] }])
  await vi.waitFor(async () => expect(await built.data.db.annotations.count()).toBe(before + 1))
  expect(reading.current().work?.annotation).toBeNull()
  await reading.reload()
  expect(reading.current().order).toBe(4)
  expect(reading.current().work?.annotation?.answers[TONE]?.value).toEqual(['bad'])
})

test('a batch that was handed in takes no answers and no undo, but a comment', async () => {
  const built = await buildProject(texts.slice(0, 3))
  const wish = { people: [built.annotatorId], count: 3, overlap: 1 }
  const given = await giveBatch(built.data, built.who, { title: 'حصہ', chosen: '' }, wish)
  if (!given.ok) throw new Error(given.error)
  const session = await openSession(built)
  session.act([{ kind: 'answer.set', question: TONE, value: ['good'] }])
  await session.finish('done')
  await handIn(built.data, built.who, given.value.batchId)
  await session.reload()
  await session.goTo(0)
  expect(session.ended).toBe('handed-in')
  session.act([{ kind: 'answer.set', question: TONE, value: ['bad'] }])
  await session.finish('skipped')
  expect(await session.undo()).toMatchObject({ ended: 'handed-in' })
  expect(session.current().order).toBe(0)
  session.act([{ kind: 'comment.set', key: '', value: 'ایک بات' }])
  await built.data.serial(async () => undefined)
  const row = await built.data.db.annotations.toCollection().first()
  expect(row).toMatchObject({ status: 'done', answers: { [TONE]: { value: ['good'] } } })
  await vi.waitFor(async () => {
    const { comments } = (await built.data.db.annotations.toCollection().first()) ?? {}
    expect(comments?.['']?.value).toBe('ایک بات')
  })
  // Taken up again it goes on where it was.
  await handIn(built.data, built.who, given.value.batchId, false)
  await session.reload()
  expect(session.ended).toBeNull()
  await session.finish('unsure')
  await settle(session, 1)
})

test('a text that was taken back leaves the screen for one that is left', async () => {
  const built = await buildProject(texts.slice(0, 4))
  const people = [built.annotatorId, 'bbbbbbbbbbbbbbbb' as AnnotatorId]
  const wish = { people, count: 4, overlap: 1 }
  const given = await giveBatch(built.data, built.who, { title: 'حصہ', chosen: '' }, wish)
  if (!given.ok) throw new Error(given.error)
  const session = await openSession(built)
  expect(session.current().order).toBe(0)
  await takeBack(built.data, built.who, { batchId: given.value.batchId, person: built.annotatorId })
  await session.reload()
  expect(session.current().phase).toBe('empty')
})

test('a text that is erased leaves the screen, and an answer on its way to it asks nobody to try again', async () => {
  const built = await buildProject(texts)
  const session = await openSession(built)
  await session.goTo(3)
  const erased = session.current().work?.item.id
  if (erased === undefined) throw new Error('an item is on the screen')
  expect(await eraseItem(built.data, built.who, erased)).toMatchObject({ ok: true })
  session.act([{ kind: 'answer.set', question: TONE, value: ['bad'] }])
  await built.data.serial(async () => undefined)
  expect(await session.dropErased()).toBe(3)
  expect(session.current()).toMatchObject({ phase: 'item', failed: null })
  expect(session.current().work?.item.id).not.toBe(erased)
  expect(await session.goTo(3)).toBe(false)
  await session.goTo(2)
  await session.step(1)
  expect(session.current().order).toBe(4)
  // Of another text the one on the screen stays.
  const first = session.current().queue?.byOrder[0]
  expect(await eraseItem(built.data, built.who, itemId(first?.chunk as ChunkId, 0))).toMatchObject({ ok: true })
  expect(await session.dropErased()).toBeNull()
  expect(session.current().order).toBe(4)
})

test('chosen texts go on without one that was erased, and back from the summary is the text before it', async () => {
  const built = await buildProject(texts)
  const session = await openSession(built)
  await session.workThrough([1, 5, 7])
  const chunk = session.current().queue?.runs[0]?.chunk as ChunkId
  await eraseItem(built.data, built.who, itemId(chunk, 5))
  await session.dropErased()
  expect(session.current().subset).toEqual([1, 7])
  await session.step(1)
  expect(session.current().order).toBe(7)
  await session.step(1)
  expect(session.current().phase).toBe('finished')
  await eraseItem(built.data, built.who, itemId(chunk, 7))
  await session.dropErased()
  expect(session.current().work?.item.order).not.toBe(7)
})
