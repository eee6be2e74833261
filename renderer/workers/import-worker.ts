import { createDataContext, type DataContext } from '#renderer/data/data-context.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { projectTextKeys } from '#renderer/data/queries/text-keys.ts'
import { twoStoreJournal } from '#renderer/data/journal/two-store-journal.ts'
import { opfsBlobStore } from '#renderer/platform/opfs-blob-store.ts'
import { storesOver } from '#renderer/platform/store-channel.ts'
import { checkImport } from './import-check.ts'
import { importFailureOf } from './import-failure.ts'
import { previewImport } from './import-preview.ts'
import { importRequestSchema, type ImportReply, type ImportRequest } from './import-protocol.ts'
import { runImport } from './import-run.ts'

/** The import's worker: reads, parses and stores off the main thread. One job at a time is what the screen asks for. */
let data: DataContext | null = null
const running = new Map<number, AbortController>()

function reply(message: ImportReply) {
  globalThis.postMessage(message, { transfer: [] })
}

/** The window's first message: where the stores outside this worker are reached, if there are any. */
function openStores(port: MessagePort | null): DataContext {
  const db = new NishanDatabase()
  if (port === null) return createDataContext({ db, blobs: opfsBlobStore() })
  const { secondStore, blobs } = storesOver(port)
  return createDataContext({ db, blobs, journal: twoStoreJournal(db, secondStore) })
}

type Work = Exclude<ImportRequest, { kind: 'cancel' | 'stores' }>

async function work(request: Work, signal: AbortSignal): Promise<ImportReply> {
  const { job } = request
  if (request.kind === 'preview') {
    return { kind: 'previewed', job, preview: await previewImport(request.files, request.settings, request.target) }
  }
  const { plan } = request
  if (data === null) throw new Error('Invariant broken: a job came before the stores')
  const projectKeys = await projectTextKeys(data, plan.who.projectId)
  const onProgress = (progress: Extract<ImportReply, { kind: 'progress' }>['progress']) =>
    reply({ kind: 'progress', job, progress })
  if (request.kind === 'check') {
    const check = await checkImport(data, plan, { projectKeys, signal, onProgress })
    return check === null ? { kind: 'cancelled', job } : { kind: 'checked', job, check }
  }
  return { kind: 'ended', job, result: await runImport(data, plan, { projectKeys, signal, onProgress }) }
}

async function handle(request: ImportRequest): Promise<void> {
  if (request.kind === 'stores') {
    data = openStores(request.port)
    return
  }
  if (request.kind === 'cancel') {
    running.get(request.job)?.abort()
    return
  }
  const controller = new AbortController()
  running.set(request.job, controller)
  try {
    reply(await work(request, controller.signal))
  } catch (error) {
    const { failure, file, detail } = importFailureOf(error)
    reply({ kind: 'failed', job: request.job, failure, file, detail })
  } finally {
    running.delete(request.job)
  }
}

globalThis.addEventListener('message', (event: MessageEvent<unknown>) => {
  void handle(importRequestSchema.parse(event.data))
})
