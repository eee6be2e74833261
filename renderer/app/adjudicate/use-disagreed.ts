import { useEffect, useState } from 'react'
import type { Disagreed, QueueWish } from '#renderer/workers/agreement-protocol.ts'
import { useServices } from '../services-context.ts'

export type DisagreedList = {
  /** Undefined until the first answer; an earlier one stays while a new one is worked out. */
  list: readonly Disagreed[] | undefined
  failed: boolean
  retry(): void
}

/** The items of a project whose answers differ, kept up to date; nothing is asked while the wish is null. */
export function useDisagreed(wish: QueueWish | null): DisagreedList {
  const { agreement } = useServices()
  const [state, setState] = useState<{ list?: readonly Disagreed[]; failed: boolean }>({ failed: false })
  const [turn, setTurn] = useState(0)
  const asked = wish === null ? '' : JSON.stringify(wish)
  const projectId = wish?.projectId ?? null
  useEffect(
    () => (projectId === null ? undefined : agreement.watch(projectId, () => setTurn((one) => one + 1))),
    [agreement, projectId],
  )
  useEffect(() => {
    if (asked === '') return
    const stopping = new AbortController()
    agreement.queue(JSON.parse(asked) as QueueWish, stopping.signal).then(
      (list) => {
        if (!stopping.signal.aborted) setState({ list, failed: false })
      },
      () => {
        if (!stopping.signal.aborted) setState((before) => ({ ...before, failed: true }))
      },
    )
    return () => stopping.abort()
  }, [agreement, asked, turn])
  return { ...state, list: state.list, retry: () => setTurn((one) => one + 1) }
}
