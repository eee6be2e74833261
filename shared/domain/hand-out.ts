import type { RandomBytes } from '../base/ids.ts'
import { shuffled } from '../base/random.ts'

/** How a batch is shared out: this share of its items (absent = all) goes to `overlap` people each, the others to one. */
export type Sharing = { overlap: number; share?: number | undefined }

/** Texts that two people must both have answered before agreement between them is shown. */
export const LEAST_IN_COMMON = 20

/** How many items each two people have in common; symmetric, by their numbers. */
export type Common = readonly (readonly number[])[]

/** How many of `count` items go to more than one person; one at least where any are asked for. */
export function sharedItems(count: number, people: number, { overlap, share = 1 }: Sharing): number {
  if (Math.min(overlap, people) < 2 || share === 0) return 0
  return Math.min(count, Math.max(1, Math.round(count * share)))
}

/**
 * Which people get which of `count` items: those that several get first, then the others. Loads differ by one at most, all
 * people hang together by what they have in common where that is possible, and each two have nearly as much in common as
 * any other two. `before`: what they have in common already. Answers for each item the numbers of its people.
 */
export function handOut(count: number, people: number, sharing: Sharing, before?: Common): number[][] {
  const wanted = Math.min(sharing.overlap, people)
  const shared = sharedItems(count, people, sharing)
  const table = new Table(people, before)
  for (const chosen of chain(shared, people, wanted, before)) table.add(chosen)
  while (table.groups.length < shared) table.add(table.nextGroup(wanted))
  while (table.groups.length < count) table.add([table.leastLoaded()])
  table.level()
  return table.groups.map((group) => group.toSorted((a, b) => a - b))
}

/** The fewest groups of `size` that hang all people together; none where there are not enough, or no need. */
function chain(groups: number, people: number, size: number, before?: Common): number[][] {
  const everyone = Array.from({ length: people }, (_, person) => person)
  // One of each part that hangs together already.
  const links = before === undefined ? everyone : parts(before).flatMap(([first = 0]) => first)
  const needed = size < 2 ? Infinity : Math.ceil((links.length - 1) / (size - 1))
  if (groups < needed) return []
  return Array.from({ length: needed }, (_, n) => {
    const first = Math.max(0, Math.min(n * (size - 1), links.length - size))
    const linked = links.slice(first, first + size)
    return [...linked, ...everyone.filter((person) => !linked.includes(person))].slice(0, size)
  })
}

/** Groups so far, what each person holds, and what each two have in common. */
class Table {
  readonly groups: number[][] = []
  readonly #loads: number[]
  readonly #common: number[][]

