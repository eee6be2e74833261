import type { NishanApi } from '#shared/ipc/contract.ts'
import { MAX_MET_URLS, type HubCarried } from '#shared/ipc/hub-contract.ts'
import { MAX_HUB_URLS } from '#shared/sync/protocol-limits.ts'
import type { HubRequest, HubResponse } from '#renderer/sync/hub-transport.ts'
import { guardCall } from './electron-call.ts'
import type { CarryWatch, HubAddress, HubPerson, HubPort } from './hub-port.ts'

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
    carry: (address, asked, watch) => carry(api, address, { ...asked, watch }),
    transport: (address, { projectId, annotatorId }) => ({
      async send(request) {
        const person = projectId === '' ? null : { projectId, annotatorId }
        return answered(await guardCall(api['hub.send'](plain(address), person, request)))
      },
    }),
  }
}

/** How often it is asked how far a file is. */
const LOOK_MS = 200

type Carrying = { person: HubPerson; request: HubRequest; watch: CarryWatch }

async function carry(
  api: NishanApi,
  address: HubAddress,
  { person: { projectId, annotatorId }, request, watch: { signal, onProgress } }: Carrying,
): Promise<HubResponse> {
  signal?.throwIfAborted()
  const id = await guardCall(api['hub.carry'](plain(address), { projectId, annotatorId }, request))
  try {
    for (;;) {
      const state: HubCarried = await guardCall(api['hub.carried'](id))
      signal?.throwIfAborted()
      if (state.kind === 'failed') throw new Error('Nothing came back')
      if (state.kind === 'answered') return { ...state, body: await pieces(api, id, state.bytes) }
      onProgress?.(state)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  } finally {
    await guardCall(api['hub.endCarry'](id)).catch(() => undefined)
  }
}

async function pieces(api: NishanApi, id: number, bytes: number): Promise<Uint8Array> {
  const whole = new Uint8Array(bytes)
  for (let at = 0; at < bytes;) {
    const piece = await guardCall(api['hub.carriedPiece'](id, at))
    if (piece.length === 0) throw new Error('Nothing came back')
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Links carry more than an address. */
const plain = ({ urls, fingerprint }: HubAddress) => ({ urls: urls.slice(0, MAX_HUB_URLS), fingerprint })

function answered(answer: HubResponse | null): HubResponse {
  if (answer === null) throw new Error('Nothing came back')
  return answer
}
