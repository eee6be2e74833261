import type { ProjectId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { ErrorCode } from '#shared/sync/messages/error-reply.ts'
import { canonicalJson } from '#shared/sync/operation.ts'
import { areOnePair, projectKeysSchema, type ProjectKeys } from '#shared/sync/project-keys.ts'
import { firstRow } from '../database/sql-database.ts'
import type { HubContext } from '../hub-context.ts'
import { writeAudit } from './audit-log.ts'
import type { Caller } from './enrolment.ts'
import { nodeKeyMachine } from './node-key-machine.ts'

/** Takes a project's keys from its lead, once. `exists`: it has others; receipts and files of those would end. */
export async function putKeys(hub: HubContext, caller: Caller, keys: ProjectKeys): Promise<Result<null, ErrorCode>> {
  const { projectId } = caller
  if (keys.project !== projectId || !(await areOnePair(keys, nodeKeyMachine, hub.verifier))) {
    return failure('bad-request')
  }
  const text = canonicalJson(keys)
  return hub.database.transaction(async (session) => {
    const put = await session.run(
      'insert into project_keys (project_id, keys) values (?, ?) on conflict (project_id) do nothing',
      projectId,
      text,
    )
    if (put > 0) {
      await writeAudit(hub, session, { projectId, who: caller.annotatorId, act: 'keys.set', subject: keys.publicKey })
      return success(null)
    }
    const row = await firstRow(session, 'select keys from project_keys where project_id = ?', projectId)
    return row?.['keys'] === text ? success(null) : failure('exists')
  })
}

/** The keys of a project, or null when its lead has not handed them over. */
export async function keysOf(hub: HubContext, projectId: ProjectId): Promise<ProjectKeys | null> {
  const row = await hub.database.read((session) =>
    firstRow(session, 'select keys from project_keys where project_id = ?', projectId),
  )
  return row === null ? null : projectKeysSchema.parse(JSON.parse(String(row['keys'])))
}
