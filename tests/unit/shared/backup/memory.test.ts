import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { nodeBackupMachine } from '#electron/main/services/snapshots/node-backup-machine.ts'
import { verifyBackup } from '#shared/backup/read-backup.ts'
import { writeBackup, type BackupSource } from '#shared/backup/write-backup.ts'
import type { AnnotatorId, ItemId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { Operation } from '#shared/sync/operation.ts'
import { PLAIN } from '#tests/support/backup-data.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** A laptop with so many operations, none of which is kept in memory. */
function manyOperations(count: number): BackupSource {
  const operation = (seq: number): Operation => ({
    kind: seq % 2 === 0 ? 'item.status' : 'comment.set',
    item: `chunk${String(Math.floor(seq / 1000)).padStart(3, '0')}:${seq % 1000}` as ItemId,
    at: seq,
    taskVersion: 1,
    value: seq % 2 === 0 ? 'done' : `تبصرہ نمبر ${seq}: کتاب وقت پر آئی، جلد ذرا مڑی ہوئی تھی`,
    seq,
    lamport: seq,
  })
  const writer = { id: 'w1' as WriterId, projectId: 'p1' as ProjectId, annotatorId: 'a1' as AnnotatorId }
  return {
    appVersion: '1',
    writers: async () => [{ ...writer, publicKey: new Uint8Array(32), upTo: count }],
    profiles: async () => [],
    operationsAfter: async (_id, seq, limit) =>
      Array.from({ length: Math.max(0, Math.min(limit, count - seq)) }, (_, index) => operation(seq + 1 + index)),
    blob: async () => null,
    local: async () => null,
  }
}

/** The most that is held while a backup is written and read at once, above what was held before, in bytes. */
async function heldWhile(count: number): Promise<number> {
  collect()
  const before = process.memoryUsage()
  let most = 0
  let pieces = 0
  async function* watched() {
    for await (const piece of writeBackup(manyOperations(count), nodeBackupMachine, PLAIN)) {
      pieces += 1
      if (pieces % 20 === 0) {
        collect()
        const now = process.memoryUsage()
        most = Math.max(most, now.heapUsed + now.arrayBuffers - before.heapUsed - before.arrayBuffers)
      }
      yield piece
    }
  }
  const result = await verifyBackup(watched(), nodeBackupMachine)
  expect(result).toMatchObject({ ok: true, value: { operations: count } })
  return most
}

it('a backup of 100,000 operations takes no more memory than one of 10,000, within a few megabytes', async () => {
  await heldWhile(1000)
  const few = await heldWhile(10_000)
  const many = await heldWhile(100_000)
  // All of them at once would be some fifty megabytes; buffers on their way come and go.
  expect(many - few).toBeLessThan(15_000_000)
  expect(many).toBeLessThan(25_000_000)
}, 120_000)
