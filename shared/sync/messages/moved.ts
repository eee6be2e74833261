import { z } from '../../base/schema.ts'
import { MAX_HUB_URLS } from '../protocol-limits.ts'
import { hexSchema, hubUrlSchema } from './hex.ts'

/** Where a team's hub is: its id, its addresses (best first), and the fingerprint of a certificate of its own. */
export const hubPlaceSchema = z.object({
  hub: z.string().min(1).max(32),
  urls: z.array(hubUrlSchema).min(1).max(MAX_HUB_URLS),
  fingerprint: hexSchema(32).nullable(),
})
export type HubPlace = z.infer<typeof hubPlaceSchema>

/**
 * `POST /v1/projects/:p/moved` (leads): the team is at another hub now, and `hello` tells it to its laptops. Naming this very
 * hub takes that back. Signed with a key of the lead's, so that a stolen token alone leads no laptop away.
 */
export const movedRequestSchema = hubPlaceSchema.extend({ publicKey: hexSchema(32), proof: hexSchema(64) })
export type MovedRequest = z.infer<typeof movedRequestSchema>
