import type { BlobStorePort } from '#renderer/platform/blob-store-port.ts'

export type ContractCase = { name: string; run: (store: BlobStorePort) => Promise<void> }

function same(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [actual, expected].map((value) => (value instanceof Uint8Array ? [...value].join() : String(value)))
  if (a !== b) throw new Error(`${what}: expected ${b?.slice(0, 80)}, got ${a?.slice(0, 80)}`)
}

/** A name like a SHA-256; stores do not compute it. */
function name(seed: number): string {
  return seed.toString(16).padStart(64, '0')
}

function bytes(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + seed * 17) % 256)
}

/**
 * What every blob store promises. Plain functions that throw, so that the same cases run in Node, in a window
 * and in a worker. Each case gets a store of its own.
 */
export const BLOB_STORE_CASES: readonly ContractCase[] = [
  {
    name: 'gives back the bytes that were put, whatever their size',
    async run(store) {
      for (const length of [1, 255, 65_537, 1_500_000]) {
        await store.put(name(length), bytes(length, length))
        same(await store.get(name(length)), bytes(length, length), `${length} bytes`)
      }
    },
  },
  {
    name: 'has what was put and nothing else',
    async run(store) {
      same(await store.has(name(1)), false, 'before')
      same(await store.get(name(1)), null, 'get before')
      await store.put(name(1), bytes(10, 1))
      same(await store.has(name(1)), true, 'after')
      same(await store.has(name(2)), false, 'another')
    },
  },
  {
    name: 'keeps the first bytes of a name: blobs are immutable',
    async run(store) {
      await store.put(name(1), bytes(10, 1))
      await store.put(name(1), bytes(20, 2))
      same(await store.get(name(1)), bytes(10, 1), 'after a second put')
    },
  },
  {
    name: 'forgets a deleted blob, takes it again, and does not mind deleting twice',
    async run(store) {
      await store.put(name(1), bytes(10, 1))
      await store.delete(name(1))
      await store.delete(name(1))
      same(await store.has(name(1)), false, 'deleted')
      same(await store.get(name(1)), null, 'get deleted')
      await store.put(name(1), bytes(12, 3))
      same(await store.get(name(1)), bytes(12, 3), 'put again')
    },
  },
  {
    name: 'takes many puts at once, also of the same name',
    async run(store) {
      const puts = Array.from({ length: 24 }, (_, index) => store.put(name(index % 12), bytes(5000, index % 12)))
      await Promise.all(puts)
      for (let index = 0; index < 12; index += 1) {
        same(await store.get(name(index)), bytes(5000, index), `blob ${index}`)
      }
    },
  },
  {
    name: 'is not changed through the arrays that went in or came out',
    async run(store) {
      const given = bytes(10, 1)
      await store.put(name(1), given)
      given.fill(0)
      const taken = await store.get(name(1))
      taken?.fill(0)
      same(await store.get(name(1)), bytes(10, 1), 'after both were overwritten')
    },
  },
  {
    name: 'stores the part of a buffer that the array shows, no more',
    async run(store) {
      const whole = bytes(100, 5)
      await store.put(name(1), whole.subarray(10, 20))
      same(await store.get(name(1)), whole.slice(10, 20), 'part')
    },
  },
  {
    name: 'refuses an empty blob',
    async run(store) {
      const outcome = await store.put(name(1), new Uint8Array(0)).then(
        () => 'taken',
        () => 'refused',
      )
      same(outcome, 'refused', 'empty')
      same(await store.has(name(1)), false, 'after it')
    },
  },
]

export type CaseOutcome = { name: string; error: string | null }

/** Runs every case on a fresh store. */
export async function runBlobStoreCases(newStore: () => Promise<BlobStorePort>): Promise<CaseOutcome[]> {
  const outcomes: CaseOutcome[] = []
  for (const { name, run } of BLOB_STORE_CASES) {
    try {
      await run(await newStore())
      outcomes.push({ name, error: null })
    } catch (error) {
      outcomes.push({ name, error: String(error) })
    }
  }
  return outcomes
}
