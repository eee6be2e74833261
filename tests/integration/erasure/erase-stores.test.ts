import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { BlobFiles } from '#electron/main/services/blob-files.ts'
import { nodeBackupMachine } from '#electron/main/services/snapshots/node-backup-machine.ts'
import type { BackupVisitor } from '#shared/backup/backup-visitor.ts'
import { readBackup } from '#shared/backup/read-backup.ts'
import { defined } from '#shared/base/assert.ts'
import { itemId, type AnnotatorId, type ItemId } from '#shared/base/ids.ts'
import { eraseItem } from '#renderer/data/commands/erase-item.ts'
import { giveBatch } from '#renderer/data/commands/give-batch.ts'
import { purgeProject } from '#renderer/data/commands/delete-project.ts'
import { recordOperations } from '#renderer/data/commands/record-operations.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { applyOperation } from '#renderer/data/apply-operation.ts'
import type { ChunkItems } from '#renderer/data/apply/apply-chunk.ts'
import { createDataContext, type DataContext } from '#renderer/data/data-context.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { settleErasures } from '#renderer/data/erasure/settle-erasures.ts'
import { plainOperation } from '#renderer/data/plain-operation.ts'
import { dexieSource } from '#renderer/data/queries/backup-source.ts'
import { projectItems } from '#renderer/data/queries/projects.ts'
import { reconcileBlobs } from '#renderer/data/recovery/reconcile-blobs.ts'
import { reconcileStores } from '#renderer/data/recovery/reconcile-stores.ts'
import { ProjectCopy } from '#renderer/data/restore/restore-copy.ts'
import { WholeRestore } from '#renderer/data/restore/restore-whole.ts'
import { piecesOf, written } from '#tests/support/backup-data.ts'
import { buildItem, buildProject, type Built } from '#tests/support/build-data.ts'
import { filesWith, holds, tracesIn } from '#tests/support/erasure-traces.ts'
import { NOTE, SAID, SECRET, shownTo } from '#tests/support/said-of-item.ts'
import { memoryBlobStore } from '#tests/support/memory-blob-store.ts'
import { emptyIndexedDb, twoStoreLaptop, type TwoStoreLaptop } from '#tests/support/two-store-laptop.ts'

const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const TEXTS = ['لاہور میں بارش ہوئی', `${SECRET} کل ملتان آئی`, 'فصل اچھی رہی', 'بازار بند ہے']
const open: TwoStoreLaptop[] = []

afterEach(() => {
  for (const laptop of open.splice(0)) laptop.remove()
})

type Said = TwoStoreLaptop & { built: Built; item: ItemId }

/** A project in two stores, with two people's answers on the text that will be erased, and on another. */
async function said(): Promise<Said> {
  const laptop = twoStoreLaptop()
  open.push(laptop)
  const built = await buildProject(TEXTS, laptop.data)
  const chunk = defined(await laptop.data.db.chunks.toCollection().first(), 'chunk')
  const wish = { people: [BILAL], count: 3, overlap: 1 }
  await giveBatch(built.data, built.who, { title: 'حصہ', chosen: '' }, wish)
  await recordOperations(built.data, { ...built.who, drafts: [shownTo(BILAL, itemId(chunk.id, 1))] })
  for (const person of [built.annotatorId, BILAL]) {
    for (const index of [1, 2]) {
      const changes = index === 1 ? SAID : SAID.slice(1)
      const act = { itemId: itemId(chunk.id, index), changes, activeMs: 700, taskVersion: 1 }
      const who = { projectId: built.projectId, annotatorId: person }
      expect(await saveAct(built.data, who, act)).toMatchObject({ ok: true })
    }
  }
  return { ...laptop, built, item: itemId(chunk.id, 1) }
}

/** What is made of the log and the blobs; drafts, acts and places are this laptop's own. */
const MADE = [
  'projects',
  'taskVersions',
  'imports',
  'chunks',
  'items',
  'members',
  'batches',
  'batchStates',
  'assignments',
  'annotations',
  'comments',
  'suggestions',
  'gold',
  'training',
  'operations',
  'counters',
  'erasures',
  'erasedBlobs',
] as const

async function rowsOf({ db }: DataContext, tables: readonly string[] = MADE): Promise<Record<string, unknown[]>> {
  return Object.fromEntries(await Promise.all(tables.map(async (name) => [name, await db.table(name).toArray()])))
}

async function restore(visitor: BackupVisitor, file: Uint8Array): Promise<void> {
  expect((await readBackup(piecesOf(file), nodeBackupMachine, { visitor })).ok).toBe(true)
}

