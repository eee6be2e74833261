import { liveQuery } from 'dexie'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { roleSchema, type Role } from '#shared/domain/project.ts'
import type { SyncStore } from '#renderer/sync/sync-store.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { finishedOf, readCounters, shareOf, type Share } from '../queries/projects.ts'
import { WaitingTexts, type Waiting } from './waiting-texts.ts'

export type TeamNumbers = {
  /** Texts this person has finished here. */
  laptop: number
  /** Of these, on the hub. */
  hub: number
  waiting: Waiting
}

/**
 * The three numbers of a person's work, told now and after each change: here, on the hub, still to be sent. The function that
 * is given back ends it.
 */
export function watchTeamNumbers(
  data: DataContext,
  who: Who,
  store: SyncStore,
  tell: (numbers: TeamNumbers) => void,
): () => void {
  const waitingTexts = new WaitingTexts(store)
  const numbers = liveQuery(async () => {
    const laptop = finishedOf(await readCounters(data, who.projectId, who.annotatorId))
    const waiting = await waitingTexts.read()
    return { laptop, hub: Math.max(0, laptop - waiting.texts), waiting }
  })
  const watching = numbers.subscribe(tell)
  return () => watching.unsubscribe()
}

export type TeamMember = {
  annotatorId: AnnotatorId
  name: string
  colour: number
  role: Role
  finished: number
  /** Their part: of what they are given, or of all texts where no work is handed out. */
  share: Share
  activeMs: number
  lastAt: number
}

/** Everyone of a project with what this laptop knows of their work. */
export async function listTeam(data: DataContext, projectId: ProjectId): Promise<TeamMember[]> {
  const members = await data.db.members
    .where('[projectId+annotatorId]')
    .between([projectId, ''], [projectId, '\uffff'])
    .toArray()
  const people = await data.db.annotators.bulkGet(members.map(({ annotatorId }) => annotatorId))
  return Promise.all(
    members.map(async ({ annotatorId, role }, index) => {
      const counters = await readCounters(data, projectId, annotatorId)
      const person = people[index]
      return {
        annotatorId,
        name: person?.name ?? '',
        colour: person?.colour ?? 1,
        role: roleSchema.catch('annotator').parse(role),
        finished: finishedOf(counters),
        share: await shareOf(data, { projectId, annotatorId }, counters),
        activeMs: counters.activeMs,
        lastAt: counters.lastAt,
      }
    }),
  )
}

/** The role of a person in a project; null = none. */
export async function roleIn(data: DataContext, { projectId, annotatorId }: Who): Promise<Role | null> {
  const row = await data.db.members.get([projectId, annotatorId])
  return roleSchema.safeParse(row?.role).data ?? null
}
