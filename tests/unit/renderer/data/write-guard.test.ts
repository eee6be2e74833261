import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { expect, test } from 'vitest'
import { createDataContext, type DataContext } from '#renderer/data/data-context.ts'
import { setProjectProperties, saveTask } from '#renderer/data/commands/change-project.ts'
import { createProject } from '#renderer/data/commands/create-project.ts'
import { hideProject, purgeHiddenProjects, restoreProject } from '#renderer/data/commands/delete-project.ts'
import { duplicateProject } from '#renderer/data/commands/duplicate-project.ts'
import { removeImport } from '#renderer/data/commands/import-items.ts'
import { addProfile, changeProfile, createProfile, deleteProfile } from '#renderer/data/commands/profiles.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { saveDraft, savePlace } from '#renderer/data/commands/save-place.ts'
import { undoAct } from '#renderer/data/commands/undo-act.ts'
import { listProjects } from '#renderer/data/queries/projects.ts'
import { readQueue, readWorkItem } from '#renderer/data/queries/queue.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { WriteGuard, WriteRefused } from '#renderer/data/write-guard.ts'
import type { ItemId } from '#shared/base/ids.ts'
import { memoryBlobStore } from '#tests/support/memory-blob-store.ts'
import { addItems, buildProject, FIELD, TONE, type Built } from '#tests/support/build-data.ts'

let databases = 0

/** A project in a store whose guard can be shut. */
async function build() {
  databases += 1
  let open = true
  const guard = new WriteGuard(() => open)
  const db = new NishanDatabase(`guard-${databases}-${Math.random()}`)
  guard.guardDatabase(db)
  const data: DataContext = createDataContext({ db, blobs: guard.guardBlobs(memoryBlobStore()) })
  const built = await buildProject(['ایک', 'دو'], data)
  return { ...built, guard, shut: () => (open = false) }
}

async function everyRow({ data }: Built): Promise<unknown> {
  const tables = await Promise.all(data.db.tables.map(async (table) => [table.name, await table.toArray()]))
  return Object.fromEntries(tables)
}

const act = (itemId: ItemId) => ({
  itemId,
  changes: [{ kind: 'answer.set' as const, question: TONE, value: ['good'] }],
  activeMs: 0,
  taskVersion: 1,
})

test('no command of a tab that only reads changes a row, and each is refused with one stable code', async () => {
  const built = await build()
  const { data, who, projectId, annotatorId } = built
  const queue = await readQueue(data, who)
  const item = (await readWorkItem(data, queue, 0))!.item.id
  await saveAct(data, who, act(item))
  const imported = (await data.db.imports.toArray())[0]!.id
  const { id: idle } = await createProfile(data, { name: 'زینب', colour: 7 })
  const before = await everyRow(built)
  built.shut()
  const writes: Record<string, () => Promise<unknown>> = {
    answer: () => saveAct(data, who, act(item)),
    undo: () => undoAct(data, who, 1),
    place: () => savePlace(data, who, 1),
    draft: () => saveDraft(data, { annotatorId, itemId: item, questionId: 'comment' }, 'لفظ'),
    noDraft: () => saveDraft(data, { annotatorId, itemId: item, questionId: 'comment' }, ''),
    hide: () => hideProject(data, projectId),
    bringBack: () => restoreProject(data, projectId),
    rename: () => setProjectProperties(data, who, { name: 'اور' }),
    task: () => saveTask(data, who, { guidelines: 'اور' }),
    project: () =>
      createProject(data, annotatorId, {
        properties: {
          name: 'نیا',
          template: '',
          fields: [{ id: FIELD, name: 'متن', language: 'ur' }],
          sample: false,
          archived: false,
          licence: '',
        },
        questions: [],
        guidelines: '',
      }),
    copy: () => duplicateProject(data, who, { name: 'کاپی', withItems: true }),
    import: () => addItems(built, ['تین']),
    undoImport: () => removeImport(data, who, imported),
    profile: () => createProfile(data, { name: 'حمزہ', colour: 1 }),
    otherProfile: () => addProfile(data, { name: 'سعد', colour: 1 }),
    changedProfile: () => changeProfile(data, annotatorId, { name: 'ثنا', colour: 2 }),
    noProfile: () => deleteProfile(data, idle),
    blob: () => data.blobs.put('a'.repeat(64), new Uint8Array(3)),
    noBlob: () => data.blobs.delete('a'.repeat(64)),
  }
  const outcomes: Record<string, unknown> = {}
  for (const [name, write] of Object.entries(writes)) {
    outcomes[name] = await write().then(
      (value) => value,
      (error: unknown) => (error instanceof WriteRefused ? error.code : error),
    )
  }
  expect(outcomes).toEqual(Object.fromEntries(Object.keys(writes).map((name) => [name, 'read-only'])))
  expect(await everyRow(built)).toEqual(before)
})

test('a tab that only reads still reads everything', async () => {
  const built = await build()
  built.shut()
  expect(await listProjects(built.data, built.annotatorId)).toHaveLength(1)
  const queue = await readQueue(built.data, built.who)
  expect((await readWorkItem(built.data, queue, 1))?.item.texts).toMatchObject({ text: { text: 'دو' } })
})

test('deleted projects are not removed for good by a tab that only reads', async () => {
  const built = await build()
  await hideProject(built.data, built.projectId)
  built.shut()
  await expect(purgeHiddenProjects(built.data)).rejects.toMatchObject({ code: 'read-only' })
  expect(await built.data.db.items.count()).toBe(2)
})

test('the right to write is handed on only after the writes that were begun', async () => {
  const { data, who, guard, shut } = await build()
  const order: string[] = []
  let goOn: () => void = () => undefined
  const slow = new Promise<void>((resolve) => (goOn = resolve))
  const writing = data.db
    .transaction('rw', data.db.places, async () => {
      await data.db.places.put({ ...who, order: 7, at: 1 })
      await Dexie.waitFor(slow)
    })
    .then(() => order.push('written'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  shut()
  const settled = guard.settled().then(() => order.push('settled'))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(order).toEqual([])
  goOn()
  await Promise.all([writing, settled])
  expect((await data.db.places.toArray())[0]).toMatchObject({ order: 7 })
  await expect(savePlace(data, who, 1)).rejects.toBeInstanceOf(WriteRefused)
})

test('a write that fails is not waited for for ever', async () => {
  const { data, guard } = await build()
  await data.db.transaction('rw', data.db.places, () => Promise.reject(new Error('no'))).catch(() => undefined)
  await guard.settled()
})