describe('after an erasure', () => {
  it('the journal’s files and the blobs hold nothing of it, as they lie there and after closing', async () => {
    const { built, item, sqlite, blobFolder } = await said()
    expect(filesWith(sqlite.folder, [SECRET])).not.toEqual([])
    expect(filesWith(blobFolder, [SECRET])).toHaveLength(1)
    await eraseItem(built.data, built.who, item)
    expect(filesWith(sqlite.folder, [SECRET])).toEqual([])
    expect(holds(sqlite.image(), [SECRET])).toBe(false)
    expect(filesWith(blobFolder, [SECRET])).toEqual([])
    // What was said of the other text is there still.
    expect(holds(sqlite.image(), [NOTE])).toBe(true)
  })

  it('IndexedDB filled again from the journal and the blobs is the same, and nothing is told missing', async () => {
    const { built, item, sqlite, blobFolder } = await said()
    await eraseItem(built.data, built.who, item)
    const again = emptyIndexedDb({ sqlite, blobFolder })
    const recovery = await reconcileStores(again, sqlite.second)
    expect(recovery).toMatchObject({ missingChunks: 0, packedBlobs: 0 })
    expect(await rowsOf(again)).toEqual(await rowsOf(built.data))
    expect(await tracesIn(again, [SECRET])).toEqual([])
  })

  it('an older journal is emptied by IndexedDB, and an older IndexedDB by the journal', async () => {
    const { built, item, sqlite, blobFolder } = await said()
    const before = sqlite.image()
    const tables = await rowsOf(
      built.data,
      built.data.db.tables.map(({ name }) => name),
    )
    await eraseItem(built.data, built.who, item)
    sqlite.putBack(before)
    expect(holds(sqlite.image(), [SECRET])).toBe(true)
    await reconcileStores(built.data, sqlite.second)
    expect(holds(sqlite.image(), [SECRET])).toBe(false)
    const { db } = built.data
    const after = await rowsOf(built.data)
    await db.transaction('rw', db.tables, async () => {
      for (const table of db.tables) {
        await table.clear()
        await table.bulkAdd(tables[table.name] ?? [])
      }
    })
    expect(await tracesIn(built.data, [SECRET])).not.toEqual([])
    await reconcileStores(built.data, sqlite.second)
    expect(await tracesIn(built.data, [SECRET])).toEqual([])
    expect(await rowsOf(built.data)).toEqual(after)
    expect(filesWith(blobFolder, [SECRET])).toEqual([])
  })

  it('a crash before its blobs were looked after is made good by the next start', async () => {
    const { built, item, sqlite, blobFolder } = await said()
    const chunk = defined(await built.data.db.chunks.toCollection().first(), 'chunk')
    const old = defined(await built.data.blobs.get(chunk.sha256), 'blob')
    await eraseItem(built.data, built.who, item)
    const now = defined(await built.data.db.chunks.get(chunk.id), 'chunk')
    // As it lies there before the blobs are looked after.
    await built.data.blobs.delete(now.sha256)
    await new BlobFiles(blobFolder).put(chunk.sha256, old)
    await built.data.db.chunks.update(chunk.id, { blobWanted: true })
    await built.data.db.local.put({ key: `erase-due/${chunk.id}`, value: 1 })
    await reconcileStores(built.data, sqlite.second)
    expect(filesWith(blobFolder, [SECRET])).toEqual([])
    expect(await built.data.blobs.has(now.sha256)).toBe(true)
    expect((await built.data.db.chunks.get(chunk.id))?.blobWanted).toBeUndefined()
    expect(await reconcileBlobs(built.data)).toMatchObject({ packed: 0, missing: 0 })
  })
})

