import { z } from '../../base/schema.ts'

/** `POST /v1/projects/:p/revoke` (leads): shuts a laptop out. */
export const revokeRequestSchema = z.object({ laptop: z.string().min(1).max(64) })
