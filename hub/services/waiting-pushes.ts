import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { ProjectId, WriterId } from '#shared/base/ids.ts'
import { firstRow } from '../database/sql-database.ts'
import type { HubContext } from '../hub-context.ts'

/** Pushes of a project that may wait: a year of files of one person, opened backwards. */
const MAX_WAITING = 5_000

/** A signed push that cannot be taken yet, since the operations before it are still to come. */
export type WaitingPush = { from: number; sha256: string; text: string }

/** Keeps a push until the one before it is here. False: too many wait. */
export async function keepWaiting(
  hub: HubContext,
  projectId: ProjectId,
  push: { writer: WriterId; from: number; text: string },
): Promise<boolean> {
  const sha256 = createHash('sha256').update(push.text).digest('hex')
  return hub.database.transaction(async (session) => {
    const row = await firstRow(session, 'select count(*) as n from waiting_pushes where project_id = ?', projectId)
    if (Number(row?.['n']) >= MAX_WAITING) return false
    await session.run(
      `insert into waiting_pushes (project_id, writer_id, from_seq, sha256, received_at, body) values (?, ?, ?, ?, ?, ?)
       on conflict (project_id, writer_id, from_seq, sha256) do nothing`,
      projectId,
      push.writer,
      push.from,
      sha256,
      hub.now(),
      new Uint8Array(gzipSync(push.text)),
    )
    return true
  })
}

/** The first push of a writer that waits and can be taken now, or null. */
export async function nextWaiting(
  hub: HubContext,
  projectId: ProjectId,
  writer: WriterId,
): Promise<WaitingPush | null> {
  const row = await hub.database.read((session) =>
    firstRow(
      session,
      `select p.from_seq, p.sha256, p.body from waiting_pushes p
       join writers w on w.project_id = p.project_id and w.writer_id = p.writer_id
       where p.project_id = ? and p.writer_id = ? and p.from_seq <= w.up_to + 1
       order by p.from_seq, p.sha256 limit 1`,
      projectId,
      writer,
    ),
  )
  if (row === null) return null
  const text = gunzipSync(row['body'] as Uint8Array).toString('utf8')
  return { from: Number(row['from_seq']), sha256: String(row['sha256']), text }
}

export async function forgetWaiting(
  hub: HubContext,
  projectId: ProjectId,
  { writer, from, sha256 }: { writer: WriterId; from: number; sha256: string },
): Promise<void> {
  await hub.database.transaction((session) =>
    session.run(
      'delete from waiting_pushes where project_id = ? and writer_id = ? and from_seq = ? and sha256 = ?',
      projectId,
      writer,
      from,
      sha256,
    ),
  )
}
