import { z } from '../../base/schema.ts'
import type { AnnotatorId, WriterId } from '../../base/ids.ts'
import { receiptSchema } from '../receipt.ts'
import { ERROR_CODES } from './error-reply.ts'
import { wireIdSchema } from './hex.ts'

const count = z.number().int().min(0)

/**
 * What became of one push of a bundle. `waiting`: kept until the file with the operations before it comes; one that waited
 * and is stored now is told too. `refused`: nothing of it is kept, `code` says why; a fork begins at `seq`.
 */
const pushOutcomeSchema = z.object({
  writer: wireIdSchema<WriterId>(),
  from: count,
  n: count,
  outcome: z.enum(['stored', 'known', 'waiting', 'refused']),
  code: z.enum(ERROR_CODES).optional(),
  seq: count.optional(),
  stored: count,
  duplicates: count,
  /** Kept for the lead, of those stored. */
  quarantined: count,
})
export type PushOutcome = z.infer<typeof pushOutcomeSchema>

/** `POST /v1/projects/:p/bundles` (leads): the bytes of a `.nishan` file. */
export const bundleReplySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answers'),
    /** The writer that an enrolment in the file bound, or why it did not; null = the file has none, or it was bound before. */
    enrolled: z
      .union([
        z.object({ writer: wireIdSchema<WriterId>(), annotatorId: wireIdSchema<AnnotatorId>() }),
        z.object({ code: z.enum(ERROR_CODES) }),
      ])
      .nullable(),
    pushes: z.array(pushOutcomeSchema),
    /** One for each person of whom something is in the file, for their laptops. */
    receipts: z.array(receiptSchema),
  }),
  z.object({ kind: z.literal('everything'), stored: count, duplicates: count, writers: count }),
])
export type BundleReply = z.infer<typeof bundleReplySchema>

/** `POST /v1/projects/:p/bundles/work` (leads): a work package for one person, sealed with a passphrase told by mouth. */
export const workRequestSchema = z.object({
  annotatorId: wireIdSchema<AnnotatorId>(),
  passphrase: z.string().min(8).max(200),
})
