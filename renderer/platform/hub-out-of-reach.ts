import type { HubPort } from './hub-port.ts'

const nothing = () => Promise.reject(new Error('No way to a hub yet'))

/** The shell has no way to a hub yet: pages say that none was found. */
export const hubOutOfReach: HubPort = { sameOrigin: false, enrol: nothing, transport: () => ({ send: nothing }) }
