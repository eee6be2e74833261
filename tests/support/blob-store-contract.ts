import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { BlobStorePort } from '#renderer/platform/blob-store-port.ts'

export type ContractCase = { name: string; run: (store: BlobStorePort) => Promise<void> }

function same(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [actual, expected].map((value) => (value instanceof Uint8Array ? [...value].join() : String(value)))
  if (a !== b) throw new Error(`${what}: expected ${b?.slice(0, 80)}, got ${a?.slice(0, 80)}`)
}

/** The name of some bytes. */
function nameOf(content: Uint8Array): string {
  return bytesToHex(sha256(content))
}

function bytes(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + seed * 17) % 256)
}

const ONE = nameOf(bytes(10, 1))

const putOf = (store: BlobStorePort, content: Uint8Array): Promise<void> => store.put(nameOf(content), content)

/**
 * What every blob store promises. Plain functions that throw, so that the same cases run in Node, in a window
 * and in a worker. Each case gets a store of its own.
 */
export const BLOB_STORE_CASES: readonly ContractCase[] = [
  {
    name: 'gives back the bytes that were put, whatever their size',
    async run(store) {
      for (const length of [1, 255, 65_537, 1_500_000]) {
        const content = bytes(length, length)
        await store.put(nameOf(content), content)
        same(await store.get(nameOf(content)), content, `${length} bytes`)
      }
    },
  },
  {
    name: 'has what was put and nothing else',
    async run(store) {
      same(await store.has(ONE), false, 'before')
      same(await store.get(ONE), null, 'get before')
      await store.put(ONE, bytes(10, 1))
      same(await store.has(ONE), true, 'after')
      same(await store.has(nameOf(bytes(10, 2))), false, 'another')
    },
  },
  {
    name: 'keeps the first bytes of a name: blobs are immutable',
    async run(store) {
      await store.put(ONE, bytes(10, 1))
      await store.put(ONE, bytes(20, 2))
      same(await store.get(ONE), bytes(10, 1), 'after a second put')
    },
  },
  {
    name: 'forgets a deleted blob, takes it again, and does not mind deleting twice',
    async run(store) {
      await store.put(ONE, bytes(10, 1))
      await store.delete(ONE)
      await store.delete(ONE)
      same(await store.has(ONE), false, 'deleted')
      same(await store.get(ONE), null, 'get deleted')
      await store.put(ONE, bytes(10, 1))
      same(await store.get(ONE), bytes(10, 1), 'put again')
    },
  },
  {
    name: 'takes many puts at once, also of the same name',
    async run(store) {
      const puts = Array.from({ length: 24 }, (_, index) => putOf(store, bytes(5000, index % 12)))
      await Promise.all(puts)
      for (let index = 0; index < 12; index += 1) {
        same(await store.get(nameOf(bytes(5000, index))), bytes(5000, index), `blob ${index}`)
      }
    },
  },
  {
    name: 'is not changed through the arrays that went in or came out',
    async run(store) {
      const given = bytes(10, 1)
      await store.put(ONE, given)
      given.fill(0)
      const taken = await store.get(ONE)
      taken?.fill(0)
      same(await store.get(ONE), bytes(10, 1), 'after both were overwritten')
    },
  },
  {
    name: 'stores the part of a buffer that the array shows, no more',
    async run(store) {
      const whole = bytes(100, 5)
      await putOf(store, whole.subarray(10, 20))
      same(await store.get(nameOf(whole.slice(10, 20))), whole.slice(10, 20), 'part')
    },
  },
  {
    name: 'gives no bytes that are not what their name says, and takes the right ones again',
    async run(store) {
      await store.put(ONE, bytes(10, 2))
      same(await store.get(ONE), null, 'wrong bytes')
      await store.put(ONE, bytes(10, 1))
      same(await store.get(ONE), bytes(10, 1), 'right bytes')
    },
  },
  {
    name: 'names those that are missing or of another size',
    async run(store) {
      await putOf(store, bytes(10, 1))
      await putOf(store, bytes(10, 4))
      const known = [2, 1, 3].map((seed) => ({ sha256: nameOf(bytes(10, seed)), bytes: 10 }))
      const cutShort = { sha256: nameOf(bytes(10, 4)), bytes: 11 }
      const missing = await store.missingOf([...known, cutShort])
      same(missing.join(), [2, 3, 4].map((seed) => nameOf(bytes(10, seed))).join(), 'missing')
      same((await store.missingOf([])).length, 0, 'of none')
    },
  },
  {
    name: 'refuses an empty blob',
    async run(store) {
      const outcome = await store.put(ONE, new Uint8Array(0)).then(
        () => 'taken',
        () => 'refused',
      )
      same(outcome, 'refused', 'empty')
      same(await store.has(ONE), false, 'after it')
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
