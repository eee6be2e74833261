import { z } from '#shared/base/schema.ts'

export type PortHolder = 'nobody' | 'nishan' | 'someone'

const helloSchema = z.object({ app: z.literal('nishan') })

/** Who answers on a port of this machine. Anything that is not clearly Nishan is someone else. */
export async function askPort(port: number, timeoutMs = 3000): Promise<PortHolder> {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}/v1/hello`, { signal: AbortSignal.timeout(timeoutMs) })
    const hello = helloSchema.safeParse(await reply.json())
    return reply.ok && hello.success ? 'nishan' : 'someone'
  } catch (error) {
    return isRefused(error) ? 'nobody' : 'someone'
  }
}

function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ECONNREFUSED'
}
