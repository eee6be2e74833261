import { itemId, type AnnotatorId, type BatchId, type ItemId, type ProjectId } from '#shared/base/ids.ts'
import type { Annotation } from '#shared/domain/annotation.ts'
import type { Item, Suggestion } from '#shared/domain/item.ts'
import { FINISHED_STATUSES, isFinished } from '#shared/domain/status.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import type { TrainingRow } from '../rows.ts'
import { readRuns, type BatchEnd, type QueueRun } from './queue-runs.ts'

/** Places looked at together by the search for the next unanswered item. */
const STEP = 200

/**
 * One person's queue: runs of items, whose ids follow from them without reading items. `place` counts through the queue and
 * says what comes next; `order` is an item's number in the project, by which screens name it. They are the same where no
 * work was handed out.
 */
export type Queue = {
  projectId: ProjectId
  annotatorId: AnnotatorId
  /** By place. */
  runs: readonly QueueRun[]
  /** The same by order. */
  byOrder: readonly QueueRun[]
  items: number
  isAssigned: boolean
}

export async function readQueue(data: DataContext, { projectId, annotatorId }: Who): Promise<Queue> {
  const { runs, isAssigned } = await readRuns(data, { projectId, annotatorId })
  const byOrder = isAssigned ? runs.toSorted((a, b) => a.firstOrder - b.firstOrder) : runs
  const items = runs.reduce((sum, run) => sum + run.items, 0)
  return { projectId, annotatorId, runs, byOrder, items, isAssigned }
}

type Axis = 'firstPlace' | 'firstOrder'

/** Index of the run that holds `at`, or of the first one after it; runs.length past the end. */
function runIndexAt(runs: readonly QueueRun[], axis: Axis, at: number): number {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >> 1
    const run = runs[middle]
    if (run && run[axis] + run.items <= at) low = middle + 1
    else high = middle
  }
  return low
}

function runAt(runs: readonly QueueRun[], axis: Axis, at: number): QueueRun | null {
  const run = runs[runIndexAt(runs, axis, at)]
  return run && at >= run[axis] ? run : null
}

/** The first place with an item at or after `place` (`step` 1), or at or before it (−1); null past the ends. */
function visiblePlace({ runs }: Queue, place: number, step: 1 | -1): number | null {
  const index = runIndexAt(runs, 'firstPlace', place)
  const run = runs[index]
  if (run && place >= run.firstPlace) return place
  if (step === 1) return run?.firstPlace ?? null
  const previous = runs[index - 1]
  return previous ? previous.firstPlace + previous.items - 1 : null
}

function orderAt({ runs }: Queue, place: number): number | null {
  const run = runAt(runs, 'firstPlace', place)
  return run && run.firstOrder + place - run.firstPlace
}

/** Place of an item; of one that is not in the queue, where all begins, or its own where all items are in order. */
function placeOf({ byOrder, isAssigned }: Queue, order: number): number {
  if (!isAssigned) return order
  const run = runAt(byOrder, 'firstOrder', order)
  return run === null ? -1 : run.firstPlace + order - run.firstOrder
}

/** The item after (`step` 1) or before the one at `order`; null at the ends. */
export function neighbour(queue: Queue, order: number, step: 1 | -1): number | null {
  const place = visiblePlace(queue, placeOf(queue, order) + step, step)
  return place === null ? null : orderAt(queue, place)
}

/** Whether an item comes later in the queue than another. */
export function comesAfter(queue: Queue, order: number, other: number): boolean {
  return placeOf(queue, order) > placeOf(queue, other)
}

/** The last item of the queue. */
export function lastOrder(queue: Queue): number | null {
  const place = visiblePlace(queue, Number.MAX_SAFE_INTEGER, -1)
  return place === null ? null : orderAt(queue, place)
}

/** One more than the greatest order in the queue: the number of its last text. */
export function greatestNumber({ byOrder }: Queue): number {
  const last = byOrder.at(-1)
  return last ? last.firstOrder + last.items : 0
}

export function itemIdAt({ byOrder }: Queue, order: number): ItemId | null {
  const run = runAt(byOrder, 'firstOrder', order)
  return run && itemId(run.chunk, run.index + order - run.firstOrder)
}

