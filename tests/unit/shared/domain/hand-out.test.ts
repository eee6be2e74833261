import { describe, expect, test } from 'vitest'
import type { RandomBytes } from '#shared/base/ids.ts'
import { handOut, loadOf, partsOf, parts, sharedItems, type Sharing } from '#shared/domain/hand-out.ts'

/** Mulberry32: the same numbers for the same seed. */
function seeded(seed: number): RandomBytes {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % 256
  }
  return (length) => Uint8Array.from({ length }, next)
}

type Case = Sharing & { count: number; people: number }

/** Every number of people to twelve, two to four to a text, shares from little to all, batches short and long. */
function* cases(): Generator<Case> {
  for (let people = 2; people <= 12; people += 1) {
    for (let overlap = 2; overlap <= Math.min(people, 4); overlap += 1) {
      for (const share of [0.1, 0.35, 1]) {
        for (const count of [1, 2, 5, 9, 23, 60, 131]) yield { people, overlap, share, count }
      }
    }
  }
}

function lookAt(groups: readonly number[][], people: number) {
  const loads = Array.from({ length: people }, (_, one) => groups.filter((group) => group.includes(one)).length)
  const common = loads.map((_, one) =>
    loads.map((__, other) => (one === other ? 0 : groups.filter((g) => g.includes(one) && g.includes(other)).length)),
  )
  const pairs = common.flatMap((row, one) => row.filter((__, other) => other > one))
  return { loads, common, pairs }
}

const spread = (numbers: readonly number[]) => Math.max(...numbers) - Math.min(...numbers)

describe('texts that are shared out', () => {
  test('go to as many people as the design says', () => {
    for (const { count, people, ...sharing } of cases()) {
      const groups = handOut(count, people, sharing)
      const shared = sharedItems(count, people, sharing)
      expect(groups).toHaveLength(count)
      expect(groups.filter((group) => group.length === sharing.overlap)).toHaveLength(shared)
      expect(groups.filter((group) => group.length === 1)).toHaveLength(count - shared)
      expect(groups.every((group) => new Set(group).size === group.length)).toBe(true)
    }
    expect(sharedItems(500, 6, { overlap: 2, share: 0.2 })).toBe(100)
    expect(sharedItems(2, 6, { overlap: 2, share: 0.1 })).toBe(1)
    expect(sharedItems(500, 1, { overlap: 2 })).toBe(0)
    expect(sharedItems(500, 6, { overlap: 1 })).toBe(0)
  })

  test('leave nobody with more than one text more than another', () => {
    for (const { count, people, ...sharing } of cases()) {
      expect(spread(lookAt(handOut(count, people, sharing), people).loads)).toBeLessThanOrEqual(1)
    }
  })

  test('give each two people as many in common as any other two, where a text goes to two', () => {
    for (const { count, people, ...sharing } of cases()) {
      const { pairs } = lookAt(handOut(count, people, sharing), people)
      expect(spread(pairs)).toBeLessThanOrEqual(sharing.overlap === 2 ? 1 : 4)
    }
  })

  test('hang all people together wherever there are enough of them', () => {
    for (const { count, people, ...sharing } of cases()) {
      const groups = handOut(count, people, sharing)
      const enough = sharedItems(count, people, sharing) >= Math.ceil((people - 1) / (sharing.overlap - 1))
      const { common } = lookAt(groups, people)
      if (enough) expect(parts(common)).toHaveLength(1)
    }
  })

  test('make up for what two people lack in common', () => {
    // The first two have met often, the third nobody.
    const before = [
      [0, 12, 0],
      [12, 0, 0],
      [0, 0, 0],
    ]
    const { common } = lookAt(handOut(24, 3, { overlap: 2, share: 0.5 }, before), 3)
    expect(common[0]?.[1]).toBe(0)
    expect(common[0]?.[2]).toBe(6)
    expect(common[1]?.[2]).toBe(6)
  })

  test('stand anywhere in the batch, and come out in number as they were told before', () => {
    const sharing = { overlap: 2, share: 0.25 }
    let early = 0
    for (let seed = 1; seed <= 30; seed += 1) {
      const told = partsOf(80, 4, sharing)
      const { each, common } = partsOf(80, 4, sharing, { random: seeded(seed) })
      expect(each.map(loadOf)).toEqual(told.each.map(loadOf))
      expect(common).toEqual(told.common)
      const holders = new Map<number, number>()
      for (const [from] of each.flat()) holders.set(from, (holders.get(from) ?? 0) + 1)
      const shared = [...holders].filter(([, people]) => people === 2).map(([item]) => item)
      expect(shared).toHaveLength(20)
      early += shared.filter((item) => item < 40).length
      expect(new Set(shared.map((item) => Math.floor(item / 20))).size).toBeGreaterThanOrEqual(3)
    }
    // Half of them in the first half: 300 of 600, give or take five standard deviations.
    expect(Math.abs(early - 300)).toBeLessThan(60)
  })

  test('are handed out in blocks where there are very many, every text once or as often as it should', () => {
    const { each } = partsOf(10_001, 3, { overlap: 2, share: 0.5 }, { random: seeded(7) })
    const holders = new Uint8Array(10_001)
    for (const [from, count] of each.flat())
      for (let n = from; n < from + count; n += 1) holders[n] = (holders[n] ?? 0) + 1
    expect(new Set(holders)).toEqual(new Set([1, 2]))
    expect(Math.max(...each.map((blocks) => blocks.length))).toBeLessThanOrEqual(4_000)
  })
})

describe('people who hang together', () => {
  test('are told part by part', () => {
    expect(
      parts([
        [0, 3, 0, 0],
        [3, 0, 0, 0],
        [0, 0, 0, 1],
        [0, 0, 1, 0],
      ]),
    ).toEqual([
      [0, 1],
      [2, 3],
    ])
  })
})
