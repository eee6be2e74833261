import { hexToBytes } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import type { BundleSuccessor } from '#shared/sync/bundle/manifest.ts'
import { EMPTY_DIGEST } from '#shared/sync/digest.ts'
import { isVouchedFor } from '#shared/sync/key-proof.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
import { firstRow } from '../database/sql-database.ts'
import type { HubContext } from '../hub-context.ts'
import { writeAudit } from './audit-log.ts'

/**
 * Binds the writers with which laptops went on after a fork, each to the person and laptop of the one before it. What was
 * shut out vouches for nobody, and a writer that is bound stays as it is.
 */
export async function bindSuccessors(
  hub: HubContext,
  project: ProjectId,
  successors: readonly BundleSuccessor[],
): Promise<void> {
  for (const successor of successors) {
    await hub.database.transaction(async (session) => {
      const before = await firstRow(
        session,
        `select annotator_id, enrolment_id, public_key from writers
         where project_id = ? and writer_id = ? and revoked_at is null`,
        project,
        successor.after,
      )
      if (before === null) return
      const key = new Uint8Array(before['public_key'] as Uint8Array)
      if (!(await isVouchedFor(successor, { project, key }, hub.verifier))) return
      const publicKey = hexToBytes(successor.publicKey)
      const bound = await session.run(
        `insert into writers (project_id, writer_id, annotator_id, enrolment_id, public_key, up_to, digest)
         values (?, ?, ?, ?, ?, 0, ?) on conflict (project_id, writer_id) do nothing`,
        project,
        writerIdOf(publicKey),
        before['annotator_id'] ?? null,
        before['enrolment_id'] ?? null,
        publicKey,
        EMPTY_DIGEST,
      )
      const who = before['annotator_id'] as AnnotatorId
      if (bound > 0) await writeAudit(hub, session, { projectId: project, who, act: 'writer.add', subject: who })
    })
  }
}