/** Why an item's answers are read only; null where they may be changed. */
export function endAt({ byOrder }: Queue, order: number): BatchEnd | null {
  return runAt(byOrder, 'firstOrder', order)?.ended ?? null
}

/** The batch that an item was given in; null where no work is handed out. */
export function batchAt({ byOrder }: Queue, order: number): BatchId | null {
  return runAt(byOrder, 'firstOrder', order)?.batch ?? null
}

/** Places in [from, to) that ask for no answer any more: finished by the person, or in a batch that has ended. */
async function donePlaces(data: DataContext, queue: Queue, from: number, to: number): Promise<Set<number>> {
  return queue.isAssigned ? doneOfAssigned(data, queue, from, to) : finishedOrders(data, queue, from, to)
}

/** Read from index keys alone. */
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

/** What was handed out may lie anywhere in the project: looked up item by item. */
async function doneOfAssigned(data: DataContext, queue: Queue, from: number, to: number): Promise<Set<number>> {
  const done = new Set<number>()
  const places: number[] = []
  const keys: [string, string][] = []
  for (let at = visiblePlace(queue, from, 1); at !== null && at < to; at = visiblePlace(queue, at + 1, 1)) {
    const run = runAt(queue.runs, 'firstPlace', at)
    if (run === null) break
    if (run.ended !== null) done.add(at)
    places.push(at)
    keys.push([itemId(run.chunk, run.index + at - run.firstPlace), queue.annotatorId])
  }
  const rows = await data.db.annotations.bulkGet(keys)
  for (const [index, row] of rows.entries()) {
    const place = places[index]
    if (place !== undefined && row !== undefined && isFinished(row.status)) done.add(place)
  }
  return done
}

/** Where to begin: with an item, or after it. */
export type QueueStart = number | { after: number }

/**
 * The next `count` unanswered orders from an item on: queue and annotations merged, 200 places at a time. Wraps round to
 * the start once.
 */
export async function nextUnanswered(data: DataContext, queue: Queue, start: QueueStart, count = 1): Promise<number[]> {
  const found: number[] = []
  const from = typeof start === 'number' ? placeOf(queue, start) : placeOf(queue, start.after) + 1
  const last = queue.runs.at(-1)
  const end = last ? last.firstPlace + last.items : 0
  for (const [begin, stop] of [
    [from, end],
    [0, Math.min(from, end)],
  ] as const) {
    for (
      let low = visiblePlace(queue, begin, 1);
      low !== null && low < stop;
      low = visiblePlace(queue, low + STEP, 1)
    ) {
      const high = Math.min(low + STEP, stop)
      const done = await donePlaces(data, queue, low, high)
      for (let at: number | null = low; at !== null && at < high; at = visiblePlace(queue, at + 1, 1)) {
        const order = done.has(at) ? null : orderAt(queue, at)
        if (order !== null) found.push(order)
        if (found.length === count) return found
      }
    }
  }
  return found
}

/** All that the annotate screen shows of one item. */
export type WorkItem = {
  item: Item
  annotation: Annotation | null
  suggestions: Suggestion[]
  commentDraft: string
  /** What is shown once it is answered, if it is an item of a training round. */
  training: TrainingRow | null
}

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
  const [item, annotation, suggestions, draft, training] = await Promise.all([
    db.items.get(id),
    db.annotations.get([id, annotatorId]),
    db.suggestions.where('[itemId+source]').between([id, ''], [id, '\uffff']).toArray(),
    db.drafts.get([annotatorId, id, 'comment']),
    db.training.get([id, annotatorId]),
  ])
  if (item === undefined) return null
  const own = { annotation: annotation ?? null, commentDraft: draft?.text ?? '', training: training ?? null }
  return { item, suggestions, ...own }
}

/** Where a person left off, or before the first item of their queue, which need not be the first of the project. */
export async function readPlace(data: DataContext, { projectId, annotatorId }: Who): Promise<QueueStart> {
  return (await data.db.places.get([projectId, annotatorId]))?.order ?? { after: -1 }
}
