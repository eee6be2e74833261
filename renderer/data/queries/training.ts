import type { AnnotatorId, BatchId, ProjectId } from '#shared/base/ids.ts'
import type { Question } from '#shared/domain/question.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import { isFinished } from '#shared/domain/status.ts'
import { isAllRight, trainingResult } from '#shared/domain/training-result.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import type { BatchStateRow } from '../rows.ts'
import { isTraining } from './check-items.ts'
import { currentTask } from './projects.ts'

/** How far a person is with a training round: items given, finished, and of these all right. */
export type TrainingStanding = { given: number; done: number; right: number }
export type TrainingResult = TrainingStanding & {
  batchId: BatchId
  title: string
  annotatorId: AnnotatorId
  /** When the round was given, by the clock of the lead's laptop. */
  createdAt: number
}

/** How everyone stands with each training round of a project, the newest first. For leads and adjudicators. */
export async function trainingResults(data: DataContext, projectId: ProjectId): Promise<TrainingResult[]> {
  const rows = await data.db.batches.where('projectId').equals(projectId).toArray()
  const rounds = rows.filter(isTraining).toSorted((a, b) => b.createdAt - a.createdAt)
  if (rounds.length === 0) return []
  const questions = (await currentTask(data, projectId))?.questions ?? []
  const results = await Promise.all(
    rounds.map(async ({ id: batchId, title, createdAt }) => {
      const states = await data.db.batchStates
        .where('[batchId+annotatorId]')
        .between([batchId, ''], [batchId, '\uffff'])
        .toArray()
      return Promise.all(
        states
          .filter(({ items }) => items.length > 0)
          .map(async (state): Promise<TrainingResult> => {
            const standing = await standingOf(data, questions, state)
            return { ...standing, batchId, title, createdAt, annotatorId: state.annotatorId }
          }),
      )
    }),
  )
  return results.flat()
}

/** How a person stands with a batch of theirs, if it is a training round; null = it is none. */
export async function ownTraining(
  data: DataContext,
  { projectId, annotatorId }: Who,
  batchId: BatchId,
): Promise<TrainingStanding | null> {
  const state = await data.db.batchStates.get([batchId, annotatorId])
  if (state === undefined) return null
  const questions = (await currentTask(data, projectId))?.questions ?? []
  const standing = await standingOf(data, questions, state)
  return standing.given === 0 ? null : standing
}

/** Items of a batch of which the person is shown something; others (erased ones) count for nothing. */
async function standingOf(
  data: DataContext,
  questions: readonly Question[],
  { annotatorId, items }: BatchStateRow,
): Promise<TrainingStanding> {
  const keys = itemsOf(items).map((id): [string, string] => [id, annotatorId])
  const [shown, annotations] = await Promise.all([data.db.training.bulkGet(keys), data.db.annotations.bulkGet(keys)])
  const standing = { given: 0, done: 0, right: 0 }
  for (const [index, row] of shown.entries()) {
    if (row === undefined) continue
    standing.given += 1
    const annotation = annotations[index] ?? null
    if (annotation === null || !isFinished(annotation.status)) continue
    standing.done += 1
    if (isAllRight(annotation, trainingResult(questions, annotation, row.answers))) standing.right += 1
  }
  return standing
}
