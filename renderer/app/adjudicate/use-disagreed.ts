import { useEffect, useMemo, useState } from 'react'
import type { Disagreed, QueueWish } from '#renderer/workers/agreement-protocol.ts'
import { useServices } from '../services-context.ts'

export type DisagreedList = {
  /** Undefined until the first answer; an earlier one stays while a new one is worked out. */
  list: readonly Disagreed[] | undefined
  /** The list is the answer to an earlier wish. */
  isOld: boolean
  /** When it was asked for (ms of `performance.now`): what was decided later may still be in it. */
  askedAt: number
  failed: boolean
  retry(): void
}

type Known = { list?: readonly Disagreed[]; failed: boolean; asked: string; askedAt: number }

/** The items of a project whose answers differ, kept up to date; nothing is asked while the wish is null. */
export function useDisagreed(wish: QueueWish | null): DisagreedList {
  const { agreement } = useServices()
  const [state, setState] = useState<Known>({ failed: false, asked: '', askedAt: 0 })
  const [turn, setTurn] = useState(0)
  const asked = wish === null ? '' : JSON.stringify(wish)
  const projectId = wish?.projectId ?? null
  useEffect(
    () => (projectId === null ? undefined : agreement.watch(projectId, () => setTurn((one) => one + 1))),
    [agreement, projectId],
  )
  // The same wish is asked again at each turn.
  const asking = useMemo(() => ({ asked, turn }), [asked, turn])
  useEffect(() => {
    if (asking.asked === '') return
    const stopping = new AbortController()
    const askedAt = performance.now()
    const ask = async () => {
      try {
        const list = await agreement.queue(JSON.parse(asking.asked) as QueueWish, stopping.signal)
        if (!stopping.signal.aborted) setState({ list, failed: false, asked: asking.asked, askedAt })
      } catch {
        if (!stopping.signal.aborted) setState((before) => ({ ...before, failed: true }))
      }
    }
    void ask()
    return () => stopping.abort()
  }, [agreement, asking])
  const { list, failed, askedAt } = state
  return { list, failed, askedAt, isOld: state.asked !== asked, retry: () => setTurn((one) => one + 1) }
}
