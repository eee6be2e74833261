import { z } from '../../base/schema.ts'
import type { WriterId } from '../../base/ids.ts'
import { writerHeadReplySchema } from './hello.ts'
import { wireIdSchema } from './hex.ts'

const count = z.number().int().min(0)

/** `GET /v1/projects/:p/heads` (leads): what the hub holds of everyone, so that two hubs can be compared. */
export const headsReplySchema = z.object({
  writers: z.array(writerHeadReplySchema.extend({ writer: wireIdSchema<WriterId>() })),
  people: count,
  /** Texts of all chunks. */
  items: count,
})
export type HeadsReply = z.infer<typeof headsReplySchema>
