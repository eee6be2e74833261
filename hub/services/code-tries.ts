/** Wrong codes an address may try, and for how long they count. A typed code has 40 bits. */
const TRIES = 5
const WINDOW_MS = 10 * 60 * 1000
/** Addresses remembered at once; the oldest is forgotten first, so that memory stays bounded. */
const KEPT = 50_000

/** Requests of one address that wait for each other; a class that joins together is smaller. */
const WAITING = 200

type Tried = { wrong: number; until: number; waiting: number; last: Promise<unknown> }

/**
 * Counts wrong invite and owner codes by address. Those of one address are looked at one after another: otherwise a
 * thousand guesses sent at once would all be looked at before the first was counted, and twenty laptops that join from one
 * classroom would have to be refused to prevent it. Each process of a hub counts for itself.
 */
export class CodeTries {
  readonly #tried = new Map<string, Tried>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** Looks at a code (`wrong` says what came of it), or tells the seconds until the next try may be made. */
  async look<Answer>(
    address: string,
    open: () => Promise<Answer>,
    wrong: (answer: Answer) => boolean,
  ): Promise<{ answer: Answer } | { waitS: number }> {
    const tried = this.#of(networkOf(address))
    if (tried.waiting >= WAITING) return { waitS: 1 }
    tried.waiting += 1
    const turn = tried.last.then(async () => {
      if (tried.wrong >= TRIES) return { waitS: Math.max(1, Math.ceil((tried.until - this.#now()) / 1000)) }
      const answer = await open()
      if (wrong(answer)) tried.wrong += 1
      return { answer }
    })
    tried.last = turn.catch(() => undefined)
    try {
      return await turn
    } finally {
      tried.waiting -= 1
    }
  }

  #of(name: string): Tried {
    const now = this.#now()
    const known = this.#tried.get(name)
    if (known !== undefined && (known.until > now || known.waiting > 0)) return known
    const fresh = { wrong: 0, until: now + WINDOW_MS, waiting: 0, last: Promise.resolve() }
    this.#tried.delete(name)
    this.#tried.set(name, fresh)
    const [oldest] = this.#tried.keys()
    if (this.#tried.size > KEPT && oldest !== undefined) this.#tried.delete(oldest)
    return fresh
  }
}

/** One house has one IPv4 address, but 2^64 of IPv6: those count as one. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  if (!address.includes(':')) return address
  const [before = '', after] = address.toLowerCase().split('%')[0]?.split('::') ?? []
  const head = before === '' ? [] : before.split(':')
  const tail = after ? after.split(':') : []
  const gap = after === undefined ? [] : Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  return [...head, ...gap, ...tail].slice(0, 4).join(':')
}
