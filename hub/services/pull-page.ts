import { bytesToHex } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { Role } from '#shared/domain/project.ts'
import type { PullLine, PullStart } from '#shared/sync/messages/pull-page.ts'
import { encodePullPage } from '#shared/sync/pull-body.ts'
import { MAX_PULL_OPERATIONS } from '#shared/sync/protocol-limits.ts'
import { audiencesFor, type Audience } from '#shared/sync/role-rules.ts'
import { secretOf, type HubContext } from '../hub-context.ts'
import { firstRow, withinBytes, type SqlRow, type SqlSession } from '../database/sql-database.ts'
import { openCursor, sealCursor } from './sealed-cursor.ts'

export type PullRequest = {
  projectId: ProjectId
  annotatorId: AnnotatorId
  role: Role
  /** Null or a cursor of another hub, person or project: from the beginning. */
  cursor: string | null
  limit: number
  /** Own writers and how far the laptop holds them: not sent again. */
  have: ReadonlyMap<WriterId, number>
  /** Sum of the contents in bytes after which a page ends; one operation is always sent. */
  maxBytes: number
}

/**
 * A page of what a person may see, in the order the hub received it, as lines: start, operations, end. Who may see what
 * stands in the query itself (role-rules.ts says which audiences), never in code after it.
 */
export async function pullPage(hub: HubContext, request: PullRequest): Promise<string> {
  const key = await secretOf(hub, 'cursor')
  const whose = `${request.projectId}/${request.annotatorId}`
  const after = request.cursor === null ? 0 : (openCursor({ key }, whose, request.cursor) ?? 0)
  const page = await hub.database.read((session) => readPage(hub, session, request, after))
  const next = sealCursor({ key, random: hub.random }, whose, page.next)
  return encodePullPage({ writers: page.writers, lines: page.lines }, { next, more: page.more, ...page.identity })
}

type Page = {
  writers: PullStart['writers']
  lines: PullLine[]
  next: number
  more: boolean
  identity: { hub: string; gen: string }
}

async function readPage(hub: HubContext, session: SqlSession, request: PullRequest, after: number): Promise<Page> {
  const { projectId } = request
  const limit = Math.max(1, Math.min(request.limit, MAX_PULL_OPERATIONS))
  const project = await firstRow(session, 'select rev from projects where project_id = ?', projectId)
  const found = await visibleAfter(session, request, { after, limit: limit + 1 })
  const taken = withinBytes(found.slice(0, limit), request.maxBytes)
  const more = taken.length < found.length
  const wanted = taken.filter((row) => Number(row['seq']) > (request.have.get(row['writer_id'] as WriterId) ?? 0))
  const contents = await contentsOf(session, projectId, wanted)
  const lines = wanted.map((row): PullLine => ({
    writer: row['writer_id'] as WriterId,
    op: JSON.parse(contents.get(Number(row['rev'])) ?? '') as PullLine['op'],
  }))
  return {
    writers: await writersOf(session, projectId, new Set(lines.map(({ writer }) => writer))),
    lines,
    // When nothing is left, others' operations up to now need not be looked through again.
    next: more ? Number(taken.at(-1)?.['rev']) : Number(project?.['rev'] ?? 0),
    more,
    identity: await hub.identity(session),
  }
}

/** Contents by revision. They are read once it is known how many go into the page: one may be as large as a push. */
async function contentsOf(
  session: SqlSession,
  projectId: ProjectId,
  rows: readonly SqlRow[],
): Promise<ReadonlyMap<number, string>> {
  if (rows.length === 0) return new Map()
  const found = await session.all(
    `select rev, content from operations where project_id = ? and rev in (${rows.map(() => '?').join(', ')})`,
    projectId,
    ...rows.map((row) => row['rev'] ?? null),
  )
  return new Map(found.map((row) => [Number(row['rev']), String(row['content'])]))
}

async function visibleAfter(
  session: SqlSession,
  { projectId, annotatorId, role }: PullRequest,
  { after, limit }: { after: number; limit: number },
): Promise<SqlRow[]> {
  const audiences = audiencesFor(role, annotatorId)
  const columns = 'rev, writer_id, seq, octet_length(content) as size'
  if (audiences === null) {
    return session.all(
      `select ${columns} from operations where project_id = ? and rev > ? order by rev limit ?`,
      projectId,
      after,
      limit,
    )
  }
  // One range of an index for each audience and one for the own, so that others' operations are not even read.
  const branches = audiences.map(() => branch(columns, 'audience'))
  const values = audiences.flatMap((audience: Audience) => [projectId, audience, after, limit])
  return session.all(
    `select rev, writer_id, seq, size from (${[branch(columns, 'author_id'), ...branches].join(' union ')}) as visible
     order by rev limit ?`,
    projectId,
    annotatorId,
    after,
    limit,
    ...values,
    limit,
  )
}

const branch = (columns: string, column: 'audience' | 'author_id') =>
  `select * from (select ${columns} from operations
     where project_id = ? and ${column} = ? and rev > ? order by rev limit ?) as ${column}_range`

async function writersOf(
  session: SqlSession,
  projectId: ProjectId,
  ids: ReadonlySet<WriterId>,
): Promise<PullStart['writers']> {
  if (ids.size === 0) return []
  const rows = await session.all(
    `select writer_id, annotator_id, public_key from writers
     where project_id = ? and writer_id in (${[...ids].map(() => '?').join(', ')})`,
    projectId,
    ...ids,
  )
  return rows.map((row) => ({
    id: row['writer_id'] as WriterId,
    annotatorId: row['annotator_id'] as AnnotatorId,
    publicKey: bytesToHex(new Uint8Array(row['public_key'] as Uint8Array)),
  }))
}
