import type { ProjectId } from '#shared/base/ids.ts'
import type {
  AgreementReply,
  AgreementRequest,
  AgreementStep,
  Asked,
  AskedKind,
  Disagreed,
  QueueWish,
  Told,
} from './agreement-protocol.ts'

export type AskOptions<Kind extends AskedKind> = {
  signal?: AbortSignal
  onStep?: (step: AgreementStep) => void
  /** What is known before the interval is. */
  onEarly?: (early: Told[Kind]) => void
}

/** The worker could not answer; `code` names the error. */
export class AgreementFailed extends Error {
  override readonly name = 'AgreementFailed'
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}

type Waiting = {
  resolve: (told: Told[AskedKind]) => void
  reject: (error: Error) => void
  onStep: (step: AgreementStep) => void
  onEarly: (early: Told[AskedKind]) => void
}

/** Nobody asks or watches for so long: the worker goes, and with it the answers in memory. */
const IDLE_MS = 60_000

/** One worker for all that is measured on answers; begun when it is first asked. */
export class AgreementClient {
  #worker: Worker | null = null
  #next = 1
  readonly #waiting = new Map<number, Waiting>()
  readonly #watchers = new Map<ProjectId, Set<() => void>>()
  #idle: ReturnType<typeof setTimeout> | null = null

  /** Rejects with an `AbortError` when the signal ends it, with {@link AgreementFailed} when the worker fails. */
  ask<Kind extends AskedKind>(
    kind: Kind,
    asked: Asked[Kind],
    { signal, onStep, onEarly }: AskOptions<Kind> = {},
  ): Promise<Told[Kind]> {
    const id = this.#next
    this.#next += 1
    return new Promise<Told[Kind]>((resolve, reject) => {
      const end = () => {
        this.#waiting.delete(id)
        signal?.removeEventListener('abort', abort)
        this.#rest()
      }
      const abort = () => {
        end()
        this.#send({ kind: 'cancel', id })
        reject(new DOMException('no longer wanted', 'AbortError'))
      }
      if (signal?.aborted === true) {
        reject(new DOMException('no longer wanted', 'AbortError'))
        return
      }
      signal?.addEventListener('abort', abort)
      this.#waiting.set(id, {
        resolve: (told) => {
          end()
          resolve(told as Told[Kind])
        },
        reject: (error) => {
          end()
          reject(error)
        },
        onStep: onStep ?? (() => undefined),
        onEarly: (early) => onEarly?.(early as Told[Kind]),
      })
      this.#send({ id, kind, asked } as AgreementRequest)
    })
  }

  /** Items whose answers differ and are not settled. */
  queue(wish: QueueWish, signal?: AbortSignal): Promise<Disagreed[]> {
    return this.ask('queue', wish, signal === undefined ? {} : { signal })
  }

  /** Tells when answers or settled answers of a project changed, in any window. The function given back ends it. */
  watch(projectId: ProjectId, tell: () => void): () => void {
    const watchers = this.#watchers.get(projectId) ?? new Set()
    this.#watchers.set(projectId, watchers.add(tell))
    if (watchers.size === 1) this.#send({ kind: 'watch', projectId })
    return () => {
      watchers.delete(tell)
      if (watchers.size > 0) return
      this.#watchers.delete(projectId)
      this.#send({ kind: 'unwatch', projectId })
      this.#rest()
    }
  }

  #send(request: AgreementRequest): void {
    if (this.#idle !== null) clearTimeout(this.#idle)
    this.#idle = null
    this.#worker ??= this.#begin()
    this.#worker.postMessage(request)
  }

  #begin(): Worker {
    const worker = new Worker(new URL('./agreement-worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<AgreementReply>) => this.#take(data))
    worker.addEventListener('error', (event) => {
      const error = new AgreementFailed(event.message)
      this.#worker?.terminate()
      this.#worker = null
      const waiting = Array.from(this.#waiting.values())
      for (const { reject } of waiting) reject(error)
    })
    return worker
  }

  #take(reply: AgreementReply): void {
    if ('changed' in reply) {
      for (const tell of this.#watchers.get(reply.changed) ?? []) tell()
      return
    }
    const waiting = this.#waiting.get(reply.id)
    if (waiting === undefined) return
    if ('step' in reply) waiting.onStep(reply.step)
    else if ('early' in reply) waiting.onEarly(reply.early)
    else if ('told' in reply) waiting.resolve(reply.told)
    else waiting.reject(new AgreementFailed(reply.failed))
  }

  /** Lets the worker go when nobody wants anything of it. */
  #rest(): void {
    if (this.#worker === null || this.#waiting.size > 0 || this.#watchers.size > 0) return
    if (this.#idle !== null) clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      this.#worker?.terminate()
      this.#worker = null
      this.#idle = null
    }, IDLE_MS)
  }
}
