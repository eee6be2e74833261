import { parseItemId, type ProjectId } from '#shared/base/ids.ts'
import type { EraseValue } from '#shared/domain/erase.ts'
import { emptiedOperation } from '#shared/sync/emptied-operation.ts'
import { canonicalJson, type Operation } from '#shared/sync/operation.ts'
import { firstRow, type SqlRow, type SqlSession } from '../database/sql-database.ts'

/**
 * A person withdraws consent: what was said of an item is emptied in every operation, those kept back too, and its chunk
 * goes on in the blob that the erasure names. The old blob is deleted and never taken again.
 */
export async function eraseItem(session: SqlSession, projectId: ProjectId, operation: Operation): Promise<void> {
  const { item } = operation
  await session.run(
    'insert into erased_items (project_id, item) values (?, ?) on conflict (project_id, item) do nothing',
    projectId,
    item,
  )
  const rows = await session.all(
    `select writer_id, seq, content from operations where project_id = ? and item = ? and kind <> 'item.erase'`,
    projectId,
    item,
  )
  await emptyAll(session, projectId, rows)
  await replaceBlob(session, projectId, item, (operation.value as EraseValue).sha256)
}

/** Empties operations; one that is empty already is left alone. */
async function emptyAll(session: SqlSession, projectId: ProjectId, rows: readonly SqlRow[]): Promise<void> {
  for (const row of rows) {
    const emptied = canonicalJson(emptiedOperation(JSON.parse(String(row['content'])) as Operation))
    if (emptied === row['content']) continue
    await session.run(
      'update operations set content = ? where project_id = ? and writer_id = ? and seq = ?',
      emptied,
      projectId,
      row['writer_id'] ?? null,
      row['seq'] ?? null,
    )
  }
}

async function replaceBlob(session: SqlSession, projectId: ProjectId, item: string, sha256: string): Promise<void> {
  const chunk = parseItemId(item)?.chunk ?? ''
  const row = await firstRow(
    session,
    'select sha256 from chunks where project_id = ? and chunk_id = ?',
    projectId,
    chunk,
  )
  const old = String(row?.['sha256'] ?? '')
  if (old === sha256 || old === '') return
  await session.run('update chunks set sha256 = ? where project_id = ? and chunk_id = ?', sha256, projectId, chunk)
  await dropBlob(session, projectId, old)
}

/**
 * Makes what another hub erased as if it had been erased here, whichever of them knew first: operations that hold it are
 * emptied, its blobs deleted.
 */
export async function eraseKnown(session: SqlSession, projectId: ProjectId): Promise<void> {
  const rows = await session.all(
    `select o.writer_id, o.seq, o.content from operations o
     join erased_items e on e.project_id = o.project_id and e.item = o.item
     where o.project_id = ? and o.kind <> 'item.erase'`,
    projectId,
  )
  await emptyAll(session, projectId, rows)
  await session.run(
    'delete from blobs where project_id = ? and sha256 in (select sha256 from erased_blobs where project_id = ?)',
    projectId,
    projectId,
  )
}

/** Refuses another blob for a chunk that is known and of which something was erased: only an erasure names one for it. */
export async function refuseLateBlob(
  session: SqlSession,
  projectId: ProjectId,
  { chunk, sha256 }: { chunk: string; sha256: string },
): Promise<boolean> {
  const known = await firstRow(
    session,
    `select c.sha256 from chunks c where c.project_id = ? and c.chunk_id = ? and exists (
       select 1 from erased_items e where e.project_id = c.project_id and substr(e.item, 1, ?) = ?)`,
    projectId,
    chunk,
    chunk.length + 1,
    `${chunk}:`,
  )
  if (known === null) return false
  if (known['sha256'] !== sha256) await dropBlob(session, projectId, sha256)
  return true
}

async function dropBlob(session: SqlSession, projectId: ProjectId, sha256: string): Promise<void> {
  await session.run(
    'insert into erased_blobs (project_id, sha256) values (?, ?) on conflict (project_id, sha256) do nothing',
    projectId,
    sha256,
  )
  await session.run('delete from blobs where project_id = ? and sha256 = ?', projectId, sha256)
}

/** Whether a blob held what was erased since. */
export async function isErasedBlob(session: SqlSession, projectId: ProjectId, sha256: string): Promise<boolean> {
  const row = await firstRow(
    session,
    'select 1 as one from erased_blobs where project_id = ? and sha256 = ?',
    projectId,
    sha256,
  )
  return row !== null
}

/** Which items of these operations are erased. */
export async function erasedAmong(
  session: SqlSession,
  projectId: ProjectId,
  operations: readonly Operation[],
): Promise<ReadonlySet<string>> {
  const items = new Set(operations.flatMap(({ item }) => (item === '' ? [] : item)))
  if (items.size === 0) return new Set()
  const rows = await session.all(
    `select item from erased_items where project_id = ? and item in (${[...items].map(() => '?').join(', ')})`,
    projectId,
    ...items,
  )
  return new Set(rows.map((row) => String(row['item'])))
}
