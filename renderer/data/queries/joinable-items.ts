import type { AnnotatorId, BatchId, ItemId } from '#shared/base/ids.ts'
import { shuffled } from '#shared/base/random.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import type { BatchPlan } from '#shared/domain/batch-plan.ts'
import type { DataContext } from '../data-context.ts'
import type { BatchStateRow } from '../rows.ts'
import { commonIn } from './common-texts.ts'

/** What a person can share with others of a batch: items, the best first, and how far the batch is shared already. */
export type Joinable = {
  items: ItemId[]
  /** Different items of the batch, and how often one of them was given to one person more. */
  all: number
  shared: number
}

export const isPartly = ({ share = 1 }: BatchPlan) => share < 1

/** Who has what, and the check and training items of the project. */
export type JoinGround = { states: readonly BatchStateRow[]; special: ReadonlySet<ItemId> }
export type Joining = { batchId: BatchId; person: AnnotatorId; plan: BatchPlan }

/** Items of the batch that fewer people have than may have it, and this one has not; training and checks apart. */
export async function joinableItems(
  data: DataContext,
  { states, special }: JoinGround,
  { batchId: batch, person, plan }: Joining,
): Promise<Joinable> {
  const { overlap } = plan
  const holders = new Map<ItemId, AnnotatorId[]>()
  const own = new Set<ItemId>()
  for (const { batchId, annotatorId, items } of states) {
    for (const item of itemsOf(items)) {
      if (annotatorId === person) own.add(item)
      if (batchId === batch && !special.has(item)) holders.set(item, [...(holders.get(item) ?? []), annotatorId])
    }
  }
  const counts = { all: holders.size, shared: [...holders.values()].reduce((sum, who) => sum + who.length - 1, 0) }
  if (overlap === 1) return { items: [], ...counts }
  const wanting = [...holders].filter(([item, people]) => people.length < overlap && !own.has(item))
  const erased = await data.db.erasures.bulkGet(wanting.map(([item]) => item))
  const left = wanting.filter((_, index) => erased[index] === undefined)
  const drawn = isPartly(plan) ? shuffled(left, data.random) : left
  return { items: byLeastCommon(drawn, commonWith(states, person, special)), ...counts }
}

/** How many items that nobody has a person is to get, of `more` in all, so that the share of the plan comes out. */
export function freshWanted(plan: BatchPlan, { items, all, shared }: Joinable, more: number): number {
  const { overlap, share = 1 } = plan
  if (!isPartly(plan)) return Math.max(0, more - items.length)
  const wanted = share * (overlap - 1)
  const joins = Math.round((wanted * (all + more) - shared) / (1 + wanted))
  return more - Math.max(0, Math.min(joins, items.length, more))
}

/**
 * How many of these the person is to get beside `fresh` items that nobody has: all where every item is shared; otherwise
 * so many that the share of the plan comes out.
 */
export function joinsFor(plan: BatchPlan, { items, all, shared }: Joinable, fresh: number): number {
  const { overlap, share = 1 } = plan
  if (!isPartly(plan)) return items.length
  const wanted = share * (overlap - 1)
  return Math.max(0, Math.min(items.length, Math.ceil(wanted * (all + fresh) - shared)))
}

/** How many items a person has in common with each other one. */
function commonWith(
  states: readonly BatchStateRow[],
  person: AnnotatorId,
  without: ReadonlySet<ItemId>,
): Map<AnnotatorId, number> {
  const people = [person, ...new Set(states.map(({ annotatorId }) => annotatorId))]
  const [row = []] = commonIn(states, [...new Set(people)], without)
  return new Map([...new Set(people)].map((other, index) => [other, row[index] ?? 0]))
}

/** In the order in which a person takes them so that they come to have as much in common with one as with another. */
function byLeastCommon(items: readonly [ItemId, AnnotatorId[]][], common: Map<AnnotatorId, number>): ItemId[] {
  const groups = [...Map.groupBy(items, ([, holders]) => holders.toSorted().join(' ')).values()].map((group) => ({
    holders: group[0]?.[1] ?? [],
    items: group.map(([item]) => item),
    taken: 0,
  }))
  const ordered: ItemId[] = []
  while (ordered.length < items.length) {
    const [next] = groups
      .filter((group) => group.taken < group.items.length)
      .map((group) => ({ group, cost: group.holders.reduce((sum, one) => sum + (common.get(one) ?? 0), 0) }))
      .toSorted((one, other) => one.cost - other.cost)
    if (next === undefined) break
    const item = next.group.items[next.group.taken]
    next.group.taken += 1
    for (const one of next.group.holders) common.set(one, (common.get(one) ?? 0) + 1)
    if (item !== undefined) ordered.push(item)
  }
  return ordered
}
