import { roleSchema } from '#shared/domain/project.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'

/** Whose answers of a project a person may read on this laptop: everyone's, the settled ones beside their own, or their own. */
export type Reach = 'all' | 'gold' | 'own'

/**
 * By their role, as at the hub: people who label stay blind on a laptop that several share, too. A profile that is no member
 * counts as one who labels, unless nobody of the project has a profile here any more: then nobody else could bring it out.
 */
export async function readReach({ db }: DataContext, { projectId, annotatorId }: Who): Promise<Reach> {
  const members = await db.members
    .where('[projectId+annotatorId]')
    .between([projectId, ''], [projectId, '\uffff'])
    .toArray()
  const own = members.find((member) => member.annotatorId === annotatorId)
  if (own !== undefined) return reachOf(own.role)
  const people = await db.annotators.bulkGet(members.map((member) => member.annotatorId))
  return people.some((person) => person !== undefined && !person.imported) ? 'own' : 'all'
}

function reachOf(role: string): Reach {
  switch (roleSchema.safeParse(role).data) {
    case 'lead':
    case 'adjudicator':
      return 'all'
    case 'researcher':
      return 'gold'
    default:
      return 'own'
  }
}
