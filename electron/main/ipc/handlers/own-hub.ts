import type { OwnHub } from '../../services/hub-process/start-own-hub.ts'
import type { CallHandlers } from '../register-handlers.ts'

export function ownHubHandlers(hub: OwnHub): Pick<CallHandlers, 'ownHub.state' | 'ownHub.switch'> {
  return {
    'ownHub.state': () => hub.state(),
    'ownHub.switch': (_context, on) => hub.switch(on),
  }
}
