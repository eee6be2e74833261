import type { KeyVault } from '../../services/key-vault.ts'
import { storeCall } from '../store-call.ts'
import type { CallHandlers } from '../register-handlers.ts'

export function keysHandlers(vault: KeyVault): Pick<CallHandlers, 'keys.get' | 'keys.keep' | 'keys.projects'> {
  return {
    'keys.get': (_context, projectId) => vault.get(projectId),
    'keys.keep': (_context, keys) => storeCall(() => vault.keep(keys)),
    'keys.projects': () => vault.projects(),
  }
}
