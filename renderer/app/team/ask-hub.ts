import { failure, success, type Result } from '#shared/base/result.ts'
import type { z } from '#shared/base/schema.ts'
import type { ErrorReply } from '#shared/sync/messages/error-reply.ts'
import { jsonOf, refusalIn } from '#renderer/sync/hub-reply.ts'
import type { HubRequest, HubResponse, HubTransport } from '#renderer/sync/hub-transport.ts'
import type { JoinFailure } from './team-parts.ts'

/** Why a hub did not do what it was asked: its word, nothing came back, or something else answered. */
export type HubFault = { code: JoinFailure; fault?: ErrorReply['fault'] }

/** Asks a hub something; what it answers, read by the schema. */
export async function askHub<Value>(
  transport: HubTransport,
  request: HubRequest,
  schema: z.ZodType<Value>,
): Promise<Result<Value, HubFault>> {
  const response = await transport.send(request).catch(() => null)
  if (response === null) return failure({ code: 'no-network' })
  const parsed = schema.safeParse(jsonOf(response))
  return response.status < 300 && parsed.success ? success(parsed.data) : refused(response)
}

export function refused(response: HubResponse): Result<never, HubFault> {
  return failure(refusalIn(response) ?? { code: 'portal' })
}

export function jsonBody(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
