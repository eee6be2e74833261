import { readSealHeader } from '#shared/backup/seal-header.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { CarryWatch } from '#renderer/platform/hub-port.ts'
import { refusalIn } from '#renderer/sync/hub-reply.ts'
import type { TeamSession } from '../team/team-session.ts'
import type { JoinFailure } from '../team/team-parts.ts'
import type { BundleParts } from './bundle-parts.ts'
import { handOverKeys } from './take-file.ts'

export type EverythingFault = JoinFailure | 'stopped'

/** All that the hub holds of a project, as it seals it. A hub that has no keys of the project yet is given them. */
export async function fetchEverything(
  parts: Pick<BundleParts, 'vault'>,
  session: TeamSession,
  watch: CarryWatch,
): Promise<Result<Uint8Array, EverythingFault>> {
  const first = await fetchOnce(session, watch)
  if (first.ok || first.error !== 'no-keys') return first
  return (await handOverKeys(parts, session)) ? fetchOnce(session, watch) : first
}

async function fetchOnce(session: TeamSession, watch: CarryWatch): Promise<Result<Uint8Array, EverythingFault>> {
  const response = await session.carry({ method: 'GET', path: 'bundles/everything' }, watch)
  if (watch.signal?.aborted === true) return failure('stopped')
  if (response === null) return failure('no-network')
  if (response.status === 200 && readSealHeader(response.body).ok) return success(response.body)
  return failure(refusalIn(response)?.code ?? 'portal')
}
