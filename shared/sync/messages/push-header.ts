import { z } from '../../base/schema.ts'
import type { ProjectId, WriterId } from '../../base/ids.ts'
import { MAX_PUSH_OPERATIONS } from '../protocol-limits.ts'
import { hexSchema, sha256Schema, wireIdSchema } from './hex.ts'

/**
 * First line of a push; operations `from` … `from + n − 1` of one writer follow, a line each. `sha` is over those lines
 * as sent, uncompressed; `signature` over the header's canonical JSON without `signature`. The same bytes travel in files.
 */
export const pushHeaderSchema = z.looseObject({
  v: z.number().int().min(1),
  project: wireIdSchema<ProjectId>(),
  writer: wireIdSchema<WriterId>(),
  from: z.number().int().min(1),
  n: z.number().int().min(1).max(MAX_PUSH_OPERATIONS),
  sha: sha256Schema,
  signature: hexSchema(64),
})
export type PushHeader = z.infer<typeof pushHeaderSchema>
