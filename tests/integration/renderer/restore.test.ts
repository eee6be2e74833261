import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { nodeBackupMachine } from '#electron/main/services/snapshots/node-backup-machine.ts'
import type { BackupVisitor } from '#shared/backup/backup-visitor.ts'
import { readBackup } from '#shared/backup/read-backup.ts'
import { defined } from '#shared/base/assert.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import { setProjectProperties } from '#renderer/data/commands/change-project.ts'
import { hideProject, purgeHiddenProjects } from '#renderer/data/commands/delete-project.ts'
import { createProfile } from '#renderer/data/commands/profiles.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { saveDraft, savePlace } from '#renderer/data/commands/save-place.ts'
import { createDataContext, type DataContext } from '#renderer/data/data-context.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { twoStoreJournal } from '#renderer/data/journal/two-store-journal.ts'
import { dexieSource } from '#renderer/data/queries/backup-source.ts'
import { itemIdAt, readQueue } from '#renderer/data/queries/queue.ts'
import { reconcileStores } from '#renderer/data/recovery/reconcile-stores.ts'
import { ProjectCopy } from '#renderer/data/restore/restore-copy.ts'
import { RestorePlanner, type RestorePlan } from '#renderer/data/restore/restore-plan.ts'
import { WholeRestore, type RestoreResult } from '#renderer/data/restore/restore-whole.ts'
import { piecesOf, written } from '#tests/support/backup-data.ts'
import { addItems, buildData, buildProject, TONE, type Built } from '#tests/support/build-data.ts'
import { memoryBlobStore } from '#tests/support/memory-blob-store.ts'
import { sqliteSecondStore, type SqliteStore } from '#tests/support/sqlite-second-store.ts'

const TEXTS = Array.from({ length: 12 }, (_, n) => `ملتان کا متن ${n} 🌾`)
const open: SqliteStore[] = []

afterEach(() => {
  for (const store of open.splice(0)) store.remove()
})

const choose = (label: string): AnswerChange => ({ kind: 'answer.set', question: TONE, value: [label] })
const done: AnswerChange = { kind: 'item.status', value: 'done' }

async function act({ data, who }: Built, order: number, changes: AnswerChange[]): Promise<void> {
  const itemId = defined(itemIdAt(await readQueue(data, who), order), 'item')
  const result = await saveAct(data, who, { itemId, changes, activeMs: 700, taskVersion: 1 })
  expect(result).toMatchObject({ ok: true })
}

/** A project with two people's answers, a comment, an unfinished one and a place. */
async function labeled(): Promise<Built> {
  const built = await buildProject(TEXTS)
  await act(built, 0, [choose('good'), done])
  await act(built, 1, [choose('bad'), done])
  await act(built, 1, [choose('good')])
  await act(built, 2, [
    { kind: 'item.status', value: 'skipped' },
    { kind: 'item.flag', value: true },
  ])
  const other = await createProfile(built.data, { name: 'بلال', colour: 2 })
  await act({ ...built, who: { ...built.who, annotatorId: other.id } }, 0, [choose('bad'), done])
  const itemId = defined(itemIdAt(await readQueue(built.data, built.who), 3), 'item')
  await saveDraft(built.data, { annotatorId: built.annotatorId, itemId, questionId: 'comment' }, 'ادھورا تبصرہ')
  await savePlace(built.data, built.who, 3)
  return built
}

const backup = ({ data }: Built): Promise<Buffer> => written(dexieSource(data, '1.2.3'))

async function read(file: Uint8Array, visitor: BackupVisitor): Promise<void> {
  const result = await readBackup(piecesOf(file), nodeBackupMachine, { visitor })
  expect(result).toMatchObject({ ok: true })
}

async function planOf(data: DataContext, file: Uint8Array): Promise<RestorePlan> {
  const planner = new RestorePlanner(data)
  await read(file, planner.visitor)
  return planner.plan()
}

async function restore(data: DataContext, file: Uint8Array): Promise<RestoreResult> {
  const whole = new WholeRestore(data)
  await read(file, whole.visitor)
  return whole.result
}

const TABLES = [
  'projects',
  'taskVersions',
  'imports',
  'chunks',
  'items',
  'annotators',
  'members',
  'annotations',
  'suggestions',
  'gold',
  'operations',
  'counters',
  'drafts',
  'places',
] as const

