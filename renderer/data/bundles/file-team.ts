import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { finishedOf, readCounters } from '../queries/projects.ts'
import { listTeam, type TeamMember } from '../team/team-numbers.ts'
import type { Waiting } from '../team/waiting-texts.ts'
import { unsentWork } from './unsent.ts'

/** A person of a team that works by files. `joined`: something of theirs has come here. */
export type FileMember = TeamMember & { joined: boolean }

export async function listFileTeam(data: DataContext, projectId: ProjectId): Promise<FileMember[]> {
  const [members, writers] = await Promise.all([
    listTeam(data, projectId),
    data.db.writers.where('[projectId+annotatorId]').between([projectId, ''], [projectId, '\uffff']).toArray(),
  ])
  const joined = new Set<AnnotatorId>(writers.map(({ annotatorId }) => annotatorId))
  return members.map((member) => ({ ...member, joined: joined.has(member.annotatorId) }))
}

/** The numbers of a person's own work where it is handed over by files; null where it is handed to nobody. */
export async function fileNumbers(
  data: DataContext,
  who: Who,
): Promise<{ laptop: number; received: number; waiting: Waiting } | null> {
  const waiting = await unsentWork(data, who)
  if (waiting === null) return null
  const laptop = finishedOf(await readCounters(data, who.projectId, who.annotatorId))
  return { laptop, received: Math.max(0, laptop - waiting.texts), waiting }
}
