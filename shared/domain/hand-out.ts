/**
 * Which people get which of `count` items, `overlap` people an item: each item goes to those who have the fewest so far,
 * and among them to those who have shared the fewest items with each other. So loads differ by one at most, and everyone
 * shares items with everyone, which agreement needs. Answers for each item the numbers of its people.
 */
export function handOut(count: number, people: number, overlap: number): number[][] {
  const wanted = Math.min(overlap, people)
  const loads = Array.from({ length: people }, () => 0)
  const shared = Array.from({ length: people }, () => Array.from({ length: people }, () => 0))
  return Array.from({ length: count }, () => {
    const chosen: number[] = []
    while (chosen.length < wanted) chosen.push(nextPerson(loads, shared, chosen))
    for (const one of chosen) {
      loads[one] = (loads[one] ?? 0) + 1
      for (const other of chosen) if (other !== one) add(shared, one, other)
    }
    return chosen.toSorted((a, b) => a - b)
  })
}

function nextPerson(loads: readonly number[], shared: readonly number[][], chosen: readonly number[]): number {
  let best = -1
  let least: [load: number, met: number] = [Infinity, Infinity]
  for (const [person, load] of loads.entries()) {
    if (chosen.includes(person)) continue
    const met = chosen.reduce((sum, other) => sum + (shared[person]?.[other] ?? 0), 0)
    if (load < least[0] || (load === least[0] && met < least[1])) {
      best = person
      least = [load, met]
    }
  }
  return best
}

function add(shared: number[][], one: number, other: number): void {
  const row = shared[one]
  if (row) row[other] = (row[other] ?? 0) + 1
}

/** Blocks that items are handed out in: one item each up to so many, so that lists of what people are given stay short. */
const MOST_BLOCKS = 4_000

/** Items that follow each other: the first one's number, how many. */
export type Block = readonly [from: number, count: number]

/** What each person gets of `count` items, in order. Loads differ by one item, or by one block where there are many items. */
export function partsOf(count: number, people: number, overlap: number): Block[][] {
  const size = Math.max(1, Math.ceil(count / MOST_BLOCKS))
  const parts = Array.from({ length: people }, (): Block[] => [])
  for (const [block, chosen] of handOut(Math.ceil(count / size), people, overlap).entries()) {
    const from = block * size
    for (const person of chosen) parts[person]?.push([from, Math.min(size, count - from)])
  }
  return parts
}

export function loadOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, [, count]) => sum + count, 0)
}
