import { z } from '../../base/schema.ts'
import type { AnnotatorId } from '../../base/ids.ts'
import { roleSchema } from '../../domain/project.ts'
import { MAX_HUB_URLS } from '../protocol-limits.ts'
import { hubPlaceSchema } from './moved.ts'
import { hubUrlSchema, sha256Schema, wireIdSchema } from './hex.ts'

/** What the hub holds of one writer: its operations 1 … upTo without a gap, and their digest. */
export const writerHeadReplySchema = z.object({ upTo: z.number().int().min(0), digest: sha256Schema })
export type WriterHeadReply = z.infer<typeof writerHeadReplySchema>

/** `GET /v1/hello?project=`: who answers, and with a token what it holds of the caller. */
export const helloReplySchema = z.object({
  app: z.literal('nishan'),
  version: z.string(),
  /** Absent where only the app's files are served. */
  hub: z
    .object({
      id: z.string(),
      gen: z.string(),
      protocol: z.object({ min: z.number().int(), max: z.number().int() }),
      maxBody: z.number().int(),
      /** With `?challenge=1`: what `POST /v1/renew` is signed over. */
      challenge: z.string().optional(),
      /** Where it is reached now, best first; only with a token. */
      urls: z.array(hubUrlSchema).max(MAX_HUB_URLS).optional(),
    })
    .optional(),
  /** The caller's team has moved to another hub; only with a token. */
  moved: hubPlaceSchema.optional(),
  you: z
    .object({
      annotatorId: wireIdSchema<AnnotatorId>(),
      role: roleSchema,
      /** Own writers, and for a lead those of people without a laptop. Others' heads would tell how much they have done. */
      heads: z.record(z.string(), writerHeadReplySchema),
    })
    .optional(),
})
export type HelloReply = z.infer<typeof helloReplySchema>
