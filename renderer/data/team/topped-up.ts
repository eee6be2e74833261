import { wireIdSchema } from '#shared/sync/messages/hex.ts'
import type { AnnotatorId, BatchId, ProjectId } from '#shared/base/ids.ts'
import { z } from '#shared/base/schema.ts'
import type { DataContext } from '../data-context.ts'

const toppedUpSchema = z.object({
  batchId: wireIdSchema<BatchId>(),
  person: wireIdSchema<AnnotatorId>(),
  items: z.number(),
  at: z.number(),
})
/** What this laptop gave by itself. */
export type ToppedUp = z.infer<typeof toppedUpSchema>

const KEPT = 50
const keyOf = (projectId: ProjectId) => `topped-up/${projectId}`

/** What this laptop gave by itself in a project, the newest first. */
export async function listToppedUp(data: DataContext, projectId: ProjectId): Promise<ToppedUp[]> {
  const row = await data.db.local.get(keyOf(projectId))
  return toppedUpSchema.array().safeParse(row?.value).data ?? []
}

export async function keepToppedUp(data: DataContext, projectId: ProjectId, given: ToppedUp): Promise<void> {
  const known = await listToppedUp(data, projectId)
  await data.db.local.put({ key: keyOf(projectId), value: [given, ...known].slice(0, KEPT) })
}
