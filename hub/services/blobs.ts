import { createHash } from 'node:crypto'
import type { ProjectId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { ErrorCode } from '#shared/sync/messages/error-reply.ts'
import type { HubContext } from '../hub-context.ts'
import { lockProject } from '../database/project-rows.ts'
import { firstRow } from '../database/sql-database.ts'
import { isErasedBlob } from '../ingest/erase-item.ts'

/**
 * Keeps a blob under its name. `bad-hash`: the bytes are not what the name says; `forbidden`: it held what was erased since.
 * Nothing is kept then.
 */
export async function putBlob(
  hub: HubContext,
  projectId: ProjectId,
  sha: string,
  bytes: Uint8Array,
): Promise<Result<null, ErrorCode>> {
  if (createHash('sha256').update(bytes).digest('hex') !== sha) return failure('bad-hash')
  return hub.database.transaction(async (session) => {
    // An erasure takes the project's row too: it comes wholly before or wholly after.
    await lockProject(session, projectId)
    if (await isErasedBlob(session, projectId, sha)) return failure('forbidden')
    await session.run(
      `insert into blobs (project_id, sha256, content) values (?, ?, ?) on conflict (project_id, sha256) do nothing`,
      projectId,
      sha,
      bytes,
    )
    return success(null)
  })
}

/** A blob's bytes, or null when the hub does not have it (yet). */
export async function getBlob(hub: HubContext, projectId: ProjectId, sha: string): Promise<Uint8Array | null> {
  const row = await hub.database.read((session) =>
    firstRow(session, 'select content from blobs where project_id = ? and sha256 = ?', projectId, sha),
  )
  return row === null ? null : new Uint8Array(row['content'] as Uint8Array)
}

/** Which of these blobs the hub has not got. */
export async function missingBlobs(hub: HubContext, projectId: ProjectId): Promise<string[]> {
  const rows = await hub.database.read((session) =>
    session.all(
      `select c.sha256 from chunks c left join blobs b on b.project_id = c.project_id and b.sha256 = c.sha256
       where c.project_id = ? and b.sha256 is null order by c.sha256`,
      projectId,
    ),
  )
  return rows.map((row) => String(row['sha256']))
}
