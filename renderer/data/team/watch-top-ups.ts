import { liveQuery } from 'dexie'
import type { AnnotatorId } from '#shared/base/ids.ts'
import { projectsThatGrow, topUpRunningLow, type SoughtInVain } from '../commands/top-up-running-low.ts'
import type { DataContext } from '../data-context.ts'
import type { ToppedUp } from './topped-up.ts'

export type TopUpParts = {
  annotatorId: AnnotatorId
  /** Only the tab that writes gives. */
  mayWrite: () => boolean
  tell: (given: readonly ToppedUp[]) => void
}

/** Answers that arrive together are looked at together. */
const REST_MS = 1_000

/**
 * Keeps the rules of batches that grow by themselves while the app is open: after answers came, from wherever they came.
 * The function that is given back ends it.
 */
export function watchTopUps(data: DataContext, { annotatorId, mayWrite, tell }: TopUpParts): () => void {
  const sought: SoughtInVain = new Map()
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<unknown> = Promise.resolve()
  let over = false
  const run = async () => {
    for (const projectId of await projectsThatGrow(data)) {
      if (over || !mayWrite()) return
      const given = await topUpRunningLow(data, { projectId, annotatorId }, sought)
      if (given.length > 0) tell(given)
    }
  }
  const watching = liveQuery(async () => {
    const projects = await projectsThatGrow(data)
    for (const projectId of projects) {
      await data.db.counters.where('[projectId+annotatorId]').between([projectId, ''], [projectId, '\uffff']).toArray()
    }
    return projects.length
  }).subscribe((projects) => {
    clearTimeout(timer)
    if (projects === 0) return
    // A failure to write is shown by the next act of a person; the rule is tried again after the next answers.
    timer = setTimeout(() => {
      running = running.then(run).catch(() => undefined)
    }, REST_MS)
  })
  return () => {
    over = true
    clearTimeout(timer)
    watching.unsubscribe()
  }
}