/** Every row that is anybody's work. */
async function contentOf({ db }: DataContext): Promise<Record<string, unknown[]>> {
  const entries = await Promise.all(TABLES.map(async (name) => [name, await db.table(name).toArray()] as const))
  return Object.fromEntries(entries)
}

function twoStores(): { data: DataContext; sqlite: SqliteStore } {
  const sqlite = sqliteSecondStore()
  open.push(sqlite)
  const db = new NishanDatabase(`restore-${Math.random()}`)
  const data = createDataContext({ db, blobs: memoryBlobStore(), journal: twoStoreJournal(db, sqlite.second) })
  return { data, sqlite }
}

describe('a backup brought back whole', () => {
  it.each(['one store', 'two stores'])('makes an empty laptop hold the same: %s', async (stores) => {
    const built = await labeled()
    const file = await backup(built)
    const { data, sqlite } = stores === 'two stores' ? twoStores() : { data: buildData(), sqlite: null }
    const plan = await planOf(data, file)
    expect(plan.projects).toMatchObject([
      { id: built.projectId, here: 'absent', texts: 12, newTexts: 12, answeredTexts: 3, finished: 4, newerHere: 0 },
    ])
    const result = await restore(data, file)
    expect(result).toMatchObject({ changes: plan.projects[0]?.changes, clashes: 0, profiles: 2, missingChunks: 0 })
    expect(await contentOf(data)).toEqual(await contentOf(built.data))
    if (sqlite !== null) {
      // The second store has it too: nothing is left to mend at the next start.
      expect(await reconcileStores(data, sqlite.second)).toMatchObject({ applied: new Map(), restored: 0 })
    }
    const after = await planOf(data, file)
    expect(after.projects).toMatchObject([{ here: 'present', changes: 0, newTexts: 0, answeredTexts: 0 }])
    // Whoever goes on gets a writer of this install.
    await act({ ...built, data }, 5, [choose('bad'), done])
    const writers = await data.db.writers.toArray()
    expect(writers.filter(({ privateKey }) => privateKey !== undefined)).toHaveLength(1)
  })

  it('keeps what was done since, and brings a deleted project back', async () => {
    const built = await labeled()
    const file = await backup(built)
    await act(built, 0, [choose('bad')])
    await act(built, 7, [choose('good'), done])
    const before = await contentOf(built.data)
    expect((await planOf(built.data, file)).projects).toMatchObject([{ changes: 0, newerHere: 3, here: 'present' }])
    expect(await restore(built.data, file)).toMatchObject({ changes: 0 })
    expect(await contentOf(built.data)).toEqual(before)

    await hideProject(built.data, built.projectId)
    expect((await planOf(built.data, file)).projects).toMatchObject([{ here: 'deleted', changes: 0 }])
    await restore(built.data, file)
    expect(await contentOf(built.data)).toEqual(before)

    await hideProject(built.data, built.projectId)
    await purgeHiddenProjects(built.data)
    expect(await built.data.db.items.count()).toBe(0)
    const empty = buildData()
    await restore(empty, file)
    await restore(built.data, file)
    expect((await contentOf(built.data))['annotations']).toEqual((await contentOf(empty))['annotations'])
    expect((await contentOf(built.data))['items']).toEqual((await contentOf(empty))['items'])
  })

  it('leaves a change alone that is here with another content, and counts it', async () => {
    const built = await labeled()
    const file = await backup(built)
    const [first] = (await built.data.db.operations.toArray()).filter(({ kind }) => kind === 'answer.set')
    await built.data.db.operations.update([first?.writerId, first?.seq] as never, { hash: 'another' })
    const before = await contentOf(built.data)
    expect((await planOf(built.data, file)).projects).toMatchObject([{ clashes: 1, changes: 0 }])
    expect(await restore(built.data, file)).toMatchObject({ clashes: 1, changes: 0 })
    expect(await contentOf(built.data)).toEqual(before)
  })

  it('may be stopped anywhere and begun again', async () => {
    const built = await labeled()
    await addItems(built, ['ایک اور', 'دو اور'], 1)
    const file = await backup(built)
    const data = buildData()
    for (let reads = 1; ; reads += 1) {
      let left = reads
      const signal = { aborted: false }
      const visitor = new WholeRestore(data).visitor
      const stopping: BackupVisitor = {
        ...visitor,
        operations: async (page) => {
          await visitor.operations?.(page)
          left -= 1
          if (left === 0) signal.aborted = true
        },
      }
      const result = await readBackup(piecesOf(file), nodeBackupMachine, { visitor: stopping, signal })
      if (result.ok) break
      expect(result.error.code).toBe('stopped')
    }
    expect(await contentOf(data)).toEqual(await contentOf(built.data))
  })
})

