import type { Item } from '#shared/domain/item.ts'
import type { ProjectId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'

/** Texts of the project's first item that is not removed, for previews; null while there is none. */
export async function firstTexts(data: DataContext, projectId: ProjectId): Promise<Item['texts'] | null> {
  const chunk = await data.db.chunks
    .where('[projectId+firstOrder]')
    .between([projectId, -1], [projectId, Infinity])
    .filter((one) => !one.removed)
    .first()
  return (chunk && (await data.db.items.get(`${chunk.id}:0`))?.texts) ?? null
}
