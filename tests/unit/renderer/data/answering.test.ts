import { describe, expect, test } from 'vitest'
import type { ImportId, ItemId, LabelId, SpanId } from '#shared/base/ids.ts'
import { removeImport } from '#renderer/data/commands/import-items.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { redoAct, undoAct } from '#renderer/data/commands/undo-act.ts'
import { duplicateProject } from '#renderer/data/commands/duplicate-project.ts'
import { hideProject, purgeHiddenProjects, restoreProject } from '#renderer/data/commands/delete-project.ts'
import {
  finishedOf,
  importAnswerCount,
  labelUse,
  listProjects,
  projectItems,
  readCounters,
} from '#renderer/data/queries/projects.ts'
import {
  itemIdAt,
  lastOrder,
  neighbour,
  nextUnanswered,
  readQueue,
  readWorkItem,
} from '#renderer/data/queries/queue.ts'
import { defined } from '#shared/base/assert.ts'
import { applyOperation } from '#renderer/data/apply-operation.ts'
import { addItems, buildProject, FIELD, NAMES, TONE, type Built } from '#tests/support/build-data.ts'

const texts = Array.from({ length: 450 }, (_, n) => `متن نمبر ${n} لاہور`)

async function act(built: Built, order: number, changes: AnswerChange[]): Promise<ItemId> {
  const queue = await readQueue(built.data, built.who)
  const itemId = defined(itemIdAt(queue, order), 'item')
  const result = await saveAct(built.data, built.who, { itemId, changes, activeMs: 500, taskVersion: 1 })
  expect(result).toMatchObject({ ok: true })
  return itemId
}

const done: AnswerChange = { kind: 'item.status', value: 'done' }
const choose = (label: string): AnswerChange => ({ kind: 'answer.set', question: TONE, value: [label] })

describe('answering', () => {
  test('an act changes the annotation and moves the counters by the difference', async () => {
    const built = await buildProject(texts.slice(0, 3))
    await act(built, 0, [choose('good'), done])
    await act(built, 0, [choose('bad')])
    await act(built, 1, [
      { kind: 'item.status', value: 'skipped' },
      { kind: 'item.flag', value: true },
    ])
    const counters = await readCounters(built.data, built.projectId, built.annotatorId)
    expect(counters).toMatchObject({ flagged: 1, activeMs: 1500, byLabel: { [`${TONE}/bad`]: 1 } })
    expect(counters.byStatus).toEqual({ open: 0, done: 1, unsure: 0, skipped: 1, notLanguage: 0, unreadable: 0 })
    expect(Object.values(counters.byDay)).toEqual([{ finished: 2, activeMs: 1500 }])
    expect(await labelUse(built.data, built.projectId)).toEqual({ [`${TONE}/bad`]: 1 })
    const operations = await built.data.db.operations.toArray()
    expect(operations.map((operation) => operation.seq)).toEqual(operations.map((_, index) => index + 1))
    const [writer] = await built.data.db.writers.toArray()
    expect(writer).toMatchObject({ nextSeq: operations.length + 1 })
    expect(writer?.id).toHaveLength(16)
  })

  test('applying the same operations again changes nothing', async () => {
    const built = await buildProject(texts.slice(0, 2))
    await act(built, 0, [choose('good'), done])
    const { db } = built.data
    const before = await db.counters.toArray()
    const rows = await db.operations.toArray()
    const again = rows.map(({ writerId, projectId: _p, authorId: _a, hash: _h, ...operation }) => ({
      writerId,
      operation,
    }))
    await db.transaction('rw', db.tables, async () => applyOperation(db, built.projectId, again))
    expect(await db.counters.toArray()).toEqual(before)
    expect(await db.operations.count()).toBe(rows.length)
  })

  test('a span whose quote differs from the text is refused and nothing is written', async () => {
    const built = await buildProject(['ملتان لاہور'])
    const queue = await readQueue(built.data, built.who)
    const itemId = defined(itemIdAt(queue, 0), 'item')
    const value = { field: FIELD, start: 0, end: 5, label: 'place' as LabelId, quote: 'کراچی' }
    const result = await saveAct(built.data, built.who, {
      itemId,
      changes: [{ kind: 'span.set', question: NAMES, span: 'a' as SpanId, value }],
      activeMs: 0,
      taskVersion: 1,
    })
    expect(result).toEqual({ ok: false, error: { code: 'span-quote-differs' } })
    expect(await built.data.db.annotations.count()).toBe(0)
  })

  test('undo and redo go back and forth across items and keep the counters right', async () => {
    const built = await buildProject(texts.slice(0, 3))
    const first = await act(built, 0, [choose('good'), done])
    const second = await act(built, 1, [choose('bad'), done])
    expect(await undoAct(built.data, built.who, 1)).toEqual({ itemId: second, left: 0 })
    expect(await undoAct(built.data, built.who, 1)).toEqual({ itemId: first, left: 0 })
    expect(await undoAct(built.data, built.who, 1)).toBeNull()
    let counters = await readCounters(built.data, built.projectId, built.annotatorId)
    expect(finishedOf(counters)).toBe(0)
    expect(counters.byLabel).toEqual({})
    expect(await redoAct(built.data, built.who, 1)).toEqual({ itemId: first, left: 0 })
    expect(await redoAct(built.data, built.who, 1)).toEqual({ itemId: second, left: 0 })
    expect(await redoAct(built.data, built.who, 1)).toBeNull()
    counters = await readCounters(built.data, built.projectId, built.annotatorId)
    expect(counters.byStatus.done).toBe(2)
    await undoAct(built.data, built.who, 1)
    await act(built, 2, [done])
    expect(await redoAct(built.data, built.who, 1)).toBeNull()
  })

  test('undo leaves a register that was changed since', async () => {
    const built = await buildProject(texts.slice(0, 1))
    const id = await act(built, 0, [choose('good'), done])
    const { db } = built.data
    const [writer] = await db.writers.toArray()
    await db.transaction('rw', db.tables, async () =>
      applyOperation(db, built.projectId, [
        {
          writerId: defined(writer, 'writer').id,
          operation: {
            seq: 900,
            lamport: 900,
            kind: 'answer.set',
            item: id,
            question: TONE,
            value: ['bad'],
            at: 1,
            taskVersion: 1,
          },
        },
      ]),
    )
    expect(await undoAct(built.data, built.who, 1)).toEqual({ itemId: id, left: 1 })
    const row = await db.annotations.get([id, built.annotatorId])
    expect(row?.answers[TONE]?.value).toEqual(['bad'])
    expect(row?.status).toBe('open')
  })

  test('rapid answers to one register end with the last one', async () => {
    const built = await buildProject(texts.slice(0, 1))
    const queue = await readQueue(built.data, built.who)
    const itemId = defined(itemIdAt(queue, 0), 'item')
    const labels = ['good', 'bad', 'good', 'bad', 'good']
    await Promise.all(
      labels.map((label) =>
        saveAct(built.data, built.who, { itemId, changes: [choose(label)], activeMs: 0, taskVersion: 1 }),
      ),
    )
    expect(await labelUse(built.data, built.projectId)).toEqual({ [`${TONE}/good`]: 1 })
  })
})

