import type { BatchId } from '#shared/base/ids.ts'
import type { Status } from '#shared/domain/status.ts'
import type { CountersRow } from '../rows.ts'

/** How a person stands with a batch, from kept counts: never by counting rows. */
export type Standing = {
  given: number
  finished: number
  open: number
  flagged: number
  byStatus: Record<Status, number>
}

export const NO_STANDING: Standing = {
  given: 0,
  finished: 0,
  open: 0,
  byStatus: { open: 0, done: 0, unsure: 0, skipped: 0, notLanguage: 0, unreadable: 0 },
  flagged: 0,
}

export function standingIn(counters: CountersRow, batchId: BatchId): Standing {
  const { byStatus, flagged } = counters.byBatch?.[batchId] ?? NO_STANDING
  const finished = byStatus.done + byStatus.unsure + byStatus.skipped + byStatus.notLanguage + byStatus.unreadable
  return { given: finished + byStatus.open, finished, open: byStatus.open, flagged, byStatus }
}
