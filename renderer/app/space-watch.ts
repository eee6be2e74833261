import { spaceLevel, type SpaceLevel } from '#shared/domain/free-space.ts'

/** Looked at this often while the app is open, and more often while a file comes in. */
export const LOOK_EVERY_MS = 30_000
export const LOOK_OFTEN_MS = 3_000

export type SpaceStatus = {
  level: SpaceLevel
  freeBytes: number | null
  /** The warning was put away, until the next start or until half of what was left then is gone. */
  dismissed: boolean
}

export type SpaceParts = {
  /** What the machine tells; null or a failure = it does not tell. */
  read: () => Promise<number | null>
  /** Runs again and again; gives the function that stops it. */
  every: (ms: number, run: () => void) => () => void
}

/** How much room is left, looked at again and again, so that work stops before the disk is full. */
export class SpaceWatch {
  readonly #parts: SpaceParts
  readonly #listeners = new Set<() => void>()
  #status: SpaceStatus = { level: 'unknown', freeBytes: null, dismissed: false }
  #dismissedAt: number | null = null
  #looking: Promise<SpaceStatus> | null = null

  constructor(parts: SpaceParts) {
    this.#parts = parts
  }

  readonly current = (): SpaceStatus => this.#status
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Looks now; one look at a time. */
  readonly look = (): Promise<SpaceStatus> => {
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  /** Looks at once and then every so often, until it is stopped. */
  lookEvery(ms: number): () => void {
    void this.look()
    return this.#parts.every(ms, () => void this.look())
  }

  dismiss(): void {
    this.#dismissedAt = this.#status.freeBytes
    this.#set({ dismissed: true })
  }

  async #lookOnce(): Promise<SpaceStatus> {
    // A machine that does not answer tells nothing, and nothing is warned of.
    const freeBytes = await this.#parts.read().catch(() => null)
    const level = spaceLevel(freeBytes)
    const worse = freeBytes !== null && this.#dismissedAt !== null && freeBytes < this.#dismissedAt / 2
    if (level !== 'low' || worse) this.#dismissedAt = null
    this.#set({ level, freeBytes, dismissed: this.#dismissedAt !== null })
    return this.#status
  }

  #set(change: Partial<SpaceStatus>): void {
    const next = { ...this.#status, ...change }
    const { level, freeBytes, dismissed } = this.#status
    if (next.level === level && next.freeBytes === freeBytes && next.dismissed === dismissed) return
    this.#status = next
    for (const listener of this.#listeners) listener()
  }
}
