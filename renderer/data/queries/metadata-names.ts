import type { ProjectId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'
import type { ChunkRow, ItemRow } from '../rows.ts'

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
  const shown = chunks.filter((chunk) => !chunk.removed)
  const firsts = await data.db.items.bulkGet(shown.map((chunk) => `${chunk.id}:0`))
  for (const [index, first] of firsts.entries()) {
    const item = first ?? (await nextItem(data, shown[index]))
    for (const name of Object.keys(item?.metadata ?? {})) names.add(name)
  }
  return [...names]
}

/** Where the first item of a chunk was erased. */
function nextItem(data: DataContext, chunk: ChunkRow | undefined): Promise<ItemRow | undefined> | undefined {
  if (chunk === undefined || chunk.missing === true) return undefined
  const { projectId, firstOrder, items } = chunk
  return data.db.items
    .where('[projectId+order]')
    .between([projectId, firstOrder], [projectId, firstOrder + items], true, false)
    .first()
}
