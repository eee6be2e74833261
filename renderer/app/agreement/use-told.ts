import { useEffect, useState } from 'react'
import type { ProjectId } from '#shared/base/ids.ts'
import type { Asked, AskedKind, Told } from '#renderer/workers/agreement-protocol.ts'
import { useServices } from '../services-context.ts'

/** Counts changes of a project's answers, in any window. */
export function useAnswerTurn(projectId: ProjectId): number {
  const { agreement } = useServices()
  const [turn, setTurn] = useState(0)
  useEffect(() => agreement.watch(projectId, () => setTurn((before) => before + 1)), [agreement, projectId])
  return turn
}

/** Anything else that is asked of the answers, again when `turn` changes; null until it is there. */
export function useTold<Kind extends AskedKind>(
  kind: Kind,
  asked: Asked[Kind] | null,
  turn: number,
): Told[Kind] | null {
  const { agreement } = useServices()
  const [told, setTold] = useState<Told[Kind] | null>(null)
  const key = JSON.stringify(asked)
  useEffect(() => {
    // `turn` is named, so that a new one asks again.
    if (key === 'null' || turn < 0) return undefined
    const own = new AbortController()
    agreement.ask(kind, JSON.parse(key) as Asked[Kind], { signal: own.signal }).then(setTold, () => undefined)
    return () => own.abort()
  }, [agreement, kind, key, turn])
  return told
}
