import type { HubRequest, HubResponse } from '#renderer/sync/hub-transport.ts'
import type { HubPerson, HubPort } from './hub-port.ts'

/** Nothing has come or gone for so long: the line is dead (sync.md, Network). */
const SILENCE_MS = 30_000
/** Packing less than this makes it longer. */
const PACK_FROM_BYTES = 200

type Fetch = (input: string, init: RequestInit) => Promise<Response>

/** The hub that serves this page, by fetch. The token is a cookie that no script can read. */
export function browserHub(fetcher: Fetch = (input, init) => fetch(input, init)): HubPort {
  return {
    sameOrigin: true,
    enrol: (_address, path, body) => ask(fetcher, { method: 'POST', path, body }, null),
    // The page came from there.
    meet: async () => ({ kind: 'met', address: { urls: [location.origin], fingerprint: null } }),
    transport: (_address, person) => ({ send: (request) => ask(fetcher, request, person) }),
  }
}

async function ask(fetcher: Fetch, request: HubRequest, person: HubPerson | null): Promise<HubResponse> {
  const silence = new Silence()
  const packed = request.body && request.body.byteLength >= PACK_FROM_BYTES ? await pack(request.body) : null
  const body = packed ?? request.body
  try {
    const response = await fetcher(request.path, {
      method: request.method,
      // A redirect is a captive portal's: it is handed back, not followed.
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'same-origin',
      signal: silence.signal,
      headers: {
        ...(person && { 'nishan-person': person.annotatorId }),
        ...(request.from !== undefined && request.from > 0 && { range: `bytes=${request.from}-` }),
        ...(body && { 'content-type': 'application/octet-stream' }),
        ...(packed && { 'content-encoding': 'gzip' }),
      },
      ...(body && { body: body as Uint8Array<ArrayBuffer> }),
    })
    return {
      status: response.type === 'opaqueredirect' ? 302 : response.status,
      body: await readAll(response, silence),
      retryAfterS: Number(response.headers.get('retry-after') ?? 0) || 0,
    }
  } finally {
    silence.end()
  }
}

/** Ends a request on which nothing has moved for 30 s; its own clock of progress, not one of the whole. */
class Silence {
  readonly #controller = new AbortController()
  #timer = setTimeout(() => this.#over(), SILENCE_MS)

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  heard(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#over(), SILENCE_MS)
  }

  end(): void {
    clearTimeout(this.#timer)
  }

  #over(): void {
    this.#controller.abort(new Error('Nothing came for 30 s'))
  }
}

async function readAll(response: Response, silence: Silence): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (;;) {
    const part = await reader?.read()
    if (part === undefined || part.done) break
    silence.heard()
    parts.push(part.value)
    length += part.value.byteLength
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

async function pack(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
