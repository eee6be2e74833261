import type { PartResult, PoolPart, PoolReply, PoolRequest } from './agreement-pool-protocol.ts'
import { partsOf } from './agreement-pool-run.ts'

let run: ((part: PoolPart) => PartResult) | null = null

self.addEventListener('message', ({ data: request }: MessageEvent<PoolRequest>) => {
  try {
    if (request.kind === 'job') run = partsOf(request.job)
    else if (run !== null) {
      const result = run(request.part)
      post({ kind: 'done', result }, [result.values.buffer as ArrayBuffer])
    }
  } catch (error) {
    post({ kind: 'failed', detail: String(error) })
  }
})

function post(reply: PoolReply, transfer: Transferable[] = []): void {
  self.postMessage(reply, { transfer })
}
