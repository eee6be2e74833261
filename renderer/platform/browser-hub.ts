import type { HubRequest, HubResponse } from '#renderer/sync/hub-transport.ts'
import type { CarryWatch, HubPerson, HubPort } from './hub-port.ts'

/** Nothing has come or gone for so long: the line is dead (sync.md, Network). */
const SILENCE_MS = 30_000
/** A hub that reads or writes a large file is silent meanwhile. */
const CARRY_SILENCE_MS = 5 * 60_000
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
    carry: (_address, { person, request }, watch) =>
      ask(fetcher, request, person, { ...watch, silenceMs: CARRY_SILENCE_MS }),
    transport: (_address, person) => ({ send: (request) => ask(fetcher, request, person) }),
  }
}

type Asking = CarryWatch & { silenceMs?: number }

async function ask(
  fetcher: Fetch,
  request: HubRequest,
  person: HubPerson | null,
  { silenceMs, signal, onProgress }: Asking = {},
): Promise<HubResponse> {
  const silence = new Silence(silenceMs)
  // A file is sealed and does not get any shorter.
  const packs = silenceMs === undefined && request.body && request.body.byteLength >= PACK_FROM_BYTES
  const packed = packs && request.body ? await pack(request.body) : null
  const body = packed ?? request.body
  try {
    const response = await fetcher(request.path, {
      method: request.method,
      // A redirect is a captive portal's: it is handed back, not followed.
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'same-origin',
      signal: signal === undefined ? silence.signal : AbortSignal.any([silence.signal, signal]),
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
      body: await readAll(response, { silence, onProgress, sent: body?.byteLength ?? 0 }),
      retryAfterS: Number(response.headers.get('retry-after') ?? 0) || 0,
    }
  } finally {
    silence.end()
  }
}

/** Ends a request on which nothing has moved for 30 s; its own clock of progress, not one of the whole. */
class Silence {
  readonly #controller = new AbortController()
  readonly #ms: number
  #timer: ReturnType<typeof setTimeout>

  constructor(ms = SILENCE_MS) {
    this.#ms = ms
    this.#timer = setTimeout(() => this.#over(), ms)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  heard(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#over(), this.#ms)
  }

  end(): void {
    clearTimeout(this.#timer)
  }

  #over(): void {
    this.#controller.abort(new Error(`Nothing came for ${this.#ms} ms`))
  }
}

type Reading = { silence: Silence; onProgress: CarryWatch['onProgress']; sent: number }

async function readAll(response: Response, { silence, onProgress, sent }: Reading): Promise<Uint8Array> {
  const told = Number(response.headers.get('content-length') ?? 0)
  const parts: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (;;) {
    const part = await reader?.read()
    if (part === undefined || part.done) break
    silence.heard()
    parts.push(part.value)
    length += part.value.byteLength
    onProgress?.({ sent, received: length, total: told > 0 ? told : null })
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