/** What a project shows, without ids that a copy has anew. */
async function shownOf({ db }: DataContext, projectId: string): Promise<unknown> {
  const own = <Row>(rows: Row[]) => rows.filter((row) => (row as { projectId?: string }).projectId === projectId)
  const annotations = own(await db.annotations.toArray())
  const counters = own(await db.counters.toArray())
  return {
    texts: own(await db.items.toArray())
      .toSorted((a, b) => a.order - b.order)
      .map(({ texts, sourceId, metadata }) => ({ texts, sourceId, metadata })),
    answers: annotations
      .toSorted((a, b) => a.order - b.order || (a.annotatorId < b.annotatorId ? -1 : 1))
      .map(({ order, annotatorId, status, flag, answers, activeMs }) => ({
        order,
        annotatorId,
        status,
        activeMs,
        flag: flag?.value,
        answers: Object.entries(answers).map(([question, { value }]) => [question, value]),
      })),
    counters: counters
      .toSorted((a, b) => (a.annotatorId < b.annotatorId ? -1 : 1))
      .map(({ projectId: _project, ...rest }) => rest),
    task: own(await db.taskVersions.toArray()).map(({ questions, guidelines }) => ({ questions, guidelines })),
  }
}

async function copy(data: DataContext, file: Uint8Array, projectId: Built['projectId']): Promise<ProjectCopy> {
  const project = new ProjectCopy(data, { projectId, name: 'پرانا نمونہ' })
  await read(file, project.visitor)
  return project
}

describe('one project of a backup as a copy', () => {
  it('is as it was then, beside the one that is here and has gone on', async () => {
    const built = await labeled()
    const then = await shownOf(built.data, built.projectId)
    const file = await backup(built)
    await act(built, 0, [choose('bad')])
    await act(built, 8, [choose('good'), done])
    await setProjectProperties(built.data, built.who, { name: 'نیا نام' })
    const now = await shownOf(built.data, built.projectId)
    const project = await copy(built.data, file, built.projectId)
    expect((await built.data.db.projects.get(project.copyId))?.hiddenAt).toBeDefined()
    await project.finish()
    expect(await shownOf(built.data, project.copyId)).toEqual(then)
    expect(await shownOf(built.data, built.projectId)).toEqual(now)
    expect(await built.data.db.projects.get(project.copyId)).toMatchObject({ name: 'پرانا نمونہ', sample: false })
    expect(await built.data.db.projects.get(built.projectId)).toMatchObject({ name: 'نیا نام' })
    // Work goes on in it, and it is one that a backup holds.
    await act({ ...built, projectId: project.copyId, who: { ...built.who, projectId: project.copyId } }, 9, [done])
    const again = await backup(built)
    const elsewhere = buildData()
    await restore(elsewhere, again)
    expect(await shownOf(elsewhere, project.copyId)).toEqual(await shownOf(built.data, project.copyId))
  })

  it('is in both stores, and keeps the winners of a person with two writers', async () => {
    const built = await labeled()
    const { data, sqlite } = twoStores()
    await restore(data, await backup(built))
    // A second writer of the same person changes an answer of the first.
    await act({ ...built, data }, 0, [choose('bad')])
    const file = await written(dexieSource(data, '1.2.3'))
    const then = await shownOf(data, built.projectId)
    const project = await copy(data, file, built.projectId)
    await project.finish()
    expect(await shownOf(data, project.copyId)).toEqual(then)
    expect(await reconcileStores(data, sqlite.second)).toMatchObject({ applied: new Map(), restored: 0 })
  })

  it('leaves nothing of the other projects behind', async () => {
    const built = await labeled()
    const other = await buildProject(['دوسرے منصوبے کا متن'], built.data)
    const file = await backup(built)
    const data = buildData()
    const project = await copy(data, file, other.projectId)
    await project.finish()
    expect(await data.db.projects.count()).toBe(1)
    expect(await data.db.items.count()).toBe(1)
    expect(await shownOf(data, project.copyId)).toEqual(await shownOf(built.data, other.projectId))
  })
})
