import { itemId, type AnnotatorId, type ItemId, type ProjectId } from '#shared/base/ids.ts'
import type { Annotation } from '#shared/domain/annotation.ts'
import type { Item, Suggestion } from '#shared/domain/item.ts'
import { FINISHED_STATUSES } from '#shared/domain/status.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import type { ChunkPlace } from '../rows.ts'

/** Orders looked at together by the search for the next unanswered item. */
const STEP = 200

/** One person's queue: the project's visible chunks in order: item ids follow from them without reading items. */
export type Queue = { projectId: ProjectId; annotatorId: AnnotatorId; chunks: readonly ChunkPlace[]; items: number }

export async function readQueue(data: DataContext, { projectId, annotatorId }: Who): Promise<Queue> {
  const rows = await data.db.chunks
    .where('[projectId+firstOrder]')
    .between([projectId, -1], [projectId, Infinity])
    .toArray()
  const chunks = rows
    .filter((row) => !row.removed)
    .map(({ id, firstOrder, items, removed }) => ({ id, firstOrder, items, removed }))
  return { projectId, annotatorId, chunks, items: chunks.reduce((sum, chunk) => sum + chunk.items, 0) }
}

/** Index of the chunk that holds `order`, or of the first one after it; chunks.length past the end. */
function chunkIndexAt(queue: Queue, order: number): number {
  let low = 0
  let high = queue.chunks.length
  while (low < high) {
    const middle = (low + high) >> 1
    const chunk = queue.chunks[middle]
    if (chunk && chunk.firstOrder + chunk.items <= order) low = middle + 1
    else high = middle
  }
  return low
}

/** The first visible order at or after `order` (`step` 1), or at or before it (−1); null past the ends. */
export function visibleOrder(queue: Queue, order: number, step: 1 | -1): number | null {
  const index = chunkIndexAt(queue, order)
  const chunk = queue.chunks[index]
  if (chunk && order >= chunk.firstOrder) return order
  if (step === 1) return chunk?.firstOrder ?? null
  const previous = queue.chunks[index - 1]
  return previous ? previous.firstOrder + previous.items - 1 : null
}

export function itemIdAt(queue: Queue, order: number): ItemId | null {
  const chunk = queue.chunks[chunkIndexAt(queue, order)]
  return chunk && order >= chunk.firstOrder ? itemId(chunk.id, order - chunk.firstOrder) : null
}

/** Orders in [from, to) that the person has finished; read from index keys alone. */
async function finishedOrders(data: DataContext, queue: Queue, from: number, to: number): Promise<Set<number>> {
  const keys = await Promise.all(
    FINISHED_STATUSES.map((status) =>
      data.db.annotations
        .where('[projectId+annotatorId+status+order]')
        .between(
          [queue.projectId, queue.annotatorId, status, from],
          [queue.projectId, queue.annotatorId, status, to],
          true,
          false,
        )
        .keys(),
    ),
  )
  return new Set(keys.flat().map((key) => (key as unknown as [string, string, string, number])[3]))
}

/**
 * The next `count` unanswered orders at or after `from`: queue and annotations merged by order,
 * 200 at a time. Wraps round to the start once.
 */
export async function nextUnanswered(data: DataContext, queue: Queue, from: number, count = 1): Promise<number[]> {
  const found: number[] = []
  const last = queue.chunks.at(-1)
  const end = last ? last.firstOrder + last.items : 0
  for (const [start, stop] of [
    [from, end],
    [0, Math.min(from, end)],
  ] as const) {
    for (
      let low = visibleOrder(queue, start, 1);
      low !== null && low < stop;
      low = visibleOrder(queue, low + STEP, 1)
    ) {
      const high = Math.min(low + STEP, stop)
      const finished = await finishedOrders(data, queue, low, high)
      for (let order: number | null = low; order !== null && order < high; order = visibleOrder(queue, order + 1, 1)) {
        if (finished.has(order)) continue
        found.push(order)
        if (found.length === count) return found
      }
    }
  }
  return found
}

/** All that the annotate screen shows of one item. */
export type WorkItem = { item: Item; annotation: Annotation | null; suggestions: Suggestion[]; commentDraft: string }

export async function readWorkItem(data: DataContext, queue: Queue, order: number): Promise<WorkItem | null> {
  const id = itemIdAt(queue, order)
  return id === null ? null : readWorkItemById(data, queue.annotatorId, id)
}

export async function readWorkItemById(
  data: DataContext,
  annotatorId: AnnotatorId,
  id: ItemId,
): Promise<WorkItem | null> {
  const { db } = data
  const [item, annotation, suggestions, draft] = await Promise.all([
    db.items.get(id),
    db.annotations.get([id, annotatorId]),
    db.suggestions.where('[itemId+source]').between([id, ''], [id, '\uffff']).toArray(),
    db.drafts.get([annotatorId, id, 'comment']),
  ])
  return item ? { item, annotation: annotation ?? null, suggestions, commentDraft: draft?.text ?? '' } : null
}

export async function readPlace(data: DataContext, { projectId, annotatorId }: Who): Promise<number> {
  return (await data.db.places.get([projectId, annotatorId]))?.order ?? 0
}
