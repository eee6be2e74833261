import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { roleSchema, type Role } from '#shared/domain/project.ts'
import type { DataContext } from '../data-context.ts'
import { listTeamLinks } from '../team/team-links.ts'
import { listProfiles, readCounters } from './projects.ts'

/** Someone who can be given work. */
export type GivablePerson = {
  annotatorId: AnnotatorId
  name: string
  colour: number
  /** Null: a profile of this laptop that is not a member yet. */
  role: Role | null
  /** Items that they hold and have not answered. */
  open: number
}

/**
 * Who can be given work: members who label, and, where the project is on no hub, the other profiles of this laptop. Those
 * who label come first.
 */
export async function givablePeople(data: DataContext, projectId: ProjectId): Promise<GivablePerson[]> {
  const members = await data.db.members
    .where('[projectId+annotatorId]')
    .between([projectId, ''], [projectId, '\uffff'])
    .toArray()
  const onHub = (await listTeamLinks(data)).some((link) => link.projectId === projectId)
  const profiles = onHub ? [] : await listProfiles(data)
  const roles = new Map(members.map((row) => [row.annotatorId, roleSchema.catch('annotator').parse(row.role)]))
  const ids = [...new Set([...roles.keys(), ...profiles.map(({ id }) => id)])]
  const known = await data.db.annotators.bulkGet(ids)
  const people = await Promise.all(
    ids.map(async (annotatorId, index): Promise<GivablePerson> => {
      const { byBatch = {} } = await readCounters(data, projectId, annotatorId)
      const open = Object.values(byBatch).reduce((sum, { byStatus }) => sum + byStatus.open, 0)
      const { name = '', colour = 1 } = known[index] ?? {}
      return { annotatorId, name, colour, role: roles.get(annotatorId) ?? null, open }
    }),
  )
  return people
    .filter(({ role }) => role !== 'researcher')
    .toSorted((a, b) => rank(a.role) - rank(b.role) || a.name.localeCompare(b.name))
}

function rank(role: Role | null): number {
  return role === 'annotator' || role === null ? 0 : role === 'adjudicator' ? 1 : 2
}
