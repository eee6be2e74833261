import type { WriterId } from '#shared/base/ids.ts'
import { encodeOperationLines } from '#shared/sync/operation-lines.ts'
import type { Operation } from '#shared/sync/operation.ts'
import type { OwnWriter, SyncStore } from '#renderer/sync/sync-store.ts'

/** Read at once, so that weeks of work are counted without holding the screen up. */
const PAGE = 1_000
/** JSON of operations packs to about a sixth; a push has a header of so many bytes. */
const PACKED_PART = 1 / 6
const HEADER_BYTES = 320
const PER_PUSH = 500

export type Waiting = {
  /** Texts with something that is not on the hub yet. */
  texts: number
  /** Operations that are not on the hub yet, and about how many bytes they are when sent. */
  operations: number
  bytes: number
}

type Entry = { seq: number; item: string; bytes: number }
type Counted = { entries: Entry[]; last: Operation | null }

/**
 * What waits to be sent, kept and not counted anew: an answer adds itself, an acknowledgement takes away what it names. One
 * reading after another.
 */
export class WaitingTexts {
  readonly #store: Pick<SyncStore, 'writers' | 'operationsAfter'>
  readonly #counted = new Map<WriterId, Counted>()

  constructor(store: Pick<SyncStore, 'writers' | 'operationsAfter'>) {
    this.#store = store
  }

  async read(): Promise<Waiting> {
    // What was given up is at the hub, unless that was set back: then the next round sends it.
    const writers = (await this.#store.writers()).filter(({ givenUp }) => givenUp !== true)
    for (const id of this.#counted.keys()) if (!writers.some((writer) => writer.id === id)) this.#counted.delete(id)
    for (const writer of writers) await this.#follow(writer)
    const entries = [...this.#counted.values()].flatMap((counted) => counted.entries)
    const texts = new Set(entries.flatMap(({ item }) => (item === '' ? [] : item))).size
    const lines = entries.reduce((sum, { bytes }) => sum + bytes, 0)
    const bytes = Math.round(lines * PACKED_PART + HEADER_BYTES * Math.ceil(entries.length / PER_PUSH))
    return { texts, operations: entries.length, bytes }
  }

  async #follow({ id, upTo, ackedUpTo }: OwnWriter): Promise<void> {
    const known = this.#counted.get(id)
    const first = known?.entries[0]?.seq ?? upTo + 1
    // An acknowledgement that is taken back, or a log that was set back, is counted from the beginning.
    const isBehind = known !== undefined && (ackedUpTo + 1 < first || (known.last?.seq ?? 0) > upTo)
    const counted = known === undefined || isBehind ? { entries: [], last: null } : known
    this.#counted.set(id, counted)
    counted.entries = counted.entries.filter(({ seq }) => seq > ackedUpTo)
    for (;;) {
      const after = Math.max(ackedUpTo, counted.last?.seq ?? 0)
      const page = await this.#store.operationsAfter(id, after, PAGE)
      if (page.length > 0) {
        counted.entries.push(...entriesOf(page, counted.last))
        counted.last = page.at(-1) ?? null
      }
      if (page.length < PAGE) return
    }
  }
}

/** Lines tell differences: the first is measured after the one before it. */
function entriesOf(page: readonly Operation[], before: Operation | null): Entry[] {
  const follows = before !== null && before.seq + 1 === page[0]?.seq
  const lines = encodeOperationLines(follows ? [before, ...page] : page).split('\n')
  return page.map(({ seq, item }, index) => ({ seq, item, bytes: (lines[index + Number(follows)] ?? '').length }))
}
