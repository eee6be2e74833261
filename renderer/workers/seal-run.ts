import { sealWhole, unsealWhole, type SealKey, type UnsealFault } from '#shared/backup/sealing.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { SealPort, Unsealed } from './seal-protocol.ts'

/** Does the work where it is called. */
export const sealHere: SealPort = { seal: (archive, target) => sealWhole(archive, target), unseal: unsealByAny }

async function unsealByAny(sealed: Uint8Array, keys: readonly SealKey[]): Promise<Result<Unsealed, UnsealFault>> {
  let fault: UnsealFault = 'needs-key'
  for (const [place, key] of keys.entries()) {
    const opened = await unsealWhole(sealed, key)
    if (opened.ok) return success({ archive: opened.value, key: place })
    fault = opened.error
    if (fault !== 'wrong-key') break
  }
  return failure(fault)
}
