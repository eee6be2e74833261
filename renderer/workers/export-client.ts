import type { FileSink } from '#renderer/platform/platform-port.ts'
import { PlatformError } from '#renderer/platform/platform-port.ts'
import type { ExportJob, ExportReply, ExportReport, ExportRequest } from './export-protocol.ts'

export type ExportProgress = { rows: number; scanned: number; total: number }
export type ExportOutcome = { ok: true; report: ExportReport } | { ok: false; code: string }

/**
 * Writes a job to a sink. The worker makes bytes, the page hands them to the platform's file;
 * each chunk is asked for when the one before is written. On cancel or failure nothing is left.
 */
export async function exportToSink(
  job: ExportJob,
  sink: FileSink,
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<ExportOutcome> {
  const worker = new Worker(new URL('./export-worker.ts', import.meta.url), { type: 'module' })
  try {
    let reply = await ask(worker, { kind: 'start', job })
    while (reply.kind === 'chunk') {
      if (signal.aborted) return await give(sink, 'cancelled')
      await sink.write(reply.bytes)
      onProgress({ rows: reply.rows, scanned: reply.scanned, total: reply.total })
      reply = await ask(worker, { kind: 'next' })
    }
    if (reply.kind === 'failed') return await give(sink, reply.code)
    if (signal.aborted) return await give(sink, 'cancelled')
    await sink.close()
    return { ok: true, report: reply.report }
  } catch (error) {
    return await give(sink, error instanceof PlatformError ? error.code : 'platform-failed')
  } finally {
    worker.terminate()
  }
}

async function give(sink: FileSink, code: string): Promise<ExportOutcome> {
  await sink.abort().catch(() => undefined)
  return { ok: false, code }
}

function ask(worker: Worker, request: ExportRequest): Promise<ExportReply> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<ExportReply>) => resolve(data), { once: true })
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true })
    worker.postMessage(request)
  })
}
