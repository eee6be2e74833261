import { useEffect, useRef, useState } from 'react'
import type { MoveFault, MoveParts, MoveProgress } from '#renderer/app/moving/move-parts.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import { forgetMove, readMove, type MoveRecord } from '#renderer/data/team/move-record.ts'
import type { HubAddress } from '#renderer/platform/hub-port.ts'

export type MoveState =
  | { at: 'reading' }
  /** Nothing was begun, or what was begun was given up. */
  | { at: 'choosing'; fault: MoveFault | null; busy: boolean }
  | { at: 'running'; record: MoveRecord; progress: MoveProgress | null; stopping: boolean }
  /** Waits for the lead: cut short, or both hubs were compared and the laptops can be told. */
  | { at: 'paused'; record: MoveRecord; fault: MoveFault | null }
  | { at: 'done'; record: MoveRecord }

export type Move = {
  state: MoveState
  begin: (to: { address: HubAddress; ownerCode: string }) => Promise<void>
  /** `tells`: to the end, past the step that others notice. */
  goOn: (tells: boolean) => Promise<void>
  stop: () => void
  giveUp: () => Promise<void>
  fail: (fault: MoveFault) => void
}

const CHOOSING: MoveState = { at: 'choosing', fault: null, busy: false }
const OTHER = { ok: false, error: 'other' } as const

const paused = (record: MoveRecord, fault: MoveFault | null = null): MoveState => ({ at: 'paused', record, fault })

/** A team's way to another hub, as the dialog shows it; what was kept of an earlier try is taken up. */
export function useMove({ link: { projectId } }: TeamSession): Move {
  const { data, bundles, team, unsaved } = useServices()
  const annotatorId = useAnnotatorId()
  const [state, setState] = useState<MoveState>({ at: 'reading' })
  const stop = useRef<AbortController | null>(null)
  useEffect(() => {
    let over = false
    const read = async () => {
      const record = await readMove(data, projectId)
      if (!over) setState(record === null ? CHOOSING : paused(record))
    }
    void read()
    return () => {
      over = true
      stop.current?.abort()
    }
  }, [data, projectId])
  const parts: MoveParts = { data, team, vault: bundles.parts.vault }

  const run = async (record: MoveRecord, tells: boolean) => {
    const ended = unsaved.begin('import')
    stop.current = new AbortController()
    setState(await runMove(parts, record, { tells, signal: stop.current.signal, onState: setState }))
    ended()
  }

  return {
    state,
    async begin(to) {
      setState({ at: 'choosing', fault: null, busy: true })
      const { beginMove } = await import('#renderer/app/moving/begin-move.ts')
      const begun = await beginMove(parts, { projectId, annotatorId }, to).catch(() => OTHER)
      if (begun.ok) await run(begun.value, false)
      else setState({ at: 'choosing', fault: begun.error, busy: false })
    },
    async goOn(tells) {
      if (state.at === 'paused') await run(state.record, tells)
    },
    stop() {
      stop.current?.abort()
      setState((now) => (now.at === 'running' ? { ...now, stopping: true } : now))
    },
    async giveUp() {
      await forgetMove(data, projectId)
      setState(CHOOSING)
    },
    fail: (fault) => setState({ at: 'choosing', fault, busy: false }),
  }
}

type Running = { tells: boolean; signal: AbortSignal; onState: (state: MoveState) => void }

/** Runs as far as it goes; where it stands then. */
async function runMove(parts: MoveParts, record: MoveRecord, { tells, signal, onState }: Running): Promise<MoveState> {
  const onProgress = (progress: MoveProgress | null) =>
    onState({ at: 'running', record, progress, stopping: signal.aborted })
  onProgress(null)
  // What was kept until a failure is taken up from there.
  const kept = async () => (await readMove(parts.data, record.projectId)) ?? record
  try {
    const { goOnMoving } = await import('#renderer/app/moving/go-on-moving.ts')
    const gone = await goOnMoving(parts, record, { tells, signal, onProgress })
    if (!gone.ok) return paused(await kept(), gone.error)
    return gone.value.step === 'done' ? { at: 'done', record: gone.value } : paused(gone.value)
  } catch {
    return paused(await kept(), 'other')
  }
}
