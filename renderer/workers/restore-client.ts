import type { BackupFile } from '#renderer/platform/backups-port.ts'
import { portTo, type OutsideStores } from '#renderer/platform/store-channel.ts'
import type { CopyRequest } from '#renderer/data/restore/restore-copy.ts'
import type { RestoreReply, RestoreRequest, RestoreStream } from './restore-protocol.ts'

export type RestoreEnding = Exclude<RestoreReply, { kind: 'progress' }>

/** The screen's side of the restore worker: one file, read as often as needed, one reading at a time. */
export class RestoreClient {
  readonly #worker = new Worker(new URL('./restore-worker.ts', import.meta.url), { type: 'module', name: 'restore' })
  readonly #file: BackupFile
  #hear: ((reply: RestoreReply) => void) | null = null

  /** `stores`: where the worker writes what IndexedDB and its own file system do not hold; null in a browser. */
  constructor(file: BackupFile, stores: OutsideStores | null) {
    this.#file = file
    const port = stores === null ? null : portTo(stores)
    this.#post({ kind: 'stores', port }, port === null ? [] : [port])
    this.#worker.addEventListener('message', ({ data }: MessageEvent<RestoreReply>) => this.#hear?.(data))
    this.#worker.addEventListener('error', (event) =>
      this.#hear?.({ kind: 'failed', code: 'failed', entry: '', detail: event.message }),
    )
  }

  /** Reads the whole file, proves it whole, and says what bringing it back would change. */
  plan(passphrase: string | null, onShare: (share: number) => void): Promise<RestoreEnding> {
    const stream = streamOf(this.#file)
    return this.#ask({ kind: 'plan', stream, passphrase }, stream, onShare)
  }

  whole(onShare: (share: number) => void): Promise<RestoreEnding> {
    const stream = streamOf(this.#file)
    return this.#ask({ kind: 'whole', stream }, stream, onShare)
  }

  copy(copy: CopyRequest, onShare: (share: number) => void): Promise<RestoreEnding> {
    const stream = streamOf(this.#file)
    return this.#ask({ kind: 'copy', stream, copy }, stream, onShare)
  }

  /** The reading that is under way ends with the code 'stopped'. */
  cancel(): void {
    this.#post({ kind: 'cancel' })
  }

  close(): void {
    this.#worker.terminate()
  }

  #ask(request: RestoreRequest, stream: RestoreStream, onShare: (share: number) => void): Promise<RestoreEnding> {
    return new Promise((resolve) => {
      this.#hear = (reply) => {
        if (reply.kind === 'progress') onShare(this.#file.bytes === 0 ? 0 : reply.bytes / this.#file.bytes)
        else resolve(reply)
      }
      this.#post(request, [stream])
    })
  }

  #post(request: RestoreRequest, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, { transfer })
  }
}

/** A file that a person picked. */
export function pickedFile(file: File): BackupFile {
  return { name: file.name, bytes: file.size, pieces: () => file.stream() }
}

/** Pulled by the worker: a slow store never fills the memory. */
function streamOf(file: BackupFile): RestoreStream {
  const pieces = file.pieces()[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await pieces.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}
