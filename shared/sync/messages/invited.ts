import { z } from '../../base/schema.ts'
import type { AnnotatorId, ProjectId } from '../../base/ids.ts'
import { roleSchema } from '../../domain/project.ts'
import { wireIdSchema } from './hex.ts'

/** `POST /v1/invited`: whom a typed code is for. Asking does not use it up; a wrong one counts as a try. */
export const invitedRequestSchema = z.object({ code: z.string().min(8).max(64) })

/** What a link would have said by itself. */
export const invitedReplySchema = z.object({
  hub: z.string().min(1).max(32),
  project: wireIdSchema<ProjectId>(),
  projectName: z.string().max(200),
  annotatorId: wireIdSchema<AnnotatorId>(),
  name: z.string().max(80),
  colour: z.number().int().min(1).max(12),
  role: roleSchema,
})
export type InvitedReply = z.infer<typeof invitedReplySchema>
