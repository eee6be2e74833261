import type { ProjectId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'

/**
 * Names of metadata in a project, in the order they are met: from the first item of every chunk,
 * since the items of a file have the same columns.
 */
export async function metadataNames(data: DataContext, projectId: ProjectId): Promise<string[]> {
  const chunks = await data.db.chunks
    .where('[projectId+firstOrder]')
    .between([projectId, -1], [projectId, Infinity])
    .toArray()
  const names = new Set<string>()
  const firsts = chunks.filter((chunk) => !chunk.removed).map((chunk) => `${chunk.id}:0`)
  for (const item of await data.db.items.bulkGet(firsts)) {
    for (const name of Object.keys(item?.metadata ?? {})) names.add(name)
  }
  return [...names]
}
