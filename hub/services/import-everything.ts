import { hexToBytes } from '@noble/hashes/utils.js'
import { setImmediate as turn } from 'node:timers/promises'
import type { ProjectId, WriterId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import { EMPTY_DIGEST, extendDigest } from '#shared/sync/digest.ts'
import { parseRows } from '#shared/sync/bundle/check-content.ts'
import type { EverythingRow } from '#shared/sync/bundle/everything-rows.ts'
import { ROW_TABLES, type RowTable } from '#shared/sync/bundle/manifest.ts'
import type { Bundle } from '#shared/sync/bundle/read-bundle.ts'
import type { BundleReply } from '#shared/sync/messages/bundle-reply.ts'
import type { ErrorReply } from '#shared/sync/messages/error-reply.ts'
import { winsOver } from '#shared/sync/stamp.ts'
import { lockProject } from '../database/project-rows.ts'
import { firstRow, insertRows, type SqlRow, type SqlSession, type SqlValue } from '../database/sql-database.ts'
import type { HubContext } from '../hub-context.ts'
import { eraseKnown } from '../ingest/erase-item.ts'

type Reply = Extract<BundleReply, { kind: 'everything' }>

/** Thrown inside the transaction, so that nothing of a refused bundle stays. */
class ImportRefused extends Error {
  readonly reply: ErrorReply
  constructor(reply: ErrorReply) {
    super(reply.code)
    this.reply = reply
  }
}

type Head = { upTo: number; digest: string }
type Import = {
  session: SqlSession
  projectId: ProjectId
  /** The hub's revision before: what comes takes its places after it, in the order it had. */
  base: number
  heads: Map<WriterId, Head>
  stored: number
  duplicates: number
}

/**
 * Takes all that another hub held of a project, in one transaction. The project's key vouches for bindings, revisions and
 * what was kept back; what is here already is compared by content. Repeating it changes nothing.
 */
export async function importEverything(
  hub: HubContext,
  projectId: ProjectId,
  bundle: Bundle,
): Promise<Result<Reply, ErrorReply>> {
  try {
    return success(await hub.database.transaction((session) => importAll(session, projectId, bundle)))
  } catch (error) {
    if (error instanceof ImportRefused) return failure(error.reply)
    throw error
  }
}

async function importAll(session: SqlSession, projectId: ProjectId, bundle: Bundle): Promise<Reply> {
  const { manifest } = bundle
  const project = await lockProject(session, projectId)
  if (project === null) throw new ImportRefused({ code: 'not-found' })
  const base = project.rev
  const run: Import = { session, projectId, base, heads: new Map(), stored: 0, duplicates: 0 }
  const names = manifest.files.map(({ name }) => name)
  for (const table of ROW_TABLES) {
    for (const name of names.filter((one) => one.startsWith(`rows-${table}-`))) {
      await takeRows(run, table, parseRows(name, bundle.text(name))?.rows ?? [])
      await turn()
    }
  }
  for (const name of names.filter((one) => one.startsWith('blob-'))) {
    const row = { project_id: projectId, sha256: name.slice('blob-'.length), content: bundle.bytes(name).slice() }
    await insertNew(session, 'blobs', row)
  }
  await eraseKnown(session, projectId)
  await closeHeads(run, bundle)
  await session.run(
    'update projects set rev = ?, lamport = ? where project_id = ?',
    run.stored === 0 ? base : base + (manifest.rev ?? 0),
    Math.max(project.lamport, manifest.lamport ?? 0),
    projectId,
  )
  return { kind: 'everything', stored: run.stored, duplicates: run.duplicates, writers: run.heads.size }
}

async function takeRows(run: Import, table: RowTable, rows: readonly Record<string, unknown>[]): Promise<void> {
  const { session, projectId } = run
  switch (table) {
    case 'members':
      for (const row of rows) await takeMember(run, row as EverythingRow<'members'>)
      return
    case 'writers':
      for (const row of rows) await takeWriter(run, row as EverythingRow<'writers'>)
      return
    case 'operations':
      await takeOperations(run, rows as EverythingRow<'operations'>[])
      return
    case 'chunks':
      for (const row of rows) await takeChunk(run, row as EverythingRow<'chunks'>)
      return
    case 'invites':
    case 'enrolments':
    case 'erased_items':
    case 'erased_blobs':
    case 'task_versions':
    case 'audit':
      for (const row of rows) await insertNew(session, table, { project_id: projectId, ...(row as SqlRow) })
  }
}

/** A role is a register: the greater stamp wins, whichever hub it was set at. */
async function takeMember({ session, projectId }: Import, row: EverythingRow<'members'>): Promise<void> {
  const known = await firstRow(
    session,
    'select lamport, writer_id, seq from members where project_id = ? and annotator_id = ?',
    projectId,
    row.annotator_id,
  )
  const stamp = [row.lamport, row.writer_id as WriterId, row.seq] as [number, WriterId, number]
  if (known !== null) {
    const own = [Number(known['lamport']), known['writer_id'] as WriterId, Number(known['seq'])]
    if (!winsOver(stamp, own as [number, WriterId, number])) return
    await session.run('delete from members where project_id = ? and annotator_id = ?', projectId, row.annotator_id)
  }
  await insertNew(session, 'members', { project_id: projectId, ...row })
}

/** A chunk goes on in another blob only when something of it was erased; tables of erasures are read before. */
async function takeChunk({ session, projectId }: Import, row: EverythingRow<'chunks'>): Promise<void> {
  await insertNew(session, 'chunks', { project_id: projectId, ...row })
  await session.run(
    `update chunks set sha256 = ? where project_id = ? and chunk_id = ?
     and sha256 in (select sha256 from erased_blobs where project_id = ?)`,
    row.sha256,
    projectId,
    row.chunk_id,
    projectId,
  )
}

/** A writer is bound once and for ever; one that is another's here is a contradiction nobody but people can solve. */
async function takeWriter(run: Import, row: EverythingRow<'writers'>): Promise<void> {
  const { session, projectId } = run
  const writer = row.writer_id as WriterId
  const known = await firstRow(
    session,
    'select annotator_id, up_to, digest, revoked_at from writers where project_id = ? and writer_id = ?',
    projectId,
    writer,
  )
  if (known !== null && known['annotator_id'] !== row.annotator_id) throw new ImportRefused({ code: 'exists' })
  if (known === null) {
    const bound = { ...row, public_key: hexToBytes(row.public_key), up_to: 0, digest: EMPTY_DIGEST }
    await insertNew(session, 'writers', { project_id: projectId, ...bound })
  } else if (known['revoked_at'] === null && row.revoked_at !== null) {
    await session.run(
      'update writers set revoked_at = ? where project_id = ? and writer_id = ?',
      row.revoked_at,
      projectId,
      writer,
    )
  }
  const head = { upTo: Number(known?.['up_to'] ?? 0), digest: String(known?.['digest'] ?? EMPTY_DIGEST) }
  run.heads.set(writer, head)
}

/** Rows come by writer and seq. */
async function takeOperations(run: Import, rows: readonly EverythingRow<'operations'>[]): Promise<void> {
  const { session, projectId, base } = run
  const fresh: SqlRow[] = []
  for (const row of rows) {
    const head = run.heads.get(row.writer_id as WriterId)
    if (head === undefined || row.seq > head.upTo + 1) throw new ImportRefused({ code: 'gap', upTo: head?.upTo ?? 0 })
    if (row.seq <= head.upTo) {
      await compareKnown(run, row)
      continue
    }
    head.upTo = row.seq
    head.digest = extendDigest(head.digest, [row.hash])
    fresh.push({ project_id: projectId, ...row, rev: row.rev === null ? null : base + row.rev })
  }
  await insertRows(session, 'operations', fresh)
  run.stored += fresh.length
}

async function compareKnown(run: Import, { writer_id, seq, hash }: EverythingRow<'operations'>): Promise<void> {
  const known = await firstRow(
    run.session,
    'select hash from operations where project_id = ? and writer_id = ? and seq = ?',
    run.projectId,
    writer_id,
    seq,
  )
  if (known?.['hash'] !== hash) throw new ImportRefused({ code: 'fork', seq })
  run.duplicates += 1
}

/** The digests must be those of the other hub, or nothing is kept. */
async function closeHeads({ session, projectId, heads }: Import, { manifest }: Bundle): Promise<void> {
  for (const { writer, upTo, digest } of manifest.writers) {
    const head = heads.get(writer)
    const isShort = head === undefined || head.upTo < upTo
    if (isShort || (head.upTo === upTo && head.digest !== digest)) throw new ImportRefused({ code: 'bad-hash' })
  }
  for (const [writer, { upTo, digest }] of heads) {
    await session.run(
      'update writers set up_to = ?, digest = ? where project_id = ? and writer_id = ?',
      upTo,
      digest,
      projectId,
      writer,
    )
  }
}

async function insertNew(session: SqlSession, table: string, row: SqlRow): Promise<void> {
  const { project_id: projectId = null, ...rest } = row
  const columns = Object.keys(rest)
  const values: SqlValue[] = columns.map((column) => rest[column] ?? null)
  await session.run(
    `insert into ${table} (project_id, ${columns.join(', ')}) values (?, ${columns.map(() => '?').join(', ')})
     on conflict do nothing`,
    projectId,
    ...values,
  )
}