  constructor(people: number, before?: Common) {
    this.#loads = Array.from({ length: people }, () => 0)
    this.#common = Array.from({ length: people }, (_, one) =>
      Array.from({ length: people }, (__, other) => before?.[one]?.[other] ?? 0),
    )
  }

  add(group: number[]): void {
    this.groups.push(group)
    this.#weigh(group, 1)
  }

  #weigh(group: readonly number[], by: 1 | -1): void {
    for (const one of group) {
      this.#loads[one] = this.#load(one) + by
      for (const other of group) if (other !== one) this.#bind(one, other, by)
    }
  }

  #bind(one: number, other: number, by: number): void {
    const row = this.#common[one]
    if (row) row[other] = (row[other] ?? 0) + by
  }

  #load(person: number): number {
    return this.#loads[person] ?? 0
  }

  #met(person: number, group: readonly number[]): number {
    return group.reduce((sum, other) => sum + (this.#common[person]?.[other] ?? 0), 0)
  }

  leastLoaded(): number {
    return this.#best([], () => 0)
  }

  /** Whoever holds least, then those who have the least in common with whom is chosen. */
  nextGroup(size: number): number[] {
    const group: number[] = []
    while (group.length < size) group.push(this.#best(group, (person) => this.#met(person, group)))
    return group
  }

  /** The person outside a group of the least cost; of these, who holds least. */
  #best(group: readonly number[], costOf: (person: number) => number): number {
    let best = -1
    let least: [cost: number, load: number] = [Infinity, Infinity]
    for (const [person, load] of this.#loads.entries()) {
      if (group.includes(person)) continue
      const cost = costOf(person)
      if (cost > least[0] || (cost === least[0] && load >= least[1])) continue
      best = person
      least = [cost, load]
    }
    return best
  }

  /** Moves items from who holds most to who holds least, where that costs the pairs least, until loads differ by one. */
  level(): void {
    for (;;) {
      const most = this.#loads.indexOf(Math.max(...this.#loads))
      const least = this.#loads.indexOf(Math.min(...this.#loads))
      if (this.#load(most) - this.#load(least) < 2) return
      const group = this.#cheapest(most, least)
      if (group === null) return
      this.#weigh(group, -1)
      group[group.indexOf(most)] = least
      this.#weigh(group, 1)
    }
  }

  #cheapest(from: number, to: number): number[] | null {
    let best: number[] | null = null
    let cheapest = Infinity
    // From the end: what hangs people together stands at the beginning.
    for (const group of this.groups.toReversed()) {
      if (!group.includes(from) || group.includes(to)) continue
      const others = group.filter((person) => person !== from)
      const cost = this.#met(to, others) - this.#met(from, others)
      if (cost >= cheapest) continue
      cheapest = cost
      best = group
    }
    return best
  }
}

/** People who hang together by what they have in common, part by part. */
export function parts(common: Common): number[][] {
  const left = new Set(common.keys())
  const found: number[][] = []
  for (const start of common.keys()) {
    if (!left.delete(start)) continue
    const part = [start]
    for (const one of part) {
      for (const other of left) if ((common[one]?.[other] ?? 0) > 0 && left.delete(other)) part.push(other)
    }
    found.push(part.toSorted((a, b) => a - b))
  }
  return found
}

/** Blocks that items are handed out in: one item each up to so many, so that lists of what people are given stay short. */
const MOST_BLOCKS = 4_000

/** Items that follow each other: the first one's number, how many. */
export type Block = readonly [from: number, count: number]

export type Parts = {
  /** What each person gets, in order. */
  each: Block[][]
  /** What each two get in common. */
  common: number[][]
}

export type PartsOptions = {
  /** What each two have in common already: it counts when pairs are made even. */
  before?: Common
  /**
   * Which items go to several is drawn with it, so that no place tells them. Without it they stand first: loads and pairs
   * are the same.
   */
  random?: RandomBytes
}

/** What each person gets of `count` items. Loads differ by one item, or by one block where there are many items. */
export function partsOf(count: number, people: number, sharing: Sharing, options: PartsOptions = {}): Parts {
  const size = Math.max(1, Math.ceil(count / MOST_BLOCKS))
  const groups = handOut(Math.ceil(count / size), people, sharing, options.before)
  const mixed = isMixed(groups) && options.random ? mix(groups, count % size !== 0, options.random) : groups
  const each = Array.from({ length: people }, (): Block[] => [])
  const common = Array.from({ length: people }, () => Array.from({ length: people }, () => 0))
  for (const [block, group] of mixed.entries()) {
    const from = block * size
    const items = Math.min(size, count - from)
    for (const one of group) {
      each[one]?.push([from, items])
      const row = common[one] ?? []
      for (const other of group) if (other !== one) row[other] = (row[other] ?? 0) + items
    }
  }
  return { each, common }
}

function isMixed(groups: readonly number[][]): boolean {
  return new Set(groups.map((group) => group.length)).size > 1
}

/** A last block that is not full stays where it is, so that numbers come out as they were told before. */
function mix(groups: readonly number[][], keepLast: boolean, random: RandomBytes): number[][] {
  if (!keepLast) return shuffled(groups, random)
  return [...shuffled(groups.slice(0, -1), random), ...groups.slice(-1)]
}

export function loadOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, [, count]) => sum + count, 0)
}
