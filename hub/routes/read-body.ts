import type { z } from '#shared/base/schema.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { ErrorCode } from '#shared/sync/messages/error-reply.ts'
import { parseShallow } from '#shared/sync/operation-lines.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Text of a body, or null when it is not UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

/** A JSON body of one shape. */
export function jsonOf<Value>(bytes: Uint8Array, schema: z.ZodType<Value>): Result<Value, ErrorCode> {
  const text = textOf(bytes)
  const parsed = schema.safeParse(text === null ? null : parseShallow(text))
  return parsed.success ? success(parsed.data) : failure('bad-request')
}
