import type { AnnotatorId } from '#shared/base/ids.ts'
import { memberSchema, type Member } from '#shared/domain/project.ts'
import type { DataContext } from '../data-context.ts'
import type { Who } from './change-project.ts'
import { projectDraft } from './project-drafts.ts'
import { recordOperations } from './record-operations.ts'

/** Gives a person a role in a project, with the name and colour by which the team's laptops know them. By a lead. */
export async function setMember(data: DataContext, who: Who, person: AnnotatorId, member: Member): Promise<void> {
  const value = memberSchema.parse(member)
  const drafts = [projectDraft('member.set', data.clock.now(), { key: person, value })]
  await data.serial(() => recordOperations(data, { ...who, drafts }))
}
