import { z } from '../../base/schema.ts'
import { sha256Schema } from './hex.ts'

/** Why an operation is kept for the lead and not shown. */
export const QUARANTINE_REASONS = [
  'unknown-kind',
  'unknown-item',
  'unknown-question',
  'unknown-task-version',
  'invalid-value',
  'role',
  'lamport',
  'revoked',
] as const
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number]

/**
 * 201 of `POST /v1/projects/:p/push`. It acknowledges the operations that were in that request and no other: `sha` and
 * `from` repeat the request's, so that an answer that comes late or twice is not taken for another's.
 */
export const pushReplySchema = z.object({
  hub: z.string(),
  gen: z.string(),
  sha: sha256Schema,
  from: z.number().int().min(1),
  stored: z.number().int().min(0),
  duplicates: z.number().int().min(0),
  quarantined: z.array(z.object({ seq: z.number().int().min(1), why: z.enum(QUARANTINE_REASONS) })),
  upTo: z.number().int().min(0),
  digest: sha256Schema,
})
export type PushReply = z.infer<typeof pushReplySchema>
