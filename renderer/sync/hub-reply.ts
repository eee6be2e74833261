import { errorReplySchema, type ErrorReply } from '#shared/sync/messages/error-reply.ts'
import { parseShallow } from '#shared/sync/operation-lines.ts'
import type { HubRequest, HubResponse, HubTransport } from './hub-transport.ts'
import type { RoundEnd } from './sync-round.ts'

const decoder = new TextDecoder()

/** A JSON body, or null. */
export function jsonOf(response: HubResponse): unknown {
  return parseShallow(decoder.decode(response.body))
}

/** The hub's refusal; null = the answer is none of the hub's. */
export function refusalIn(response: HubResponse): ErrorReply | null {
  const parsed = errorReplySchema.safeParse(jsonOf(response))
  return parsed.success && response.status >= 400 ? parsed.data : null
}

/** Ends a round from inside; {@link endOf} tells it. */
export class RoundOver extends Error {
  readonly end: RoundEnd
  constructor(end: RoundEnd) {
    super(end.kind)
    this.end = end
  }
}

/** Runs a round; how it ended. */
export async function endOf(run: () => Promise<void>): Promise<RoundEnd> {
  try {
    await run()
    return { kind: 'done' }
  } catch (error) {
    if (error instanceof RoundOver) return error.end
    throw error
  }
}

/** Ends the round with the hub's word, or with the finding that it was not the hub. */
export function endRefused(response: HubResponse): never {
  const refusal = refusalIn(response)
  if (refusal === null) throw new RoundOver({ kind: 'portal' })
  throw new RoundOver({ kind: 'refused', code: refusal.code, retryAfterS: response.retryAfterS })
}

/** Sends, or ends the round when nothing comes back. */
export async function sendOrEnd(transport: HubTransport, request: HubRequest): Promise<HubResponse> {
  try {
    return await transport.send(request)
  } catch {
    throw new RoundOver({ kind: 'no-network' })
  }
}
