import type { NishanApi } from '#shared/ipc/contract.ts'
import { MAX_MET_URLS } from '#shared/ipc/hub-contract.ts'
import { MAX_HUB_URLS } from '#shared/sync/protocol-limits.ts'
import type { HubResponse } from '#renderer/sync/hub-transport.ts'
import { guardCall } from './electron-call.ts'
import type { HubAddress, HubPort } from './hub-port.ts'

/** Any hub, through the main process: it pins certificates and keeps the tokens. */
export function electronHub(api: NishanApi): HubPort {
  return {
    sameOrigin: false,
    enrol: async (address, path, body) => answered(await guardCall(api['hub.enrol'](plain(address), path, body))),
    async meet(urls, start) {
      if (start === null) return { kind: 'met', address: { urls: urls.slice(0, MAX_HUB_URLS), fingerprint: null } }
      const met = await guardCall(api['hub.meet'](urls.slice(0, MAX_MET_URLS), start))
      return met.kind === 'met'
        ? { kind: 'met', address: { urls: [met.url], fingerprint: met.fingerprint } }
        : { kind: met.kind }
    },
    transport: (address, { projectId, annotatorId }) => ({
      async send(request) {
        const person = projectId === '' ? null : { projectId, annotatorId }
        return answered(await guardCall(api['hub.send'](plain(address), person, request)))
      },
    }),
  }
}

/** Links carry more than an address. */
const plain = ({ urls, fingerprint }: HubAddress) => ({ urls: urls.slice(0, MAX_HUB_URLS), fingerprint })

function answered(answer: HubResponse | null): HubResponse {
  if (answer === null) throw new Error('Nothing came back')
  return answer
}
