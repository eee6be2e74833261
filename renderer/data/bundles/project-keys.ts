import { failure, success, type Result } from '#shared/base/result.ts'
import type { ProjectId } from '#shared/base/ids.ts'
import {
  makeProjectKeys,
  publicHalves,
  publicKeysSchema,
  type ProjectKeys,
  type PublicKeys,
} from '#shared/sync/project-keys.ts'
import type { KeyVaultPort } from '#renderer/platform/key-vault-port.ts'
import { setProjectProperties, type Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { roleIn } from '../team/team-numbers.ts'
import { webCryptoKeyMachine } from './web-crypto-keys.ts'

/** The public halves that everyone of the project may know; null = it has none yet. */
export async function publicKeysOf(data: DataContext, projectId: ProjectId): Promise<PublicKeys | null> {
  const keys = publicKeysSchema.safeParse((await data.db.projects.get(projectId))?.keys)
  return keys.success && keys.data.project === projectId ? keys.data : null
}

/** `elsewhere`: the project has keys, and their private halves are on another laptop. */
export type NoKeys = 'not-lead' | 'elsewhere'

/**
 * The keys of a project that is led from here; made when it has none, and told to everyone of the project by its
 * operations. The private halves are kept first: a public half without them would seal files that nobody opens.
 */
export async function ensureProjectKeys(
  data: DataContext,
  vault: KeyVaultPort,
  who: Who,
): Promise<Result<ProjectKeys, NoKeys>> {
  if ((await roleIn(data, who)) !== 'lead') return failure('not-lead')
  const told = await publicKeysOf(data, who.projectId)
  const kept = await vault.get(who.projectId)
  if (kept !== null && told?.publicKey === kept.publicKey) return success(kept)
  if (told !== null) return failure('elsewhere')
  const keys = kept ?? (await makeProjectKeys(who.projectId, webCryptoKeyMachine))
  if (kept === null) await vault.keep(keys)
  await setProjectProperties(data, who, { keys: publicHalves(keys) })
  return success(keys)
}
