import { z } from '../base/schema.ts'
import type { ChunkId, ItemId } from '../base/ids.ts'
import { defined } from '../base/assert.ts'
import { itemId, parseItemId } from '../base/ids.ts'

/** Value of `batch.set`, key = batch id. */
export const batchValueSchema = z.object({
  title: z.string().max(200),
  /**
   * How the items were chosen, for the lead. Written empty since `batch.plan` says it to leads alone; what older laptops
   * wrote is still read.
   */
  chosen: z.string().max(400),
})
export type BatchValue = z.infer<typeof batchValueSchema>

/** Items of one chunk that follow each other: the chunk, the first one's number in it, how many. */
export const itemRunSchema = z.tuple([z.string().min(1).max(64), z.number().int().min(0), z.number().int().min(1)])
export type ItemRun = [chunk: ChunkId, from: number, count: number]

/** Runs in one list. */
export const MAX_ASSIGNED_RUNS = 20_000

/**
 * Value of `assign.set`, key = `<batch>/<person>`: the whole list of what the person is given of the batch, in order. An
 * item taken back is no longer in it; answers to it stay.
 */
export const assignValueSchema = z.object({
  items: z.array(itemRunSchema).max(MAX_ASSIGNED_RUNS),
  /** No more is taken: answers are read only. */
  closed: z.boolean().optional(),
  /** Place among the person's batches. */
  order: z.number().int().min(0),
})
export type AssignValue = Omit<z.infer<typeof assignValueSchema>, 'items'> & { items: ItemRun[] }

/** Item ids as runs, in the order given. */
export function runsOf(items: readonly { chunk: ChunkId; index: number }[]): ItemRun[] {
  const runs: ItemRun[] = []
  for (const { chunk, index } of items) {
    const last = runs.at(-1)
    if (last && last[0] === chunk && last[1] + last[2] === index) last[2] += 1
    else runs.push([chunk, index, 1])
  }
  return runs
}

/** The same of item ids. */
export function runsIn(items: readonly ItemId[]): ItemRun[] {
  return runsOf(items.map((id) => defined(parseItemId(id), 'item id')))
}

export function itemsOf(runs: readonly ItemRun[]): ItemId[] {
  return runs.flatMap(([chunk, from, count]) => Array.from({ length: count }, (_, n) => itemId(chunk, from + n)))
}
