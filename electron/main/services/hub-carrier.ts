import { BUNDLE_LIMITS } from '#shared/sync/bundle/bundle-limits.ts'
import {
  MAX_CARRIED_PIECE,
  type HubCallAddress,
  type HubCallPerson,
  type HubCallRequest,
  type HubCarried,
} from '#shared/ipc/hub-contract.ts'
import type { HubLinks } from './hub-links.ts'

type Carried = { id: number; stop: AbortController; state: HubCarried; body: Uint8Array }

const FAILED: HubCarried = { kind: 'failed' }

/**
 * Files between this laptop and its hubs, up to 200 MB: begun, looked at, fetched by pieces. One at a time, so that a page
 * that went away in the middle leaves at most one behind.
 */
export class HubCarrier {
  readonly #links: Pick<HubLinks, 'carry'>
  #last = 0
  #current: Carried | null = null

  constructor(links: Pick<HubLinks, 'carry'>) {
    this.#links = links
  }

  begin(address: HubCallAddress, person: HubCallPerson, request: HubCallRequest): number {
    this.#current?.stop.abort()
    const id = (this.#last += 1)
    const state: HubCarried = { kind: 'under-way', sent: 0, received: 0, total: null }
    const carried: Carried = { id, stop: new AbortController(), state, body: new Uint8Array() }
    this.#current = carried
    void this.#run(carried, address, { person, request })
    return id
  }

  look(id: number): HubCarried {
    return this.#of(id)?.state ?? FAILED
  }

  piece(id: number, from: number): Uint8Array {
    return this.#of(id)?.body.slice(from, from + MAX_CARRIED_PIECE) ?? new Uint8Array()
  }

  end(id: number): void {
    const carried = this.#of(id)
    if (carried === null) return
    carried.stop.abort()
    this.#current = null
  }

  close(): void {
    this.#current?.stop.abort()
    this.#current = null
  }

  #of(id: number): Carried | null {
    return this.#current?.id === id ? this.#current : null
  }

  async #run(
    carried: Carried,
    address: HubCallAddress,
    asked: { person: HubCallPerson; request: HubCallRequest },
  ): Promise<void> {
    const change = (part: { sent?: number; received?: number; total?: number | null }) => {
      if (carried.state.kind === 'under-way') carried.state = { ...carried.state, ...part }
    }
    const answer = await this.#links.carry(address, asked, {
      maxReplyBytes: BUNDLE_LIMITS.fileBytes,
      signal: carried.stop.signal,
      onSent: (sent) => change({ sent }),
      onReceived: (received, total) => change({ received, total }),
    })
    if (answer === null || carried.stop.signal.aborted) {
      carried.state = FAILED
      return
    }
    const { status, body, retryAfterS } = answer
    carried.body = body
    carried.state = { kind: 'answered', status, bytes: body.length, retryAfterS }
  }
}
