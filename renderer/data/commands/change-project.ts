import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { isFinished } from '#shared/domain/status.ts'
import type { ProjectProperties } from '#shared/domain/project.ts'
import { questionSchema, type Question } from '#shared/domain/question.ts'
import type { DataContext } from '../data-context.ts'
import { projectDraft, propertyDrafts } from './project-drafts.ts'
import { recordOperations } from './record-operations.ts'

export type Who = { projectId: ProjectId; annotatorId: AnnotatorId }

/** Renames, archives, or changes any other property of a project. */
export async function setProjectProperties(
  data: DataContext,
  { projectId, annotatorId }: Who,
  properties: Partial<ProjectProperties>,
): Promise<void> {
  const drafts = propertyDrafts(properties, data.clock.now())
  await data.serial(() => recordOperations(data, { projectId, annotatorId, drafts }))
}

/** Whether anyone has begun to answer: from then on a change of labels is a new task version. */
export async function hasWorkBegun(data: DataContext, projectId: ProjectId): Promise<boolean> {
  const rows = await data.db.counters
    .where('[projectId+annotatorId]')
    .between([projectId, ''], [projectId, '\uffff'])
    .toArray()
  return rows.some((row) =>
    Object.entries(row.byStatus).some(
      ([status, count]) => count > 0 && (isFinished(status as 'open') || status === 'open'),
    ),
  )
}

/**
 * Saves questions and guidelines. Before any work the current version is written over; after it
 * began a change of the questions makes the next version, which is returned.
 */
export async function saveTask(
  data: DataContext,
  { projectId, annotatorId }: Who,
  task: { questions: readonly Question[]; guidelines: string },
): Promise<number> {
  const questions = task.questions.map((question) => questionSchema.parse(question))
  return data.serial(async () => {
    const current = await data.db.taskVersions
      .where('[projectId+version]')
      .between([projectId, 0], [projectId, Infinity])
      .last()
    const changed = JSON.stringify(current?.questions) !== JSON.stringify(questions)
    const begun = changed && (await hasWorkBegun(data, projectId))
    const version = (current?.version ?? 0) + (begun || !current ? 1 : 0)
    const value = { version, questions, guidelines: task.guidelines }
    const drafts = [projectDraft('taskVersion.add', data.clock.now(), { key: String(version), value })]
    await recordOperations(data, { projectId, annotatorId, drafts })
    return version
  })
}
