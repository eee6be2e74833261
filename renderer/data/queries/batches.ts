import type { AnnotatorId, BatchId, ProjectId } from '#shared/base/ids.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import type { BatchRow, BatchStateRow } from '../rows.ts'
import { readCounters } from './projects.ts'
import { allBatchStates, batchEnd, byQueueOrder, type BatchEnd } from './queue-runs.ts'
import { NO_STANDING, standingIn, type Standing } from './standing.ts'

export type OwnBatch = { id: BatchId; projectId: ProjectId; title: string; end: BatchEnd | null; standing: Standing }

/** What a person is given, batch after batch; batches with nothing left in them are left out. */
export async function ownBatches(data: DataContext, { projectId, annotatorId }: Who): Promise<OwnBatch[]> {
  const [states, counters] = await Promise.all([
    data.db.batchStates.where('[projectId+annotatorId]').equals([projectId, annotatorId]).toArray(),
    readCounters(data, projectId, annotatorId),
  ])
  states.sort(byQueueOrder)
  const rows = await data.db.batches.bulkGet(states.map(({ batchId }) => batchId))
  return states
    .map((state, index): OwnBatch => {
      const { batchId: id } = state
      const title = rows[index]?.title ?? ''
      return { id, projectId, title, end: batchEnd(state), standing: standingIn(counters, id) }
    })
    .filter(({ standing }) => standing.given > 0)
}

/** What can change in a person's batches without an answer: a sign to read the queue anew. */
export async function ownBatchesSign(data: DataContext, { projectId, annotatorId }: Who): Promise<string> {
  const states = await data.db.batchStates.where('[projectId+annotatorId]').equals([projectId, annotatorId]).toArray()
  return states.map(({ batchId, stamp, ...state }) => `${batchId} ${stamp?.join(' ')} ${batchEnd(state)}`).join('\n')
}

export type PersonInBatch = {
  annotatorId: AnnotatorId
  name: string
  colour: number
  end: BatchEnd | null
  handedIn: boolean
  standing: Standing
}
export type GivenBatch = Pick<BatchRow, 'id' | 'title' | 'chosen' | 'createdAt' | 'plan'> & {
  /** Whether this laptop keeps its rule. */
  keepsRule: boolean
  people: PersonInBatch[]
}

/** Everything that was handed out in a project, the newest first. For leads. */
export async function givenBatches(data: DataContext, projectId: ProjectId): Promise<GivenBatch[]> {
  const { db } = data
  const [batches, states, counters] = await Promise.all([
    db.batches.where('projectId').equals(projectId).toArray(),
    allBatchStates(data, projectId),
    db.counters.where('[projectId+annotatorId]').between([projectId, ''], [projectId, '\uffff']).toArray(),
  ])
  const ids = [...new Set(states.map(({ annotatorId }) => annotatorId))]
  const names = new Map((await db.annotators.bulkGet(ids)).flatMap((row) => (row ? [[row.id, row]] : [])))
  const counts = new Map(counters.map((row) => [row.annotatorId, row]))
  const keepers = await db.writers.bulkGet(batches.map(({ planStamp }) => planStamp?.[1] ?? ''))
  const personIn = (state: BatchStateRow): PersonInBatch => {
    const { annotatorId, handedIn } = state
    const row = counts.get(annotatorId)
    const standing = row === undefined ? NO_STANDING : standingIn(row, state.batchId)
    const person = names.get(annotatorId)
    return {
      annotatorId,
      name: person?.name ?? '',
      colour: person?.colour ?? 1,
      end: batchEnd(state),
      handedIn,
      standing,
    }
  }
  const given = batches.map(({ id, title, chosen, createdAt, plan }, index): GivenBatch => {
    const people = states.filter(({ batchId }) => batchId === id).map(personIn)
    people.sort((a, b) => a.name.localeCompare(b.name))
    const keepsRule = keepers[index]?.privateKey !== undefined
    return { id, title, chosen, createdAt, keepsRule, people, ...(plan && { plan }) }
  })
  return given.toSorted((a, b) => b.createdAt - a.createdAt)
}

/** Titles of a project's batches. */
export async function batchTitles(data: DataContext, projectId: ProjectId): Promise<Map<BatchId, string>> {
  const rows = await data.db.batches.where('projectId').equals(projectId).toArray()
  return new Map(rows.map(({ id, title }) => [id, title]))
}
