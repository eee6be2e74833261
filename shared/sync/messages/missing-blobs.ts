import { z } from '../../base/schema.ts'
import { sha256Schema } from './hex.ts'

/** `GET /v1/projects/:p/blobs` (leads): blobs that chunks name and the hub has not got. */
export const missingBlobsReplySchema = z.object({ missing: z.array(sha256Schema) })
export type MissingBlobsReply = z.infer<typeof missingBlobsReplySchema>
