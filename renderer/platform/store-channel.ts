import type { BlobStorePort } from './blob-store-port.ts'
import { PlatformError, type PlatformErrorCode, type PlatformPort } from './platform-port.ts'
import type { SecondStorePort } from './second-store-port.ts'

/** The stores outside the browser, as a window reaches them and a worker does not. */
export type OutsideStores = { secondStore: SecondStorePort; blobs: BlobStorePort }

/** Those of a platform; null in a browser, where a worker has stores of its own. */
export function outsideStores({ secondStore, blobs }: PlatformPort): OutsideStores | null {
  return secondStore === null ? null : { secondStore, blobs }
}

type Call = { id: number; store: keyof OutsideStores; name: string; args: unknown[] }
type Reply = { id: number } & ({ value: unknown } | { code: PlatformErrorCode; detail: string })

const METHODS = {
  secondStore: [
    'open',
    'append',
    'restore',
    'operationsAfter',
    'reissue',
    'putWriter',
    'putAnnotator',
    'deleteAnnotator',
    'deleteProject',
  ],
  blobs: ['put', 'get', 'has', 'missingOf', 'delete'],
} as const satisfies { [S in keyof OutsideStores]: readonly (keyof OutsideStores[S])[] }

/** Answers a worker's calls from the window; the end of the channel that the worker is given. */
export function portTo(stores: OutsideStores): MessagePort {
  const { port1: port, port2 } = new MessageChannel()
  port.addEventListener('message', ({ data: call }: MessageEvent<Call>) => {
    const known: readonly string[] = METHODS[call.store]
    const store = stores[call.store]
    const method: unknown = known.includes(call.name) ? Reflect.get(store, call.name) : undefined
    const work: unknown = typeof method === 'function' ? Reflect.apply(method, store, call.args) : undefined
    void Promise.resolve(work).then(
      (value) => port.postMessage({ id: call.id, value } satisfies Reply),
      (error: unknown) => {
        const code = error instanceof PlatformError ? error.code : 'platform-failed'
        port.postMessage({ id: call.id, code, detail: String(error) } satisfies Reply)
      },
    )
  })
  port.start()
  return port2
}

/** The same stores on the worker's side of the channel. */
export function storesOver(port: MessagePort): OutsideStores {
  const waiting = new Map<number, (reply: Reply) => void>()
  let last = 0
  port.addEventListener('message', ({ data: reply }: MessageEvent<Reply>) => {
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  port.start()
  const ask = (store: keyof OutsideStores, name: string, args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, (reply) => {
        if ('value' in reply) resolve(reply.value)
        else reject(new PlatformError(reply.code, reply.detail))
      })
      port.postMessage({ id: last, store, name, args } satisfies Call)
    })
  const storeOf = (store: keyof OutsideStores): unknown =>
    Object.fromEntries(METHODS[store].map((name) => [name, (...args: unknown[]) => ask(store, name, args)]))
  return { secondStore: storeOf('secondStore') as SecondStorePort, blobs: storeOf('blobs') as BlobStorePort }
}