describe('a backup from before an erasure', () => {
  it('brings nothing of it back, neither here nor after the project was deleted', async () => {
    const { built, item, sqlite, blobFolder } = await said()
    const file = await written(dexieSource(built.data, '1.0.0'))
    await eraseItem(built.data, built.who, item)
    const after = await rowsOf(built.data)
    const here = new WholeRestore(built.data)
    await restore(here.visitor, file)
    expect(here.result).toMatchObject({ changes: 0, clashes: 0, missingChunks: 0 })
    expect(await rowsOf(built.data)).toEqual(after)
    await purgeProject(built.data, built.projectId)
    const again = new WholeRestore(built.data)
    await restore(again.visitor, file)
    expect(again.result).toMatchObject({ clashes: 0, missingChunks: 0 })
    expect(again.result.changes).toBeGreaterThan(5)
    expect(await projectItems(built.data, built.projectId)).toBe(3)
    expect((await built.data.db.items.toArray()).map(({ order }) => order)).toEqual([0, 2, 3])
    expect(await tracesIn(built.data, [SECRET])).toEqual([])
    expect(filesWith(sqlite.folder, [SECRET])).toEqual([])
    expect(filesWith(blobFolder, [SECRET])).toEqual([])
  })

  it('opened as a copy lacks the text too, and counts it nowhere', async () => {
    const { built, item, sqlite, blobFolder } = await said()
    const file = await written(dexieSource(built.data, '1.0.0'))
    await eraseItem(built.data, built.who, item)
    const copy = new ProjectCopy(built.data, { projectId: built.projectId, name: 'تب' })
    await restore(copy.visitor, file)
    await copy.finish()
    expect(copy.missingChunks).toBe(0)
    expect(await tracesIn(built.data, [SECRET])).toEqual([])
    expect(filesWith(sqlite.folder, [SECRET])).toEqual([])
    expect(filesWith(blobFolder, [SECRET])).toEqual([])
    expect(await projectItems(built.data, copy.copyId)).toBe(3)
    const texts = await built.data.db.items.filter(({ projectId }) => projectId === copy.copyId).toArray()
    expect(texts.map(({ order }) => order)).toEqual([0, 2, 3])
    const answers = await built.data.db.annotations.filter(({ projectId }) => projectId === copy.copyId).toArray()
    expect(answers.map(({ order }) => order)).toEqual([2, 2])
  })

  it('made after it names the blobs that are there, and the texts without it', async () => {
    const { built, item } = await said()
    await eraseItem(built.data, built.who, item)
    const file = await written(dexieSource(built.data, '1.0.0'))
    let manifest = { blobs: 0, missing: 9, texts: 0 }
    await restore(
      {
        manifest: ({ blobs, missingBlobs, projects }) => {
          manifest = { blobs, missing: missingBlobs.length, texts: projects[0]?.texts ?? 0 }
        },
      },
      file,
    )
    expect(manifest).toEqual({ blobs: 1, missing: 0, texts: 3 })
    const fresh = createDataContext({ db: new NishanDatabase(`r-${crypto.randomUUID()}`), blobs: memoryBlobStore() })
    const whole = new WholeRestore(fresh)
    await restore(whole.visitor, file)
    expect(whole.result.missingChunks).toBe(0)
    expect((await fresh.db.items.toArray()).map(({ order }) => order)).toEqual([0, 2, 3])
  })
})

describe('operations in any order', () => {
  it('end in the same rows, wherever the erasure comes among them', async () => {
    const { built, item } = await said()
    // The log as it was before anything was emptied, and the erasure.
    const before = await built.data.db.operations.toArray()
    await eraseItem(built.data, built.who, item)
    const erasure = defined(
      (await built.data.db.operations.toArray()).find(({ kind }) => kind === 'item.erase'),
      'erasure',
    )
    const wanted = await rowsOf(built.data)
    const writers = await built.data.db.writers.toArray()
    const annotators = await built.data.db.annotators.toArray()
    const lines = TEXTS.map((text, index) => buildItem(text, index))
    const chunkId = defined(await built.data.db.chunks.toCollection().first(), 'chunk').id
    const chunkItems: ChunkItems = new Map([[chunkId, lines]])
    const project = before.filter((row) => row.item === '')
    const answers = before.filter((row) => row.item !== '')
    for (let seed = 1; seed <= 24; seed += 1) {
      let state = seed
      const random = (below: number) => {
        state = (state * 1_103_515_245 + 12_345) % 2 ** 31
        return Math.floor((state / 2 ** 31) * below)
      }
      const order = [...answers]
      for (let at = order.length - 1; at > 0; at -= 1) {
        const other = random(at + 1)
        ;[order[at], order[other]] = [defined(order[other], 'row'), defined(order[at], 'row')]
      }
      order.splice(random(order.length + 1), 0, erasure)
      // Now and then even before the chunk and the batches.
      const all =
        seed % 4 === 0 ? [erasure, ...project, ...order.filter((row) => row !== erasure)] : [...project, ...order]
      const db = new NishanDatabase(`order-${seed}-${crypto.randomUUID()}`)
      const data = createDataContext({ db, blobs: memoryBlobStore() })
      await db.writers.bulkAdd(writers)
      await db.annotators.bulkPut(annotators)
      for (let at = 0; at < all.length;) {
        const size = 1 + random(6)
        const part = all.slice(at, at + size).map((row) => ({ writerId: row.writerId, operation: plainOperation(row) }))
        await db.transaction('rw', db.tables, async () => {
          await applyOperation(db, built.projectId, part, chunkItems)
        })
        at += size
      }
      await settleErasures(data)
      expect(await tracesIn(data, [SECRET]), `seed ${seed}`).toEqual([])
      expect(await rowsOf(data), `seed ${seed}`).toEqual(wanted)
      await db.delete()
    }
  }, 60_000)
})
