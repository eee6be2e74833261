import { useEffect, useMemo, useRef, useState } from 'react'
import type { ProjectId } from '#shared/base/ids.ts'
import type { ItemRun } from '#shared/domain/assignment.ts'
import { asksNothing, type ItemWish } from '#shared/domain/batch-plan.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { findFitting, readFreeItems, type FittingProgress, type FreeItems } from '#renderer/data/queries/free-items.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'

export type Fitting = {
  /** Texts that nobody has, and all of the project; null until they are known. */
  left: number | null
  all: number
  /** How many of those left are asked for, as far as it is known. */
  count: number | null
  /** Where a wish asks for some only: which. */
  from: readonly ItemRun[] | null
  /** While the texts are looked through; null otherwise. */
  progress: FittingProgress | null
  /** The look ended before all texts were seen. */
  stopped: boolean
  stop: () => void
}

/** What a look came to, or how far it is; of other texts or another wish it says nothing. */
type Look = { free: FreeItems; wish: ItemWish; progress: FittingProgress; runs: ItemRun[] | null; stopped: boolean }

/** What is left to give, and of that what a wish asks for: looked through page by page, and only for a wish. */
export function useFitting(projectId: ProjectId, wish: ItemWish): Fitting {
  const { data } = useServices()
  const free = useQuery(() => readFreeItems(data, projectId), [data, projectId])
  const [looked, setLooked] = useState<Look | null>(null)
  const looking = useRef<AbortController | null>(null)
  const asked = !asksNothing(wish)
  useEffect(() => {
    if (free === undefined || !asked) return undefined
    const abort = new AbortController()
    let over = false
    const tell = (progress: FittingProgress, runs: ItemRun[] | null) => {
      if (!over) setLooked({ free, wish, progress, runs, stopped: abort.signal.aborted })
    }
    const look = async () => {
      looking.current = abort
      let progress = { seen: 0, all: free.left, found: 0 }
      const onProgress = (now: FittingProgress) => tell((progress = now), null)
      const runs = await findFitting(data, free, wish, { signal: abort.signal, onProgress })
      tell(progress, runs)
    }
    // A value is being typed: looked for when the hand rests.
    const timer = setTimeout(() => void look(), 300)
    return () => {
      over = true
      clearTimeout(timer)
      abort.abort()
    }
  }, [data, free, wish, asked])
  return useMemo((): Fitting => {
    const known = { left: free?.left ?? null, all: free?.all ?? 0, stop: () => looking.current?.abort() }
    if (free === undefined || !asked) return { ...known, count: known.left, from: null, progress: null, stopped: false }
    const own = looked !== null && looked.wish === wish && looked.free === free ? looked : null
    const progress = own?.progress ?? { seen: 0, all: free.left, found: 0 }
    const isDone = own !== null && own.runs !== null
    return {
      ...known,
      count: progress.found,
      from: own?.runs ?? null,
      progress: isDone ? null : progress,
      stopped: isDone && own.stopped,
    }
  }, [free, looked, wish, asked])
}
