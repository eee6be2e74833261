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
  if (chunk === undefined) return null
  const { firstOrder, items } = chunk
  const first = data.db.items
    .where('[projectId+order]')
    .between([projectId, firstOrder], [projectId, firstOrder + items], true, false)
  return (await first.first())?.texts ?? null
}
