import { useEffect, useEffectEvent } from 'react'
import type { Result } from '#shared/base/result.ts'
import type { z } from '#shared/base/schema.ts'
import type { JoinFailure } from './team-parts.ts'
import type { TeamSession } from './team-session.ts'

/** `turn`: asked again when it changes; null = not asked. */
type Question<Value> = { path: string; schema: z.ZodType<Value>; turn: string | number | null }

/** Asks the hub something of a project now and at each turn; an answer that another turn overtook is not told. */
export function useAskHub<Value>(
  session: TeamSession,
  { path, schema, turn }: Question<Value>,
  onReply: (reply: Result<Value, JoinFailure>) => void,
): void {
  const tell = useEffectEvent(onReply)
  useEffect(() => {
    if (turn === null) return undefined
    let over = false
    const ask = async () => {
      const reply = await session.ask({ method: 'GET', path }, schema)
      if (!over) tell(reply)
    }
    void ask()
    return () => {
      over = true
    }
  }, [session, path, schema, turn])
}
