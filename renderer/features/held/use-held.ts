import { useState } from 'react'
import { z } from '#shared/base/schema.ts'
import { quarantineReplySchema, type QuarantineReply } from '#shared/sync/messages/quarantine.ts'
import { useAskHub } from '#renderer/app/team/use-ask-hub.ts'
import type { Team } from '#renderer/app/team/use-team.ts'

export type HeldRow = QuarantineReply['operations'][number]

export type Held = {
  /** Null until the hub has answered. */
  rows: readonly HeldRow[] | null
  /** Why the hub could not be asked, or refused a decision; null where all went well. */
  problem: string | null
  decide: (row: HeldRow, accept: boolean) => Promise<boolean>
  again: () => void
}

/** What the hub keeps back, asked after each round and each decision. */
export function useHeld({ session, status }: Team): Held {
  const [rows, setRows] = useState<readonly HeldRow[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [asked, setAsked] = useState(0)
  // A round may have brought more.
  const turn = `${status.contactAt} ${asked}`
  useAskHub(session, { path: 'quarantine', schema: quarantineReplySchema, turn }, (reply) => {
    if (reply.ok) setRows(reply.value.operations)
    setProblem(reply.ok ? null : reply.error)
  })
  const decide = async ({ writer, op }: HeldRow, accept: boolean) => {
    const body = { writer, seq: op.seq, accept }
    const decided = await session.ask({ method: 'POST', path: 'quarantine', body }, z.object({}))
    // One that another lead decided meanwhile is gone, which is as good.
    const done = decided.ok || decided.error === 'not-found'
    if (!done) {
      setProblem(decided.error)
      return false
    }
    setRows((known) => known?.filter((row) => row.writer !== writer || row.op.seq !== op.seq) ?? null)
    setAsked((n) => n + 1)
    if (accept) session.wake('asked')
    return true
  }
  return { rows, problem, decide, again: () => setAsked((n) => n + 1) }
}
