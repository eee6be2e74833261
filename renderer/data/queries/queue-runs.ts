import type { BatchId, ChunkId, ProjectId } from '#shared/base/ids.ts'
import { queuePlace } from '../apply/apply-assignments.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { erasedByChunk } from '../erasure/erased-items.ts'
import type { BatchStateRow, ChunkRow } from '../rows.ts'

/** Items of one chunk that follow each other in a queue. */
export type QueueRun = {
  chunk: ChunkId
  /** Number of the first item in its chunk, its order in the project, its place in the queue. */
  index: number
  firstOrder: number
  firstPlace: number
  items: number
  /** What it was given in; null where no work is handed out. */
  batch: BatchId | null
  /** Why its answers are read only. */
  ended: BatchEnd | null
}

/** The person handed the batch in (it can be taken up again), or the lead closed it. */
export type BatchEnd = 'handed-in' | 'closed'

/** Why an answer is read only: its batch has ended, or its settled answer was shown. */
export type AnswerEnd = BatchEnd | 'shown'

export function batchEnd({ closed, handedIn }: Pick<BatchStateRow, 'closed' | 'handedIn'>): BatchEnd | null {
  if (closed === true) return 'closed'
  return handedIn ? 'handed-in' : null
}

/** What everyone is given in a project. */
export function allBatchStates(data: DataContext, projectId: ProjectId): Promise<BatchStateRow[]> {
  return data.db.batchStates.where('[projectId+annotatorId]').between([projectId, ''], [projectId, '\uffff']).toArray()
}

/** One person's batches in the order of their queue. */
export function byQueueOrder(one: BatchStateRow, other: BatchStateRow): number {
  return one.order - other.order || (one.batchId < other.batchId ? -1 : 1)
}

/** Chunks of a project in order. */
export function readChunks(data: DataContext, projectId: ProjectId): Promise<ChunkRow[]> {
  return data.db.chunks.where('[projectId+firstOrder]').between([projectId, -1], [projectId, Infinity]).toArray()
}

/** Runs of everything that a project shows, in order. Texts that have not come yet cannot be shown. */
export async function allRuns(data: DataContext, projectId: ProjectId): Promise<QueueRun[]> {
  const chunks = await readChunks(data, projectId)
  const erased = await erasedByChunk(data.db, projectId)
  const runs = chunks.filter(isShown).map(({ id, firstOrder, items }): QueueRun => ({
    chunk: id,
    index: 0,
    firstOrder,
    firstPlace: firstOrder,
    items,
    batch: null,
    ended: null,
  }))
  return runs.flatMap((run) => withoutErased(run, erased))
}

/** The parts of a run between its erased items; places and orders stay as they are. */
function withoutErased(run: QueueRun, erased: ReadonlyMap<ChunkId, ReadonlySet<number>>): QueueRun[] {
  const end = run.index + run.items
  const gone = [...(erased.get(run.chunk) ?? [])].filter((index) => index >= run.index && index < end)
  const parts: QueueRun[] = []
  let from = run.index
  for (const index of [...gone.sort((a, b) => a - b), end]) {
    const by = from - run.index
    const { firstOrder, firstPlace } = run
    const part = { index: from, firstOrder: firstOrder + by, firstPlace: firstPlace + by, items: index - from }
    if (part.items > 0) parts.push({ ...run, ...part })
    from = index + 1
  }
  return parts
}

const isShown = (chunk: ChunkRow | undefined): chunk is ChunkRow =>
  chunk !== undefined && !chunk.removed && chunk.missing !== true

/** What a person is given, batch after batch; all items where nobody is given anything. */
export async function readRuns(data: DataContext, who: Who): Promise<{ runs: QueueRun[]; isAssigned: boolean }> {
  const { projectId, annotatorId } = who
  const states = await allBatchStates(data, projectId)
  if (!states.some(({ items }) => items.length > 0) && !(await othersMayBeGiven(data, who))) {
    return { runs: await allRuns(data, projectId), isAssigned: false }
  }
  const own = states.filter((state) => state.annotatorId === annotatorId)
  const chunks = new Map((await readChunks(data, projectId)).map((chunk) => [chunk.id, chunk]))
  own.sort(byQueueOrder)
  const erased = await erasedByChunk(data.db, projectId)
  const runs = own.flatMap((state) => runsOfBatch(state, chunks)).flatMap((run) => withoutErased(run, erased))
  return { runs, isAssigned: true }
}

/** Lists of others come to leads and adjudicators only: to anyone else a batch says that work was handed out. */
async function othersMayBeGiven(data: DataContext, { projectId, annotatorId }: Who): Promise<boolean> {
  const role = (await data.db.members.get([projectId, annotatorId]))?.role
  if (role === 'lead' || role === 'adjudicator') return false
  return (await data.db.batches.where('projectId').equals(projectId).first()) !== undefined
}

function runsOfBatch(state: BatchStateRow, chunks: ReadonlyMap<ChunkId, ChunkRow>): QueueRun[] {
  let place = 0
  return state.items.flatMap(([chunk, index, count]): QueueRun[] => {
    const firstPlace = queuePlace(state.order, place)
    place += count
    const row = chunks.get(chunk)
    if (!isShown(row) || index >= row.items) return []
    const items = Math.min(count, row.items - index)
    const firstOrder = row.firstOrder + index
    return [{ chunk, index, firstOrder, firstPlace, items, batch: state.batchId, ended: batchEnd(state) }]
  })
}
