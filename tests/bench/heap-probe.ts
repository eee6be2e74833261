import type { CDPSession, Page } from '@playwright/test'

/** Bytes in use after a garbage collection: objects, and the buffers they hold. */
export type Heap = { readonly pageBytes: number; readonly workerBytes: number }

type Attached = { readonly sessionId: string; readonly targetInfo: { readonly type: string } }
type HeapUsage = { readonly usedSize: number; readonly backingStorageSize?: number }

const bytesOf = ({ usedSize, backingStorageSize = 0 }: HeapUsage): number => usedSize + backingStorageSize

/** Reads what a page and the workers it starts hold. Collecting garbage takes time: never in a run that is timed. */
export class HeapProbe {
  readonly #cdp: CDPSession
  readonly #workers = new Set<string>()
  readonly #waiting = new Map<number, (result: unknown) => void>()
  #last = 0

  private constructor(cdp: CDPSession) {
    this.#cdp = cdp
    cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }: Attached) => {
      if (targetInfo.type === 'worker') this.#workers.add(sessionId)
    })
    cdp.on('Target.detachedFromTarget', ({ sessionId }: { sessionId: string }) => this.#workers.delete(sessionId))
    cdp.on('Target.receivedMessageFromTarget', ({ message }: { message: string }) => {
      const { id, result } = JSON.parse(message) as { id?: number; result?: unknown }
      if (id === undefined) return
      this.#waiting.get(id)?.(result)
      this.#waiting.delete(id)
    })
  }

  static async attach(page: Page): Promise<HeapProbe> {
    const cdp = await page.context().newCDPSession(page)
    const probe = new HeapProbe(cdp)
    // Not flat: Playwright's sessions cannot speak to a worker's own session, so messages go through the page's.
    await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false })
    return probe
  }

  async read(): Promise<Heap> {
    await this.#cdp.send('HeapProfiler.collectGarbage')
    const page = (await this.#cdp.send('Runtime.getHeapUsage')) as HeapUsage
    let workerBytes = 0
    for (const worker of this.#workers) {
      await this.#ask(worker, 'HeapProfiler.collectGarbage')
      workerBytes += bytesOf((await this.#ask(worker, 'Runtime.getHeapUsage')) as HeapUsage)
    }
    return { pageBytes: bytesOf(page), workerBytes }
  }

  async #ask(sessionId: string, method: string): Promise<unknown> {
    const id = (this.#last += 1)
    const answered = new Promise((resolve) => this.#waiting.set(id, resolve))
    await this.#cdp.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
    return answered
  }
}
