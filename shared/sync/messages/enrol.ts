import { z } from '../../base/schema.ts'
import type { AnnotatorId, ProjectId, WriterId } from '../../base/ids.ts'
import { roleSchema } from '../../domain/project.ts'
import { hexSchema, wireIdSchema } from './hex.ts'

/** `POST /v1/enrol`: an invite's secret binds a writer to the person the invite was made for. */
export const enrolRequestSchema = z.object({
  project: wireIdSchema<ProjectId>(),
  secret: z.string().min(8).max(64),
  publicKey: hexSchema(32),
  /** Signed with that key (key-proof.ts). */
  proof: hexSchema(64),
  /** Name of the laptop, for the lead's list. */
  device: z.string().max(80),
})
export type EnrolRequest = z.infer<typeof enrolRequestSchema>

export const enrolReplySchema = z.object({
  /** 256 random bits, hex. Absent where the hub set a cookie instead. It lasts until it is revoked. */
  token: hexSchema(32).optional(),
  project: wireIdSchema<ProjectId>(),
  writer: wireIdSchema<WriterId>(),
  annotatorId: wireIdSchema<AnnotatorId>(),
  role: roleSchema,
  hub: z.string(),
  gen: z.string(),
})
export type EnrolReply = z.infer<typeof enrolReplySchema>
