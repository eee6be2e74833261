import { makeLongId, type AnnotatorId, type ProjectId } from '#shared/base/ids.ts'
import { projectPropertiesSchema, type ProjectProperties } from '#shared/domain/project.ts'
import { questionSchema, type Question } from '#shared/domain/question.ts'
import type { DataContext } from '../data-context.ts'
import { projectDraft, propertyDrafts } from './project-drafts.ts'
import { recordOperations } from './record-operations.ts'

export type NewProject = { properties: ProjectProperties; questions: readonly Question[]; guidelines: string }

/** Makes a project with its first task version; whoever makes it leads it. */
export async function createProject(
  data: DataContext,
  annotatorId: AnnotatorId,
  input: NewProject,
): Promise<ProjectId> {
  const properties = projectPropertiesSchema.parse(input.properties)
  const questions = input.questions.map((question) => questionSchema.parse(question))
  const projectId = makeLongId<ProjectId>(data.random)
  const at = data.clock.now()
  const drafts = [
    ...propertyDrafts(properties, at),
    projectDraft('taskVersion.add', at, { key: '1', value: { version: 1, questions, guidelines: input.guidelines } }),
    projectDraft('member.set', at, { key: annotatorId, value: { role: 'lead' } }),
  ]
  await data.serial(() => recordOperations(data, { projectId, annotatorId, drafts }))
  return projectId
}
