import type { ChunkId } from '#shared/base/ids.ts'
import type { NishanDatabase } from '../db.ts'

/** A chunk whose blobs are to be looked after (settle-erasures.ts). */
export const DUE = 'erase-due/'

export async function noteDue(db: NishanDatabase, chunk: ChunkId): Promise<void> {
  const key = `${DUE}${chunk}`
  const known = await db.local.get(key)
  await db.local.put({ key, value: Number(known?.value ?? 0) + 1 })
}
