import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { z } from '#shared/base/schema.ts'
import { wireIdSchema } from '#shared/sync/messages/hex.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'

const linkSchema = z.object({
  projectId: wireIdSchema<ProjectId>(),
  annotatorId: wireIdSchema<AnnotatorId>(),
  /** The hub's id: another hub at the same address is not taken for it. */
  hub: z.string(),
  urls: z.array(z.string()),
  fingerprint: z.string().nullable(),
  joinedAt: z.number(),
})

/** A person's place in a team: which hub a project of theirs is on. The token is kept by the machine, not here. */
export type TeamLink = z.infer<typeof linkSchema>

const keyOf = ({ projectId, annotatorId }: Who) => `team/${projectId}/${annotatorId}`
const METERED = 'sync-metered'

export async function keepTeamLink(data: DataContext, link: TeamLink): Promise<void> {
  await data.db.local.put({ key: keyOf(link), value: link })
}

/** The places of one person, or of everyone who works here. */
export async function listTeamLinks(data: DataContext, annotatorId?: AnnotatorId): Promise<TeamLink[]> {
  const rows = await data.db.local.where('key').startsWith('team/').toArray()
  const links = rows.flatMap(({ value }) => linkSchema.safeParse(value).data ?? [])
  return annotatorId === undefined ? links : links.filter((link) => link.annotatorId === annotatorId)
}

/** Whether the connection is paid by the megabyte: a property of this laptop. */
export async function readMetered(data: DataContext): Promise<boolean> {
  return (await data.db.local.get(METERED))?.value === true
}

export async function keepMetered(data: DataContext, metered: boolean): Promise<void> {
  await data.db.local.put({ key: METERED, value: metered })
}
