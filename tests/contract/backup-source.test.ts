import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BlobFiles } from '#electron/main/services/blob-files.ts'
import { Journal } from '#electron/main/services/journal/journal.ts'
import type { JournalDoor } from '#electron/main/services/journal/journal-door.ts'
import { journalSource } from '#electron/main/services/snapshots/journal-source.ts'
import { nodeBackupMachine } from '#electron/main/services/snapshots/node-backup-machine.ts'
import { hideProject } from '#renderer/data/commands/delete-project.ts'
import { recordOperations } from '#renderer/data/commands/record-operations.ts'
import { changesSince, dexieSource, readPageFacts } from '#renderer/data/queries/backup-source.ts'
import { sourceFingerprint, type BackupSource } from '#shared/backup/write-backup.ts'
import type { ItemId } from '#shared/base/ids.ts'
import { readAll, written } from '#tests/support/backup-data.ts'
import { addItems, buildProject, TONE, type Built } from '#tests/support/build-data.ts'

let folder: string
let journal: Journal
let blobs: BlobFiles
let built: Built

/** The journal as the app would have kept the same work. */
async function fillJournal({ data }: Built): Promise<void> {
  for (const { id, projectId, annotatorId, publicKey } of await data.db.writers.toArray()) {
    journal.putWriter({ id, projectId, annotatorId, publicKey })
    const source = dexieSource(data, '')
    journal.restore(projectId, id, await source.operationsAfter(id, 0, 5000))
  }
  for (const annotator of await data.db.annotators.toArray()) journal.putAnnotator(annotator)
  for (const { sha256 } of await data.db.chunks.toArray()) {
    await blobs.put(sha256, (await data.blobs.get(sha256)) ?? new Uint8Array(0))
  }
}

async function answer({ data, who }: Built, count: number): Promise<void> {
  const [item] = await data.db.items.toArray()
  for (let n = 0; n < count; n += 1) {
    const base = { item: item?.id as ItemId, at: data.clock.now(), taskVersion: 1 }
    await recordOperations(data, {
      ...who,
      drafts: [
        { ...base, kind: 'answer.set', question: TONE, value: ['good'], activeMs: 900 },
        { ...base, kind: 'item.status', value: 'done' },
      ],
    })
  }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nishan-source-'))
  journal = new Journal(join(folder, 'journal.sqlite'))
  blobs = new BlobFiles(join(folder, 'blobs'))
  built = await buildProject(['کتاب اچھی ہے', 'چائے ٹھنڈی تھی 🙂'])
  await addItems(built, ['تیسرا متن'])
  await answer(built, 3)
  await fillJournal(built)
})

afterEach(() => {
  journal.close()
  rmSync(folder, { recursive: true, force: true })
})

const SOURCES: [string, () => Promise<BackupSource>][] = [
  [
    'the journal and its blob files',
    async () => {
      const door = { open: () => journal } as unknown as JournalDoor
      return journalSource({ door, blobs, appVersion: '1' }, await readPageFacts(built.data))
    },
  ],
  ['IndexedDB and its blobs', async () => dexieSource(built.data, '1')],
]

describe.each(SOURCES)('a backup from %s', (_name, open) => {
  it('holds every operation in order, each profile and each blob', async () => {
    const { result, read } = await readAll(await written(await open()))
    expect(result).toMatchObject({ ok: true, value: { blobs: 2 } })
    const [writer] = await built.data.db.writers.toArray()
    const all = await built.data.db.operations.toArray()
    expect(read.manifest?.writers).toMatchObject([{ id: writer?.id, upTo: all.length, held: all.length }])
    const operations = read.pages.flatMap((page) => page.operations).toSorted((a, b) => a.seq - b.seq)
    expect(operations.map(({ kind, value }) => [kind, value])).toEqual(all.map(({ kind, value }) => [kind, value]))
    expect(operations[0]).not.toHaveProperty('hash')
    expect(read.manifest?.projects).toMatchObject([{ name: 'نمونہ', texts: 3, finished: 1, languages: ['ur'] }])
    expect(read.profiles).toEqual(await built.data.db.annotators.toArray())
  })

  it('has nothing of a project that is deleted', async () => {
    await hideProject(built.data, built.projectId)
    const { read } = await readAll(await written(await open()))
    expect(read.manifest).toMatchObject({ projects: [], writers: [], blobs: 0 })
    expect(read.pages).toEqual([])
    expect(read.profiles).toHaveLength(1)
  })

  it('gives pages of the size that was asked for, from the place that was asked for', async () => {
    const source = await open()
    const [writer] = await source.writers()
    const id = writer!.id
    expect((await source.operationsAfter(id, 2, 3)).map(({ seq }) => seq)).toEqual([3, 4, 5])
    expect(await source.operationsAfter(id, writer!.upTo, 3)).toEqual([])
    expect(await source.blob('0'.repeat(64))).toBeNull()
  })

  it('has the same fingerprint until something changes', async () => {
    const before = await sourceFingerprint(await open(), nodeBackupMachine)
    expect(await sourceFingerprint(await open(), nodeBackupMachine)).toBe(before)
    await answer(built, 1)
    await fillJournal(built)
    expect(await sourceFingerprint(await open(), nodeBackupMachine)).not.toBe(before)
  })
})

describe('both sources of the same work', () => {
  it('give the same file but for what only the page knows', async () => {
    const files = await Promise.all(SOURCES.map(async ([, open]) => readAll(await written(await open()))))
    expect(files[0]?.read).toEqual(files[1]?.read)
  })
})

describe('changes since a backup', () => {
  it('are the operations after its heads, of projects that are there', async () => {
    const { data } = built
    const all = await data.db.operations.count()
    expect(await changesSince(data, {})).toBe(all)
    const [writer] = await data.db.writers.toArray()
    expect(await changesSince(data, { [writer!.id]: all - 4, other: 99 })).toBe(4)
    await answer(built, 2)
    expect(await changesSince(data, { [writer!.id]: all })).toBe(4)
    await hideProject(data, built.projectId)
    expect(await changesSince(data, {})).toBe(0)
  })
})
