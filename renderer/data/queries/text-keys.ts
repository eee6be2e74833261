import type { ProjectId } from '#shared/base/ids.ts'
import { parseItemId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'

/** Text keys of a project's visible items, from the index alone: equal keys are duplicates. */
export async function projectTextKeys(data: DataContext, projectId: ProjectId): Promise<string[]> {
  const chunks = await data.db.chunks
    .where('[projectId+firstOrder]')
    .between([projectId, -1], [projectId, Infinity])
    .toArray()
  if (chunks.every((chunk) => chunk.removed)) return []
  const removed = new Set<string>(chunks.filter((chunk) => chunk.removed).map((chunk) => chunk.id))
  const keys: string[] = []
  await data.db.items
    .where('[projectId+textKey]')
    .between([projectId, ''], [projectId, '\uffff'])
    .eachKey((key, cursor) => {
      const chunk = parseItemId(cursor.primaryKey)?.chunk ?? ''
      if (!removed.has(chunk)) keys.push((key as unknown as [string, string])[1])
    })
  return keys
}
