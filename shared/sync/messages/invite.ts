import { z } from '../../base/schema.ts'
import type { AnnotatorId } from '../../base/ids.ts'
import { wireIdSchema } from './hex.ts'

/** `POST /v1/projects/:p/invites` (leads): for a person whom the project knows by `member.set`. */
export const inviteRequestSchema = z.object({ annotatorId: wireIdSchema<AnnotatorId>() })

/** The secret is told here and never again. It opens the door once, for a week. */
export const inviteReplySchema = z.object({ secret: z.string(), untilAt: z.number() })
export type InviteReply = z.infer<typeof inviteReplySchema>
