import type { SealReply, SealRequest } from './seal-protocol.ts'
import { sealHere } from './seal-run.ts'

self.addEventListener('message', ({ data: request }: MessageEvent<SealRequest>) => {
  answer(request).then(post, (error: unknown) => post({ kind: 'failed', detail: String(error) }))
})

async function answer(request: SealRequest): Promise<SealReply> {
  if (request.kind === 'seal') return { kind: 'sealed', bytes: await sealHere.seal(request.archive, request.target) }
  return { kind: 'unsealed', result: await sealHere.unseal(request.sealed, request.keys) }
}

function post(reply: SealReply): void {
  self.postMessage(reply)
}
