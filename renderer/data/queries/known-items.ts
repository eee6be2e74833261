import { parseItemId, type ItemId, type ProjectId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'

export type WantedItem = { textKey: string; sourceId: string }
type Candidate = { id: ItemId; sourceId: string }

/** So many items of one text are looked at: beyond, only an id could tell them apart, and the rows come as repeated. */
const MAX_CANDIDATES = 200

/** Chunks of imports that were undone: their items are hidden. */
export async function removedChunks(data: DataContext, projectId: ProjectId): Promise<Set<string>> {
  const chunks = await data.db.chunks
    .where('[projectId+firstOrder]')
    .between([projectId, -1], [projectId, Infinity])
    .toArray()
  return new Set(chunks.filter((chunk) => chunk.removed).map((chunk) => chunk.id))
}

/** The one item a row means: with its id, else the only one where one of the two has no id; null = it cannot be told. */
function fitting(candidates: readonly Candidate[], sourceId: string): ItemId | null {
  const same = sourceId === '' ? [] : candidates.filter((one) => one.sourceId === sourceId)
  const fit = same.length > 0 ? same : candidates.filter((one) => sourceId === '' || one.sourceId === '')
  return fit.length === 1 ? (fit[0]?.id ?? null) : null
}

/** The visible items that rows of a file mean, in the order of the rows; null where none or several fit. */
export async function findKnownItems(
  data: DataContext,
  projectId: ProjectId,
  wanted: readonly WantedItem[],
  removed: ReadonlySet<string>,
): Promise<(ItemId | null)[]> {
  const byKey = new Map<string, Candidate[]>(wanted.map(({ textKey }) => [textKey, []]))
  await data.db.items
    .where('[projectId+textKey]')
    .anyOf([...byKey.keys()].map((key) => [projectId, key]))
    .each(({ id, sourceId, textKey }) => {
      const candidates = byKey.get(textKey)
      if (candidates === undefined || candidates.length >= MAX_CANDIDATES) return
      if (!removed.has(parseItemId(id)?.chunk ?? '')) candidates.push({ id, sourceId })
    })
  return wanted.map(({ textKey, sourceId }) => fitting(byKey.get(textKey) ?? [], sourceId))
}
