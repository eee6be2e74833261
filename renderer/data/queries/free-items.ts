import { itemId, parseItemId, type ChunkId, type ItemId, type ProjectId } from '#shared/base/ids.ts'
import { runsIn, runsOf, type ItemRun } from '#shared/domain/assignment.ts'
import { asksNothing, type ItemWish } from '#shared/domain/batch-plan.ts'
import { searchKey } from '#shared/text/normalise.ts'
import type { DataContext } from '../data-context.ts'
import type { BatchStateRow, ItemRow } from '../rows.ts'
import { plannedItems } from './check-items.ts'
import { allBatchStates, allRuns } from './queue-runs.ts'

/**
 * Items of texts on this laptop that stand in nobody's list and are kept for no check or training, in the order of the
 * project. Known without reading items.
 */
export type FreeItems = { runs: ItemRun[]; left: number; all: number }

export async function readFreeItems(
  data: DataContext,
  projectId: ProjectId,
  known?: readonly BatchStateRow[],
): Promise<FreeItems> {
  const states = known ?? (await allBatchStates(data, projectId))
  const chunks = await allRuns(data, projectId)
  const taken = new Map<ChunkId, Uint8Array>()
  for (const [chunk, parts] of Map.groupBy(chunks, (run) => run.chunk)) {
    // An erased item, between two parts, is nobody's and not free.
    const marks = new Uint8Array(Math.max(...parts.map(({ index, items }) => index + items))).fill(1)
    for (const { index, items } of parts) marks.fill(0, index, index + items)
    taken.set(chunk, marks)
  }
  for (const state of states)
    for (const [chunk, from, count] of state.items) taken.get(chunk)?.fill(1, from, from + count)
  const { checks, training } = await plannedItems(data, projectId)
  for (const id of [...checks, ...training]) {
    const place = parseItemId(id)
    if (place !== null) taken.get(place.chunk)?.fill(1, place.index, place.index + 1)
  }
  const runs: ItemRun[] = []
  let left = 0
  for (const [chunk, marks] of taken) {
    for (let from = marks.indexOf(0); from >= 0;) {
      const next = marks.indexOf(1, from)
      const until = next < 0 ? marks.length : next
      runs.push([chunk, from, until - from])
      left += until - from
      from = next < 0 ? -1 : marks.indexOf(0, until)
    }
  }
  return { runs, left, all: chunks.reduce((sum, { items }) => sum + items, 0) }
}

/** The first `count` items of runs, but for some. */
export function firstOf(runs: readonly ItemRun[], count: number, without?: ReadonlySet<ItemId>): ItemId[] {
  const items: ItemId[] = []
  for (const [chunk, from, length] of runs) {
    for (let index = from; index < from + length && items.length < count; index += 1) {
      const id = itemId(chunk, index)
      if (without?.has(id) !== true) items.push(id)
    }
  }
  return items
}

/**
 * The first `count` items of free ones to be given as work. Those whose answer is known come last: they serve better as
 * check items and in training rounds. Those that are drawn as check items are not among them.
 */
export function firstWork(
  runs: readonly ItemRun[],
  count: number,
  known: readonly ItemId[],
  drawn: ReadonlySet<ItemId> = new Set(),
): ItemId[] {
  const items = firstOf(runs, count, new Set([...known, ...drawn]))
  if (items.length === count) return items
  const wanted = runsIn(known.filter((id) => !drawn.has(id)))
  return [...items, ...firstOf(runsWithin(wanted, runs), count - items.length)]
}

/** The part of `runs` that lies in `within` too, in the order of `runs`. */
export function runsWithin(runs: readonly ItemRun[], within: readonly ItemRun[]): ItemRun[] {
  const byChunk = Map.groupBy(within, ([chunk]) => chunk)
  return runs.flatMap(([chunk, from, count]) =>
    (byChunk.get(chunk) ?? []).flatMap(([, start, length]): ItemRun[] => {
      const first = Math.max(from, start)
      const end = Math.min(from + count, start + length)
      return end > first ? [[chunk, first, end - first]] : []
    }),
  )
}

export type FittingProgress = { seen: number; all: number; found: number }
export type FittingOptions = {
  signal?: AbortSignal
  onProgress?: (progress: FittingProgress) => void
  /** Ends when so many are found. */
  limit?: number
}

/** Items read at once: the screen answers between. */
const PAGE = 200

/**
 * The free items that a wish asks for, in order. Nothing is read where it asks nothing; otherwise each free item, page by
 * page, until the signal: what was found until then is given back.
 */
export async function findFitting(
  data: DataContext,
  { runs, left }: FreeItems,
  wish: ItemWish,
  { signal, onProgress, limit = Infinity }: FittingOptions = {},
): Promise<ItemRun[]> {
  if (asksNothing(wish)) return [...runs]
  const fits = wishTest(wish)
  const found: { chunk: ChunkId; index: number }[] = []
  let seen = 0
  for (const [chunk, from, count] of runs) {
    for (let start = from; start < from + count; start += PAGE) {
      if (signal?.aborted === true || found.length >= limit) return runsOf(found)
      const length = Math.min(PAGE, from + count - start)
      const ids = Array.from({ length }, (_, n) => itemId(chunk, start + n))
      for (const [n, item] of (await data.db.items.bulkGet(ids)).entries()) {
        if (item !== undefined && fits(item)) found.push({ chunk, index: start + n })
      }
      seen += length
      onProgress?.({ seen, all: left, found: found.length })
    }
  }
  return runsOf(found)
}

/** What stands in a column is compared as search does: ی finds ي, and spaces at the ends do not matter. */
function wishTest({ text, column }: ItemWish): (item: ItemRow) => boolean {
  const wanted = column && searchKey(column.value.trim(), 'ur')
  return (item) => {
    if (text !== undefined && item.texts[text.field]?.language !== text.language) return false
    if (column === undefined) return true
    const value = item.metadata[column.name]
    return value !== undefined && searchKey(value.trim(), 'ur') === wanted
  }
}
