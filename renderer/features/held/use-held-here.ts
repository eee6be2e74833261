import { useState } from 'react'
import type { ProjectId } from '#shared/base/ids.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { decideHeld } from '#renderer/data/commands/decide-held.ts'
import { listHeldChanges } from '#renderer/data/queries/held-changes.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import type { Held, HeldRow } from './use-held.ts'

/** What this laptop keeps aside of the files of a team without a hub. */
export function useHeldHere(projectId: ProjectId): Held {
  const { data } = useServices()
  const changes = useQuery(() => listHeldChanges(data, projectId), [data, projectId])
  const [problem, setProblem] = useState<string | null>(null)
  const rows = changes?.map((change): HeldRow => ({ ...change, receivedAt: change.op.at })) ?? null
  const decide = async ({ writer, op }: HeldRow, accept: boolean) => {
    const decided = await decideHeld(data, { projectId, writer, seq: op.seq, accept }).catch(() => null)
    // One that was decided in another window is gone, which is as good.
    const done = decided !== null && (decided.ok || decided.error === 'not-found')
    setProblem(done ? null : decided?.ok === false ? decided.error : 'not-saved')
    return done
  }
  return { rows, problem, decide, again: () => setProblem(null) }
}
