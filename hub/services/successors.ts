import { hexToBytes } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import type { BundleSuccessor } from '#shared/sync/bundle/manifest.ts'
import { isVouchedFor } from '#shared/sync/key-proof.ts'
import { bindWriter } from '../database/project-rows.ts'
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
      const who = before['annotator_id'] as AnnotatorId
      const { isNew } = await bindWriter(session, project, {
        annotatorId: who,
        enrolmentId: String(before['enrolment_id']),
        publicKey: hexToBytes(successor.publicKey),
      })
      if (isNew) await writeAudit(hub, session, { projectId: project, who, act: 'writer.add', subject: who })
    })
  }
}
