import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import type { ProjectProperties } from '#shared/domain/project.ts'
import { questionSchema, type Question } from '#shared/domain/question.ts'
import { keepUsedLabels, sameQuestions } from '#shared/domain/task-change.ts'
import type { DataContext } from '../data-context.ts'
import { currentTask, labelUse } from '../queries/projects.ts'
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

export type TaskParts = { questions: readonly Question[]; guidelines: string }

/**
 * Saves questions, guidelines or both as the next task version, which is returned; a part that is not
 * given stays as it is. A version is never written over, so answers always find the one they were
 * given under. Labels that answers hold stay, retired where the new list lacks them. Nothing changed
 * = nothing is written.
 */
export async function saveTask(
  data: DataContext,
  { projectId, annotatorId }: Who,
  parts: Partial<TaskParts>,
): Promise<number> {
  const wanted = parts.questions?.map((question) => questionSchema.parse(question))
  return data.serial(async () => {
    const current = await currentTask(data, projectId)
    const before = current?.questions ?? []
    const questions = wanted ? keepUsedLabels(before, wanted, await labelUse(data, projectId)) : before
    const guidelines = parts.guidelines ?? current?.guidelines ?? ''
    if (current?.guidelines === guidelines && sameQuestions(before, questions)) return current.version
    const version = (current?.version ?? 0) + 1
    const value = { version, questions, guidelines }
    const drafts = [projectDraft('taskVersion.add', data.clock.now(), { key: String(version), value })]
    await recordOperations(data, { projectId, annotatorId, drafts })
    return version
  })
}
