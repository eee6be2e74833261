import type { SealPort, SealReply, SealRequest } from './seal-protocol.ts'

/** Off the page; a cancelled one ends its worker and rejects with the signal's reason. */
export const sealInWorker: SealPort = {
  async seal(archive, target, signal) {
    const reply = await ask({ kind: 'seal', archive, target }, signal)
    if (reply.kind === 'sealed') return reply.bytes
    throw new Error(`Invariant broken: ${reply.kind} for a seal`)
  },
  async unseal(sealed, keys, signal) {
    const reply = await ask({ kind: 'unseal', sealed, keys }, signal)
    if (reply.kind === 'unsealed') return reply.result
    throw new Error(`Invariant broken: ${reply.kind} for an unseal`)
  },
}

function ask(request: SealRequest, signal: AbortSignal | undefined): Promise<SealReply> {
  const worker = new Worker(new URL('./seal-worker.ts', import.meta.url), { type: 'module', name: 'seal' })
  return new Promise<SealReply>((resolve, reject) => {
    worker.addEventListener('message', ({ data: reply }: MessageEvent<SealReply>) => {
      if (reply.kind === 'failed') reject(new Error(reply.detail))
      else resolve(reply)
    })
    worker.addEventListener('error', (event) => reject(new Error(event.message)))
    signal?.addEventListener('abort', () => reject(signal.reason as Error))
    worker.postMessage(request)
  }).finally(() => worker.terminate())
}
