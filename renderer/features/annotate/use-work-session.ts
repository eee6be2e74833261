import { useEffect, useEffectEvent, useMemo, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectId } from '#shared/base/ids.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { haltOf, useAccess } from '#renderer/app/use-halt.ts'
import { erasuresIn } from '#renderer/data/queries/erasures.ts'
import { ownBatchesSign } from '#renderer/data/queries/batches.ts'
import { readQueue } from '#renderer/data/queries/queue.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { showToast } from '#renderer/ui/toasts.tsx'
import { WorkSession } from './work-session.ts'
import type { WorkState } from './work-state.ts'

/** The sitting at a project's queue, opened once, with its time kept by signs of life in the window. */
export function useWorkSession(projectId: ProjectId, taskVersion: number): { session: WorkSession; state: WorkState } {
  const { data, saveState, access, space } = useServices()
  const annotatorId = useAnnotatorId()
  const session = useMemo(
    () =>
      new WorkSession({
        data,
        who: { projectId, annotatorId },
        taskVersion,
        track: (write) => saveState.track(write),
        halted: () => haltOf(access.current(), space.current()) !== null,
      }),
    [data, saveState, access, space, projectId, annotatorId, taskVersion],
  )
  useEffect(() => {
    void session.open()
    const touch = () => session.timer.touch(performance.now())
    const hide = () => (document.hidden ? session.timer.pause(performance.now()) : touch())
    const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
    for (const sign of signs) document.addEventListener(sign, touch, { passive: true, capture: true })
    document.addEventListener('visibilitychange', hide)
    return () => {
      for (const sign of signs) document.removeEventListener(sign, touch, { capture: true })
      document.removeEventListener('visibilitychange', hide)
    }
  }, [session])
  useReadAnew(session)
  const state = useSyncExternalStore(session.subscribe, session.current)
  useArrivals(session, state, projectId)
  useBatchChanges(session, projectId)
  useErasures(session, projectId)
  return { session, state }
}

/** Work that comes in (from the hub, from a file in another window) while there is none on the screen is shown at once. */
function useArrivals(session: WorkSession, { phase, queue }: WorkState, projectId: ProjectId): void {
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  // With a text on the screen nothing is looked up: the session reads on by itself.
  const waits = phase === 'empty' || phase === 'finished'
  const now = useQuery(
    async () => (waits ? readQueue(data, { projectId, annotatorId }) : null),
    [data, projectId, annotatorId, waits],
  )
  const more = waits && now !== null && now !== undefined && now.items > (queue?.items ?? 0)
  useEffect(() => {
    if (more) void session.reload()
  }, [session, more])
}

/** A batch that is given, handed in, closed or taken back changes the queue under the text on the screen. */
function useBatchChanges(session: WorkSession, projectId: ProjectId): void {
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const sign = useQuery(() => ownBatchesSign(data, { projectId, annotatorId }), [data, projectId, annotatorId])
  const known = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (sign !== undefined && known.current !== undefined && known.current !== sign) void session.reload()
    known.current = sign
  }, [session, sign])
}

/** A text that is erased, here or by a lead elsewhere, leaves the screen at once, with a sentence for whoever was on it. */
function useErasures(session: WorkSession, projectId: ProjectId): void {
  const { t } = useTranslation('annotate')
  const { data } = useServices()
  const format = useFormat()
  const count = useQuery(async () => (await erasuresIn(data, projectId)).count, [data, projectId])
  const known = useRef<number | undefined>(undefined)
  const tell = useEffectEvent((order: number | null) => {
    if (order !== null) showToast(t('withdrawn', { number: format.number(order + 1) }))
  })
  useEffect(() => {
    if (count !== undefined && known.current !== undefined && known.current !== count) {
      void session.dropErased().then((order) => tell(order))
    }
    known.current = count
  }, [session, count])
}

/** What another tab wrote is read when this one begins to write, and, while it only reads, whenever it is looked at. */
function useReadAnew(session: WorkSession): void {
  const { mode, turn } = useAccess()
  const known = useRef(turn)
  useEffect(() => {
    if (known.current === turn) return
    known.current = turn
    void session.reload()
  }, [session, turn])
  useEffect(() => {
    if (mode !== 'reading') return undefined
    const read = () => void session.reload()
    window.addEventListener('focus', read)
    return () => window.removeEventListener('focus', read)
  }, [session, mode])
}
