import { z } from '../../base/schema.ts'

/** `GET /v1/projects/:p/audit?before=<at>:<id>` (leads): administrative acts, newest first; ids only. */
export const auditReplySchema = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      /** Hub clock, ms. */
      at: z.number(),
      who: z.string(),
      /** Newer hubs may know more acts. */
      act: z.string(),
      subject: z.string(),
    }),
  ),
  more: z.boolean(),
})
export type AuditReply = z.infer<typeof auditReplySchema>
