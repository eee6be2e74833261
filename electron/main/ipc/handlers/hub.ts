import type { OwnHub } from '../../services/hub-process/start-own-hub.ts'
import type { HubLinks } from '../../services/hub-links.ts'
import type { CallHandlers } from '../register-handlers.ts'

type HubHandlers = Pick<CallHandlers, 'hub.enrol' | 'hub.meet' | 'hub.send' | 'ownHub.state' | 'ownHub.switch'>

/** Requests to hubs, and the hub on this laptop. The page names an address and a person; tokens stay here. */
export function hubHandlers({ links, ownHub }: { links: HubLinks; ownHub: OwnHub }): HubHandlers {
  return {
    'hub.enrol': (_context, address, path, body) => links.enrol(address, path, body),
    'hub.meet': (_context, urls, start) => links.meet(urls, start),
    'hub.send': (_context, address, person, request) => links.send(address, person, request),
    'ownHub.state': () => ownHub.state(),
    'ownHub.switch': (_context, on) => ownHub.switch(on),
  }
}
