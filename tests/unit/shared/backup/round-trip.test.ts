import fc from 'fast-check'
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { BACKUP_LIMITS } from '#shared/backup/backup-limits.ts'
import { makeSeal, openSeal } from '#shared/backup/sealing.ts'
import { nodeBackupMachine } from '#electron/main/services/snapshots/node-backup-machine.ts'
import { peekBackup } from '#shared/backup/read-backup.ts'
import { BackupSourceChanged, BackupStopped } from '#shared/backup/write-backup.ts'
import type { WriterId } from '#shared/base/ids.ts'
import type { Operation } from '#shared/sync/operation.ts'
import {
  anyHeld,
  memorySource,
  piecesOf,
  readAll,
  sha256Of,
  smallHeld,
  written,
  type Held,
} from '#tests/support/backup-data.ts'

/** Cheap enough for a test; the app's own work is proven once below. */
const QUICK = 10

function expectSame(held: Held, { read, result }: Awaited<ReturnType<typeof readAll>>): void {
  expect(result).toMatchObject({ ok: true })
  for (const { id, projectId, annotatorId, publicKey } of held.writers) {
    const operations = held.operations.get(id) ?? []
    const pages = read.pages.filter(({ writerId }) => writerId === id)
    const got = pages.flatMap((page) => page.operations).toSorted((a, b) => a.seq - b.seq)
    // JSON is what keeps them everywhere: a lone half of a letter is written as its escape.
    expect(got).toEqual(operations)
    expect(pages.every((page) => page.projectId === projectId)).toBe(true)
    const told = read.manifest?.writers.find((writer) => writer.id === id)
    const upTo = operations.at(-1)?.seq ?? 0
    expect(told).toEqual({
      id,
      projectId,
      annotatorId,
      upTo,
      held: operations.length,
      publicKey: Buffer.from(publicKey).toString('hex'),
    })
  }
  expect(read.profiles).toEqual(held.profiles)
  expect(read.blobs).toEqual(held.blobs)
  expect(read.local).toEqual(held.local)
  const answers = read.pages.findIndex(({ phase }) => phase === 'answers')
  if (answers !== -1) expect(read.pages.slice(answers).every(({ phase }) => phase === 'answers')).toBe(true)
  for (const { phase, operations } of read.pages) {
    expect(operations.every(({ item }) => (item === '') === (phase === 'project'))).toBe(true)
  }
}

