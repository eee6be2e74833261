import { z } from '../../base/schema.ts'
import type { AnnotatorId } from '../../base/ids.ts'
import { roleSchema } from '../../domain/project.ts'
import { wireIdSchema } from './hex.ts'

/** `GET /v1/projects/:p/people` (leads): who is in the project and where their laptops stand. */
export const peopleReplySchema = z.object({
  people: z.array(
    z.object({
      annotatorId: wireIdSchema<AnnotatorId>(),
      role: roleSchema,
      name: z.string(),
      /** An invite is open. */
      invited: z.boolean(),
      laptops: z.array(
        z.object({
          id: z.string(),
          device: z.string(),
          /** Hub clock, ms. */
          contactAt: z.number(),
          /** Operations the laptop said are still to come, at that contact. */
          waiting: z.number().int().min(0),
          revoked: z.boolean(),
        }),
      ),
    }),
  ),
})
export type PeopleReply = z.infer<typeof peopleReplySchema>
