import { z } from '../../base/schema.ts'
import type { AnnotatorId, WriterId } from '../../base/ids.ts'
import { operationSchema } from '../operation-schema.ts'
import { hexSchema, sha256Schema, wireIdSchema } from './hex.ts'

/** First line of a page of `GET /v1/projects/:p/pull`: whose the writers in it are. */
export const pullStartSchema = z.object({
  writers: z.array(
    z.object({ id: wireIdSchema<WriterId>(), annotatorId: wireIdSchema<AnnotatorId>(), publicKey: hexSchema(32) }),
  ),
})
export type PullStart = z.infer<typeof pullStartSchema>

/** A line between: an operation with its writer. */
export const pullLineSchema = z.object({ writer: wireIdSchema<WriterId>(), op: operationSchema })
export type PullLine = z.infer<typeof pullLineSchema>

/**
 * Last line. `next` is sealed by the hub: it would otherwise tell how much others have done. `sha` is over the lines
 * before, so that a page that was cut or changed on its way is never taken for the hub's.
 */
export const pullEndSchema = z.object({
  next: z.string().max(200),
  more: z.boolean(),
  hub: z.string(),
  gen: z.string(),
  sha: sha256Schema,
})
export type PullEnd = z.infer<typeof pullEndSchema>
