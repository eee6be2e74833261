import { parseItemId, type ChunkId, type ProjectId } from '#shared/base/ids.ts'
import { winsOver } from '#shared/sync/stamp.ts'
import type { NishanDatabase } from '../db.ts'
import type { ErasureRow } from '../rows.ts'

/** Erasures of a chunk's items. */
export function erasuresOf(db: NishanDatabase, chunk: ChunkId): Promise<ErasureRow[]> {
  return db.erasures.where('itemId').between(`${chunk}:`, `${chunk};`).toArray()
}

/** The one of a chunk's erasures that names its blob: the greatest stamp. */
export function erasedBlob(erasures: readonly ErasureRow[]): ErasureRow | null {
  return erasures.reduce<ErasureRow | null>((last, one) => (winsOver(one.stamp, last?.stamp) ? one : last), null)
}

/** Numbers of a chunk's items that are erased. */
export async function erasedIn(db: NishanDatabase, chunk: ChunkId): Promise<Set<number>> {
  const keys = await db.erasures.where('itemId').between(`${chunk}:`, `${chunk};`).primaryKeys()
  return new Set(keys.flatMap((key) => parseItemId(key)?.index ?? []))
}

/** Numbers of erased items by chunk, of a whole project. */
export async function erasedByChunk(db: NishanDatabase, projectId: ProjectId): Promise<Map<ChunkId, Set<number>>> {
  const byChunk = new Map<ChunkId, Set<number>>()
  for (const key of await db.erasures.where('projectId').equals(projectId).primaryKeys()) {
    const place = parseItemId(key)
    if (place === null) continue
    const known = byChunk.get(place.chunk) ?? new Set()
    byChunk.set(place.chunk, known.add(place.index))
  }
  return byChunk
}
