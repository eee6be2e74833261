import { z } from '../../base/schema.ts'
import type { AnnotatorId, ProjectId } from '../../base/ids.ts'
import { hexSchema, wireIdSchema } from './hex.ts'

/** `POST /v1/projects`: brings a project to this hub; whoever holds the hub's owner code becomes its first lead. */
export const createProjectRequestSchema = z.object({
  project: wireIdSchema<ProjectId>(),
  ownerCode: z.string().min(8).max(64),
  annotatorId: wireIdSchema<AnnotatorId>(),
  name: z.string().min(1).max(80),
  publicKey: hexSchema(32),
  /** Signed with that key (key-proof.ts). */
  proof: hexSchema(64),
  device: z.string().max(80),
})
export type CreateProjectRequest = z.infer<typeof createProjectRequestSchema>
