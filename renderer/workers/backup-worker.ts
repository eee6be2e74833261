import { verifyBackup } from '#shared/backup/read-backup.ts'
import { makeSeal, passingKey } from '#shared/backup/sealing.ts'
import { createDataContext } from '#renderer/data/data-context.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { dexieSource } from '#renderer/data/queries/backup-source.ts'
import { opfsBlobStore } from '#renderer/platform/opfs-blob-store.ts'
import { storesOver } from '#renderer/platform/store-channel.ts'
import type { BackupReply, BackupReport, BackupRequest } from './backup-protocol.ts'
import { runBackup, type BackupChunk } from './backup-run.ts'
import { browserBackupMachine } from './browser-backup-machine.ts'

/** Writes one backup, and reads it back. The key by which a sealed one is read back lives as long as this worker. */
let running: AsyncGenerator<BackupChunk, BackupReport> | null = null
let identity: string | null = null

self.addEventListener('message', ({ data: request }: MessageEvent<BackupRequest>) => {
  answer(request).then(
    (reply) => post(reply, reply.kind === 'chunk' ? [reply.bytes.buffer] : []),
    (error: unknown) => post({ kind: 'failed', code: error instanceof Error ? error.name : 'UnknownError' }),
  )
})

async function answer(request: BackupRequest): Promise<BackupReply> {
  if (request.kind === 'seal') return { kind: 'sealed', seal: await makeSeal(request.passphrase) }
  if (request.kind === 'verify') return { kind: 'verified', whole: await isWhole(request.file) }
  if (request.kind === 'start') running = await begin(request)
  if (running === null) throw new Error('Invariant broken: a piece was asked for before the start')
  const { done, value } = await running.next()
  return done === true ? { kind: 'done', report: value } : { kind: 'chunk', ...value }
}

async function begin({ job, port }: Extract<BackupRequest, { kind: 'start' }>) {
  const blobs = port === null ? opfsBlobStore() : storesOver(port).blobs
  const data = createDataContext({ db: new NishanDatabase(), blobs })
  const key = job.seal === null ? null : await passingKey()
  identity = key?.identity ?? null
  return runBackup(dexieSource(data, job.appVersion), browserBackupMachine, job, key?.recipient ?? null)
}

async function isWhole(file: Blob): Promise<boolean> {
  const result = await verifyBackup(file.stream(), browserBackupMachine, {
    ...(identity !== null && { key: { identity } }),
    onProgress: (bytes) => post({ kind: 'checking', bytes }),
  })
  return result.ok
}

function post(reply: BackupReply, transfer: Transferable[] = []): void {
  self.postMessage(reply, { transfer })
}
