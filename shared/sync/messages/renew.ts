import { z } from '../../base/schema.ts'
import type { ProjectId } from '../../base/ids.ts'
import { hexSchema, wireIdSchema } from './hex.ts'

/**
 * `POST /v1/renew`: a laptop that has lost its token but has the key of a bound writer gets a new one, and the old one ends.
 * The answer is that of an enrolment.
 */
export const renewRequestSchema = z.object({
  project: wireIdSchema<ProjectId>(),
  publicKey: hexSchema(32),
  /** As `GET /v1/hello?challenge=1` gave it a few minutes ago at most: what was signed once cannot be used for ever. */
  challenge: z.string().max(100),
  /** Signed with that key (key-proof.ts). */
  proof: hexSchema(64),
})
export type RenewRequest = z.infer<typeof renewRequestSchema>
