import { createDataContext } from '#renderer/data/data-context.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { opfsBlobStore } from '#renderer/platform/opfs-blob-store.ts'
import type { ExportReply, ExportReport, ExportRequest } from './export-protocol.ts'
import { runExport, type ExportChunk } from './export-run.ts'

const data = createDataContext({ db: new NishanDatabase(), blobs: opfsBlobStore() })
let running: AsyncGenerator<ExportChunk, ExportReport> | null = null

self.addEventListener('message', ({ data: request }: MessageEvent<ExportRequest>) => {
  if (request.kind === 'start') running = runExport(data, request.job)
  void step()
})

/** One chunk an asking: the page has written the one before. */
async function step(): Promise<void> {
  if (running === null) return
  try {
    const { done, value } = await running.next()
    if (done) post({ kind: 'done', report: value })
    else post({ kind: 'chunk', ...value }, [value.bytes.buffer])
  } catch (error) {
    post({ kind: 'failed', code: error instanceof Error ? error.name : 'UnknownError' })
  }
}

function post(reply: ExportReply, transfer: Transferable[] = []): void {
  self.postMessage(reply, { transfer })
}