describe('the queue', () => {
  test('next unanswered skips what is finished, wraps once and ends', async () => {
    const built = await buildProject(texts)
    for (const order of [0, 1, 2, 300]) await act(built, order, [done])
    const queue = await readQueue(built.data, built.who)
    expect(await nextUnanswered(built.data, queue, 0, 3)).toEqual([3, 4, 5])
    expect(await nextUnanswered(built.data, queue, 299, 2)).toEqual([299, 301])
    expect(await nextUnanswered(built.data, queue, 449, 2)).toEqual([449, 3])
  })

  test('an undone import leaves the queue and the counters, and comes back', async () => {
    const built = await buildProject(texts.slice(0, 10))
    const second = await addItems(built, texts.slice(10, 20), 4)
    await act(built, 12, [choose('good'), done])
    expect(await importAnswerCount(built.data, built.projectId, second)).toBe(1)
    await removeImport(built.data, built.who, second as ImportId)
    let queue = await readQueue(built.data, built.who)
    expect(queue.items).toBe(10)
    expect(neighbour(queue, 9, 1)).toBeNull()
    expect(neighbour(queue, 12, -1)).toBe(9)
    expect(lastOrder(queue)).toBe(9)
    expect(await projectItems(built.data, built.projectId)).toBe(10)
    expect(finishedOf(await readCounters(built.data, built.projectId, built.annotatorId))).toBe(0)
    await removeImport(built.data, built.who, second as ImportId, false)
    queue = await readQueue(built.data, built.who)
    expect(queue.items).toBe(20)
    expect((await readCounters(built.data, built.projectId, built.annotatorId)).byLabel).toEqual({
      [`${TONE}/good`]: 1,
    })
    expect((await readWorkItem(built.data, queue, 12))?.annotation?.status).toBe('done')
  })
})

describe('projects', () => {
  test('duplicating copies task and items but no answers', async () => {
    const built = await buildProject(texts.slice(0, 5))
    await act(built, 0, [choose('good'), done])
    const copy = await duplicateProject(built.data, built.who, { name: 'دوسرا', withItems: true })
    expect(await projectItems(built.data, copy)).toBe(5)
    expect(finishedOf(await readCounters(built.data, copy, built.annotatorId))).toBe(0)
    expect((await listProjects(built.data, built.annotatorId)).map(({ project }) => project.name)).toContain('دوسرا')
  })

  test('a deleted project is hidden, can come back, and leaves whole when the app closes', async () => {
    const built = await buildProject(texts.slice(0, 5))
    await act(built, 0, [done])
    const kept = await duplicateProject(built.data, built.who, { name: 'باقی', withItems: true })
    await hideProject(built.data, built.projectId)
    expect(await listProjects(built.data, built.annotatorId)).toHaveLength(1)
    await restoreProject(built.data, built.projectId)
    expect(await listProjects(built.data, built.annotatorId)).toHaveLength(2)
    await hideProject(built.data, built.projectId)
    expect(await purgeHiddenProjects(built.data)).toBe(1)
    const { db } = built.data
    expect(await db.annotations.count()).toBe(0)
    expect(await db.items.count()).toBe(5)
    expect((await db.operations.toArray()).every((row) => row.projectId === kept)).toBe(true)
    const [chunk] = await db.chunks.toArray()
    expect(await built.data.blobs.has(defined(chunk, 'chunk').sha256)).toBe(true)
  })
})
