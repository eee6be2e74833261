import { z } from '../../base/schema.ts'
import type { AnnotatorId, WriterId } from '../../base/ids.ts'
import { operationSchema } from '../operation-schema.ts'
import { QUARANTINE_REASONS } from './push-reply.ts'
import { wireIdSchema } from './hex.ts'

/** `GET /v1/projects/:p/quarantine` (leads): operations that are kept and not served. */
export const quarantineReplySchema = z.object({
  operations: z.array(
    z.object({
      writer: wireIdSchema<WriterId>(),
      annotatorId: wireIdSchema<AnnotatorId>(),
      why: z.enum(QUARANTINE_REASONS),
      /** Hub clock, ms. */
      receivedAt: z.number(),
      op: operationSchema,
    }),
  ),
})
export type QuarantineReply = z.infer<typeof quarantineReplySchema>

/** `POST /v1/projects/:p/quarantine` (leads): serve one of them after all, or never. */
export const quarantineDecisionSchema = z.object({
  writer: wireIdSchema<WriterId>(),
  seq: z.number().int().min(1),
  accept: z.boolean(),
})
export type QuarantineDecision = z.infer<typeof quarantineDecisionSchema>
