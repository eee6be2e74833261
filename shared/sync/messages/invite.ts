import { z } from '../../base/schema.ts'
import type { AnnotatorId } from '../../base/ids.ts'
import { wireIdSchema } from './hex.ts'

/** `POST /v1/projects/:p/invites` (leads): for a person whom the project knows by `member.set`. */
export const inviteRequestSchema = z.object({ annotatorId: wireIdSchema<AnnotatorId>() })

/**
 * The secret is told here and never again. It opens the door once, for a week. `code`: a shorter one for the same invite,
 * 40 bits, to be read out and typed (join-code.ts); older hubs make none.
 */
export const inviteReplySchema = z.object({ secret: z.string(), code: z.string().optional(), untilAt: z.number() })
export type InviteReply = z.infer<typeof inviteReplySchema>
