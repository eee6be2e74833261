import type { NishanApi } from '#shared/ipc/contract.ts'
import type { HubResponse } from '#renderer/sync/hub-transport.ts'
import { guardCall } from './electron-call.ts'
import type { HubAddress, HubPort } from './hub-port.ts'

/** Any hub, through the main process: it pins certificates and keeps the tokens. */
export function electronHub(api: NishanApi): HubPort {
  return {
    sameOrigin: false,
    enrol: async (address, path, body) => answered(await guardCall(api['hub.enrol'](plain(address), path, body))),
    transport: (address, { projectId, annotatorId }) => ({
      async send(request) {
        const person = projectId === '' ? null : { projectId, annotatorId }
        return answered(await guardCall(api['hub.send'](plain(address), person, request)))
      },
    }),
  }
}

/** Links carry more than an address. */
const plain = ({ urls, fingerprint }: HubAddress) => ({ urls: [...urls], fingerprint })

function answered(answer: HubResponse | null): HubResponse {
  if (answer === null) throw new Error('Nothing came back')
  return answer
}
