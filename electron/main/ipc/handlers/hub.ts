import type { HubLinks } from '../../services/hub-links.ts'
import type { CallHandlers } from '../register-handlers.ts'

/** Requests to hubs. The page names an address and a person; tokens stay here. */
export function hubHandlers(links: HubLinks): Pick<CallHandlers, 'hub.enrol' | 'hub.send'> {
  return {
    'hub.enrol': (_context, address, path, body) => links.enrol(address, path, body),
    'hub.send': (_context, address, person, request) => links.send(address, person, request),
  }
}
