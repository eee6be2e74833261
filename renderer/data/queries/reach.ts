import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { roleIn } from '../team/team-numbers.ts'

/** Whose answers of a project a person may read on this laptop: everyone's, the settled ones beside their own, or their own. */
export type Reach = 'all' | 'gold' | 'own'

/**
 * By their role, as at the hub: people who label stay blind on a laptop that several share, too. A profile that is no member
 * counts as one who labels, unless nobody of the project has a profile here any more: then nobody else could bring it out.
 */
export async function readReach(data: DataContext, who: Who): Promise<Reach> {
  const role = await roleIn(data, who)
  switch (role) {
    case 'lead':
    case 'adjudicator':
      return 'all'
    case 'researcher':
      return 'gold'
    case 'annotator':
      return 'own'
    case null: {
      const members = await data.db.members
        .where('[projectId+annotatorId]')
        .between([who.projectId, ''], [who.projectId, '\uffff'])
        .toArray()
      const people = await data.db.annotators.bulkGet(members.map(({ annotatorId }) => annotatorId))
      return people.some((person) => person !== undefined && !person.imported) ? 'own' : 'all'
    }
  }
}
