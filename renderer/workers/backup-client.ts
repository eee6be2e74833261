import type { Seal } from '#shared/backup/backup-schema.ts'
import { PlatformError, type FileSink } from '#renderer/platform/platform-port.ts'
import { portTo, type OutsideStores } from '#renderer/platform/store-channel.ts'
import type { BackupJob, BackupReply, BackupReport, BackupRequest } from './backup-protocol.ts'

export type BackupFileProgress = { step: 'writing' | 'checking'; share: number; operations: number; bytes: number }

/** `checked`: read back whole from where it lies; false where the platform cannot read it back. */
export type BackupFileOutcome = { ok: true; report: BackupReport; checked: boolean } | { ok: false; code: string }

export type BackupFileRequest = {
  job: BackupJob
  sink: FileSink
  stores: OutsideStores | null
  signal: AbortSignal
  onProgress: (progress: BackupFileProgress) => void
}

/**
 * Writes a backup to a sink and reads it back where that is possible. The worker makes bytes, the page hands them to
 * the platform's file. On cancel or failure nothing is left.
 */
export async function backupToSink(request: BackupFileRequest): Promise<BackupFileOutcome> {
  const { job, sink, stores, signal } = request
  const worker = openWorker()
  try {
    const port = stores === null ? null : portTo(stores)
    let reply = await ask(worker, { kind: 'start', job, port }, port === null ? [] : [port])
    while (reply.kind === 'chunk') {
      if (signal.aborted) return await give(sink, 'cancelled')
      await sink.write(reply.bytes)
      request.onProgress({ step: 'writing', ...reply.progress })
      reply = await ask(worker, { kind: 'next' })
    }
    if (signal.aborted) return await give(sink, 'cancelled')
    if (reply.kind !== 'done') return await give(sink, reply.kind === 'failed' ? reply.code : 'platform-failed')
    await sink.close()
    const whole = sink.readBack === null ? null : await verify(worker, await sink.readBack(), reply.report, request)
    return whole === false
      ? { ok: false, code: 'not-verified' }
      : { ok: true, report: reply.report, checked: whole === true }
  } catch (error) {
    return await give(sink, error instanceof PlatformError ? error.code : 'platform-failed')
  } finally {
    worker.terminate()
  }
}

/** A new key pair, its private half locked with the passphrase: a second's work, off the page. */
export async function sealWith(passphrase: string): Promise<Seal> {
  const worker = openWorker()
  try {
    const reply = await ask(worker, { kind: 'seal', passphrase })
    if (reply.kind === 'sealed') return reply.seal
    throw new PlatformError('platform-failed', reply.kind)
  } finally {
    worker.terminate()
  }
}

async function verify(
  worker: Worker,
  file: Blob,
  { operations, bytes }: BackupReport,
  { onProgress }: BackupFileRequest,
): Promise<boolean> {
  const reply = await ask(worker, { kind: 'verify', file }, [], (read) =>
    onProgress({ step: 'checking', share: bytes === 0 ? 0 : read / bytes, operations, bytes: read }),
  )
  return reply.kind === 'verified' && reply.whole
}

async function give(sink: FileSink, code: string): Promise<BackupFileOutcome> {
  await sink.abort().catch(() => undefined)
  return { ok: false, code }
}

function openWorker(): Worker {
  return new Worker(new URL('./backup-worker.ts', import.meta.url), { type: 'module', name: 'backup' })
}

function ask(
  worker: Worker,
  request: BackupRequest,
  transfer: Transferable[] = [],
  onChecking?: (bytes: number) => void,
): Promise<Exclude<BackupReply, { kind: 'checking' }>> {
  return new Promise((resolve, reject) => {
    const take = ({ data: reply }: MessageEvent<BackupReply>) => {
      if (reply.kind === 'checking') {
        onChecking?.(reply.bytes)
        return
      }
      worker.removeEventListener('message', take)
      resolve(reply)
    }
    worker.addEventListener('message', take)
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true })
    worker.postMessage(request, transfer)
  })
}
