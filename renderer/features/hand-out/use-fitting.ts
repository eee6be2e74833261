import { useEffect, useMemo, useRef, useState } from 'react'
import type { ProjectId } from '#shared/base/ids.ts'
import type { ItemRun } from '#shared/domain/assignment.ts'
import { asksNothing, type ItemWish } from '#shared/domain/batch-plan.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { findFitting, readFreeItems, type FittingProgress } from '#renderer/data/queries/free-items.ts'
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

type Found = { wish: ItemWish; runs: ItemRun[]; stopped: boolean }

/** What is left to give, and of that what a wish asks for: looked through page by page, and only for a wish. */
export function useFitting(projectId: ProjectId, wish: ItemWish): Fitting {
  const { data } = useServices()
  const free = useQuery(() => readFreeItems(data, projectId), [data, projectId])
  const [found, setFound] = useState<Found | null>(null)
  const [progress, setProgress] = useState<FittingProgress | null>(null)
  const looking = useRef<AbortController | null>(null)
  const asked = !asksNothing(wish)
  useEffect(() => {
    setFound(null)
    setProgress(null)
    if (free === undefined || !asked) return undefined
    const abort = new AbortController()
    let over = false
    const look = async () => {
      looking.current = abort
      setProgress({ seen: 0, all: free.left, found: 0 })
      const onProgress = (now: FittingProgress) => over || setProgress(now)
      const runs = await findFitting(data, free, wish, { signal: abort.signal, onProgress })
      if (over) return
      setProgress(null)
      setFound({ wish, runs, stopped: abort.signal.aborted })
    }
    // A value is being typed: looked for when the hand rests.
    const timer = setTimeout(() => void look(), 300)
    return () => {
      over = true
      clearTimeout(timer)
      abort.abort()
    }
  }, [data, free, wish, asked])
  return useMemo(() => {
    const own = found !== null && found.wish === wish ? found : null
    const counted = own && own.runs.reduce((sum, [, , count]) => sum + count, 0)
    return {
      left: free?.left ?? null,
      all: free?.all ?? 0,
      count: asked ? (counted ?? progress?.found ?? null) : (free?.left ?? null),
      from: asked ? (own?.runs ?? null) : null,
      progress,
      stopped: own?.stopped ?? false,
      stop: () => looking.current?.abort(),
    }
  }, [free, found, wish, asked, progress])
}
