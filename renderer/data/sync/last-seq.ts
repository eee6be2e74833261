import type { WriterId } from '#shared/base/ids.ts'
import type { NishanDatabase } from '../db.ts'

/** The number of a writer's last operation on this laptop; 0 = none. */
export async function lastSeq(db: NishanDatabase, writer: WriterId): Promise<number> {
  const [key] = await db.operations
    .where('[writerId+seq]')
    .between([writer, 0], [writer, Infinity])
    .reverse()
    .limit(1)
    .primaryKeys()
  return key?.[1] ?? 0
}
