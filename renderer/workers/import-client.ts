import { portTo, type OutsideStores } from '#renderer/platform/store-channel.ts'
import {
  importReplySchema,
  type ImportPlan,
  type ImportProgress,
  type ImportReply,
  type ImportRequest,
} from './import-protocol.ts'

type Ending = Exclude<ImportReply, { kind: 'progress' }>
type Job = { onProgress: (progress: ImportProgress) => void; resolve: (ending: Ending) => void }

/** The screen's side of the import worker: each job resolves with how it ended. */
export class ImportClient {
  readonly #worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module', name: 'import' })
  readonly #jobs = new Map<number, Job>()
  #last = 0

  /** `stores`: where the worker writes what IndexedDB and its own file system do not hold; null in a browser. */
  constructor(stores: OutsideStores | null = null) {
    const port = stores === null ? null : portTo(stores)
    this.#worker.postMessage({ kind: 'stores', port }, { transfer: port === null ? [] : [port] })
    this.#worker.addEventListener('message', (event: MessageEvent<unknown>) =>
      this.#take(importReplySchema.parse(event.data)),
    )
    this.#worker.addEventListener('error', (event) => this.#fail(event.message))
  }

  preview(
    files: File[],
    settings: Extract<ImportRequest, { kind: 'preview' }>['settings'],
    target: ImportPlan['target'],
  ) {
    return this.#start(
      (job) => ({ kind: 'preview', job, files, settings, target }),
      () => undefined,
    )
  }

  check(plan: ImportPlan, onProgress: (progress: ImportProgress) => void) {
    return this.#start((job) => ({ kind: 'check', job, plan }), onProgress)
  }

  run(plan: ImportPlan, onProgress: (progress: ImportProgress) => void) {
    return this.#start((job) => ({ kind: 'run', job, plan }), onProgress)
  }

  /** Ends the worker with whatever it was doing; stored chunks stay. */
  close() {
    this.#worker.terminate()
    this.#jobs.clear()
  }

  #start(request: (job: number) => ImportRequest, onProgress: Job['onProgress']) {
    const job = (this.#last += 1)
    const ended = new Promise<Ending>((resolve) => {
      this.#jobs.set(job, { onProgress, resolve })
    })
    this.#worker.postMessage(request(job), { transfer: [] })
    return {
      ended,
      cancel: () => this.#worker.postMessage({ kind: 'cancel', job } satisfies ImportRequest, { transfer: [] }),
    }
  }

  #take(message: ImportReply) {
    const job = this.#jobs.get(message.job)
    if (!job) return
    if (message.kind === 'progress') job.onProgress(message.progress)
    else {
      this.#jobs.delete(message.job)
      job.resolve(message)
    }
  }

  /** The worker could not start or broke: no job will hear of it otherwise. */
  #fail(detail: string) {
    for (const [job, { resolve }] of this.#jobs) resolve({ kind: 'failed', job, failure: 'failed', file: '', detail })
    this.#jobs.clear()
  }
}
