import { z } from '../../base/schema.ts'
import type { AnnotatorId, WriterId } from '../../base/ids.ts'
import { hexSchema, wireIdSchema } from './hex.ts'

/**
 * `POST /v1/projects/:p/writers`: another writer of the caller (after a fork or a restore), or, by a lead, of a person
 * whose answers came from a file.
 */
export const addWriterRequestSchema = z.object({
  publicKey: hexSchema(32),
  /** Signed with that key (key-proof.ts). */
  proof: hexSchema(64),
  /** Only a lead may name another than himself, and only one who has no laptop of his own here. */
  annotatorId: wireIdSchema<AnnotatorId>().optional(),
  name: z.string().max(80).optional(),
})
export type AddWriterRequest = z.infer<typeof addWriterRequestSchema>

export const addWriterReplySchema = z.object({ writer: wireIdSchema<WriterId>() })
