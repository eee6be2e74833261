import type { ProjectId } from '#shared/base/ids.ts'
import { parseItemId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'
import { removedChunks } from './known-items.ts'

/** Text keys of a project's visible items, from the index alone: equal keys are duplicates. */
export async function projectTextKeys(data: DataContext, projectId: ProjectId): Promise<string[]> {
  const removed = await removedChunks(data, projectId)
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
