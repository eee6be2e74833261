import type { OwnHub } from '../../services/hub-process/start-own-hub.ts'
import type { HubCarrier } from '../../services/hub-carrier.ts'
import type { HubLinks } from '../../services/hub-links.ts'
import type { CallHandlers } from '../register-handlers.ts'

type HubChannel = Extract<keyof CallHandlers, `hub.${string}` | `ownHub.${string}`>
type HubHandlers = Pick<CallHandlers, HubChannel>
type HubParts = { links: HubLinks; carrier: HubCarrier; ownHub: OwnHub }

/** Requests to hubs, and the hub on this laptop. The page names an address and a person; tokens stay here. */
export function hubHandlers({ links, carrier, ownHub }: HubParts): HubHandlers {
  return {
    'hub.enrol': (_context, address, path, body) => links.enrol(address, path, body),
    'hub.meet': (_context, urls, start) => links.meet(urls, start),
    'hub.send': (_context, address, person, request) => links.send(address, person, request),
    'hub.carry': (_context, address, person, request) => carrier.begin(address, person, request),
    'hub.carried': (_context, id) => carrier.look(id),
    'hub.carriedPiece': (_context, id, from) => carrier.piece(id, from),
    'hub.endCarry': (_context, id) => carrier.end(id),
    'ownHub.state': () => ownHub.state(),
    'ownHub.switch': (_context, on) => ownHub.switch(on),
  }
}
