import { z } from '../base/schema.ts'

/** Exactly one per annotation (data.md, Status). No row at all means unanswered, as `open` does. */
export const STATUSES = ['open', 'done', 'unsure', 'skipped', 'notLanguage', 'unreadable'] as const

export const statusSchema = z.enum(STATUSES)
export type Status = z.infer<typeof statusSchema>

/** All but `open` finish the item and show the next. */
export const FINISHED_STATUSES = ['done', 'unsure', 'skipped', 'notLanguage', 'unreadable'] as const satisfies Status[]

export function isFinished(status: Status): boolean {
  return status !== 'open'
}

/** `done` and `unsure` are answers; the other finished ones are missing ratings. */
export function isAnswered(status: Status): boolean {
  return status === 'done' || status === 'unsure'
}