describe('what is written', () => {
  it('is read again the same, in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(anyHeld, fc.integer({ min: 1, max: 5000 }), async (held, size) => {
        expectSame(held, await readAll(await written(memorySource(held)), {}, size))
      }),
      { numRuns: 60 },
    )
  })

  it('is read again the same when it is sealed, with the passphrase however it was composed', async () => {
    const seal = await makeSeal('خفیہ لفظ é', QUICK)
    const held = smallHeld()
    const bytes = await written(memorySource(held), { seal })
    expectSame(held, await readAll(bytes, { key: { passphrase: 'خفیہ لفظ e\u0301' } }))
    const identity = (await openSeal(seal, 'خفیہ لفظ é')) ?? ''
    expectSame(held, await readAll(bytes, { key: { identity } }, 333))
    for (const text of ['خبریں', 'کتابیں', 'عائشہ', 'manifest']) expect(bytes.includes(text)).toBe(false)
    expect(await openSeal(seal, 'خفیہ')).toBeNull()
  })

  it('seals with a work that costs a guesser about a second', async () => {
    const started = performance.now()
    const seal = await makeSeal('چار لفظ ایک جملہ')
    expect(performance.now() - started).toBeGreaterThan(100)
    expect(await openSeal(seal, 'چار لفظ ایک جملہ')).toMatch(/^AGE-SECRET-KEY-1/)
  }, 20_000)

  it('tells of each project what it holds, from the newest statuses', async () => {
    const { read } = await readAll(await written(memorySource(smallHeld())))
    expect(read.manifest).toMatchObject({ appVersion: '1.2.3', withTexts: true, blobs: 2, missingBlobs: [] })
    expect(read.manifest?.projects).toEqual([
      expect.objectContaining({ id: 'project0', name: 'خبریں', texts: 6, finished: 1, people: ['person0'] }),
      expect.objectContaining({ id: 'project1', name: '', texts: 6, finished: 1, people: ['person1'] }),
    ])
  })

  it('is of one moment: what is made while it is written stays out', async () => {
    const held = smallHeld()
    const source = memorySource(held)
    const log = held.operations.get('writer0' as WriterId)!
    const grown = {
      ...source,
      async profiles() {
        return held.profiles
      },
      async operationsAfter(id: WriterId, seq: number, limit: number): Promise<Operation[]> {
        const last = log.at(-1)!
        log.push({ ...last, kind: 'comment.set', item: 'chunk000:1', seq: last.seq + 1, lamport: last.lamport + 1 })
        return source.operationsAfter(id, seq, limit)
      },
    }
    const before = log.length
    const { result, read } = await readAll(await written(grown))
    expect(result.ok).toBe(true)
    expect(read.manifest?.writers[0]).toMatchObject({ held: before })
  })

  it('says which blobs are missing or damaged on the laptop, and is whole without them', async () => {
    const held = smallHeld()
    const [first = '', second = ''] = [...held.blobs.keys()]
    held.blobs.delete(first)
    held.blobs.set(second, Uint8Array.of(1, 2, 3))
    const { result, read } = await readAll(await written(memorySource(held)))
    expect(result.ok).toBe(true)
    expect(read.manifest?.missingBlobs).toEqual([first, second].toSorted())
    expect(read.blobs.size).toBe(0)
  })

  it('is given up when the laptop loses a project meanwhile, or when it is stopped', async () => {
    const held = smallHeld()
    const source = memorySource(held)
    let calls = 0
    const losing: typeof source = {
      ...source,
      operationsAfter: (id, seq, limit) => {
        calls += 1
        if (calls === 3) held.operations.delete(id)
        return source.operationsAfter(id, seq, limit)
      },
    }
    await expect(written(losing)).rejects.toThrow(BackupSourceChanged)
    await expect(written(memorySource(smallHeld()), { signal: { aborted: true } })).rejects.toThrow(BackupStopped)
  })

  it('tells its progress, never backwards, up to the end', async () => {
    const shares: number[] = []
    await written(memorySource(smallHeld()), { onProgress: ({ share }) => shares.push(share) })
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBeGreaterThan(0.5)
    expect(Math.max(...shares)).toBeLessThanOrEqual(1)
  })

  it('cuts pages at 500 operations and about a megabyte', async () => {
    const held = smallHeld()
    const comment = (seq: number, value: string): Operation => ({
      kind: 'comment.set',
      item: 'chunk000:1',
      key: '',
      at: 1,
      taskVersion: 1,
      seq,
      lamport: seq,
      value,
    })
    const long = 'ب'.repeat(300_000)
    held.operations.set('writer0' as WriterId, [
      ...Array.from({ length: 1200 }, (_, index) => comment(index + 1, 'مختصر')),
      ...Array.from({ length: 12 }, (_, index) => comment(1201 + index, long)),
    ])
    const { read } = await readAll(await written(memorySource(held)))
    const sizes = read.pages.filter(({ writerId }) => writerId === 'writer0').map(({ operations }) => operations.length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1212)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(BACKUP_LIMITS.pageOperations)
    expect(sizes.length).toBeGreaterThanOrEqual(5)
  })

  it('shows header and manifest from its first bytes alone', async () => {
    const bytes = await written(memorySource(smallHeld()))
    let given = 0
    async function* counted() {
      for await (const piece of piecesOf(bytes, 512)) {
        given += piece.length
        yield piece
      }
    }
    const peeked = await peekBackup(counted(), nodeBackupMachine)
    expect(peeked).toMatchObject({ ok: true, value: { header: { format: 1 }, manifest: { blobs: 2 } } })
    expect(given).toBeLessThan(bytes.length / 2)
    const sealed = await written(memorySource(smallHeld()), { seal: await makeSeal('پانچ', QUICK) })
    expect(await peekBackup(piecesOf(sealed), nodeBackupMachine)).toMatchObject({ ok: true, value: { manifest: null } })
    const opened = await peekBackup(piecesOf(sealed), nodeBackupMachine, { passphrase: 'پانچ' })
    expect(opened).toMatchObject({ ok: true, value: { manifest: { blobs: 2 } } })
  })

  it('is a plain archive after its first line, for any tar program', async () => {
    const bytes = await written(memorySource(smallHeld()))
    const archive = bytes.subarray(bytes.indexOf('\n') + 1)
    const listed = spawnSync('tar', ['-tf', '-'], { input: archive, encoding: 'utf8' })
    expect(listed.stdout.split('\n').filter((name) => name !== '')).toEqual([
      'manifest.json',
      'profiles.json',
      ...[...smallHeld().blobs.keys()].toSorted().map((name) => `blobs/${name}`),
      'operations/project/000001.ndjson.gz',
      'operations/project/000002.ndjson.gz',
      'operations/answers/000001.ndjson.gz',
      'operations/answers/000002.ndjson.gz',
      'local/rows.json',
      'end.json',
    ])
    const taken = spawnSync('tar', ['-xOf', '-', 'end.json'], { input: archive, encoding: 'utf8' })
    const { entries } = JSON.parse(taken.stdout) as { entries: { name: string; sha256: string }[] }
    const manifest = spawnSync('tar', ['-xOf', '-', 'manifest.json'], { input: archive })
    expect(entries[0]).toMatchObject({ name: 'manifest.json', sha256: sha256Of(manifest.stdout) })
  })
})
