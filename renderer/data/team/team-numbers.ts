import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { roleSchema, type Role } from '#shared/domain/project.ts'
import { encodeOperationLines } from '#shared/sync/operation-lines.ts'
import type { SyncStore } from '#renderer/sync/sync-store.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { finishedOf, readCounters } from '../queries/projects.ts'

/** Operations looked at to say what waits; beyond it only their number is told. */
const LOOKED_AT = 5_000
/** JSON of operations packs to about a sixth; a push has a header of so many bytes. */
const PACKED_PART = 1 / 6
const HEADER_BYTES = 320
const PER_PUSH = 500

export type TeamNumbers = {
  /** Texts this person has finished here. */
  laptop: number
  /** Of these, on the hub. */
  hub: number
  /** Texts with something that is not on the hub yet. */
  waiting: number
  /** Operations that are not on the hub yet, and about how many bytes they are when sent. */
  operations: number
  bytes: number
}

/** The three numbers of a person's work: here, on the hub, still to be sent. */
export async function readTeamNumbers(data: DataContext, who: Who, store: SyncStore): Promise<TeamNumbers> {
  const laptop = finishedOf(await readCounters(data, who.projectId, who.annotatorId))
  const items = new Set<string>()
  let operations = 0
  let bytes = 0
  for (const { id, upTo, ackedUpTo } of await store.writers()) {
    if (upTo <= ackedUpTo) continue
    const unsent = await store.operationsAfter(id, ackedUpTo, LOOKED_AT)
    const waiting = upTo - ackedUpTo
    for (const { item } of unsent) if (item !== '') items.add(item)
    const share = waiting / Math.max(1, unsent.length)
    bytes += encodeOperationLines(unsent).length * PACKED_PART * share + HEADER_BYTES * Math.ceil(waiting / PER_PUSH)
    operations += waiting
  }
  return { laptop, hub: Math.max(0, laptop - items.size), waiting: items.size, operations, bytes: Math.round(bytes) }
}

export type TeamMember = {
  annotatorId: AnnotatorId
  name: string
  colour: number
  role: Role
  finished: number
  activeMs: number
  lastAt: number
}

/** Everyone of a project with what this laptop knows of their work. */
export async function listTeam(data: DataContext, projectId: ProjectId): Promise<TeamMember[]> {
  const range = [projectId, '', projectId, '\uffff'] as const
  const members = await data.db.members
    .where('[projectId+annotatorId]')
    .between([range[0], range[1]], [range[2], range[3]])
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
