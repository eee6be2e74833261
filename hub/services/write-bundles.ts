import { bytesToHex } from '@noble/hashes/utils.js'
import { setImmediate as turn } from 'node:timers/promises'
import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import { EMPTY_DIGEST } from '#shared/sync/digest.ts'
import { BUNDLE_LIMITS, PAGE_TARGET_BYTES } from '#shared/sync/bundle/bundle-limits.ts'
import type { BundleFault } from '#shared/sync/bundle/bundle-fault.ts'
import { ROW_TABLES, type RowTable } from '#shared/sync/bundle/manifest.ts'
import { packLines, writeEverything, writeWork, type EverythingContent } from '#shared/sync/bundle/write-bundle.ts'
import type { ErrorReply } from '#shared/sync/messages/error-reply.ts'
import { signerOf } from '#shared/sync/project-keys.ts'
import { decodePullPage } from '#shared/sync/pull-body.ts'
import { MAX_PULL_OPERATIONS } from '#shared/sync/protocol-limits.ts'
import { firstRow, type SqlRow, type SqlSession, type SqlValue } from '../database/sql-database.ts'
import type { HubContext } from '../hub-context.ts'
import { roleOf } from '../database/project-rows.ts'
import { writeAudit } from './audit-log.ts'
import type { Caller } from './enrolment.ts'
import { EVERYTHING_COLUMNS } from './everything-columns.ts'
import { nodeKeyMachine } from './node-key-machine.ts'
import { keysOf } from './project-keys.ts'
import { pullPage } from './pull-page.ts'

type Page = EverythingContent['pages'][number]
type Written = Promise<Result<Uint8Array, ErrorReply>>

/** Rows read at once. */
const ROWS = 500

/** All that the hub holds of a project, of one moment, sealed to the project and signed by its key. */
export async function exportEverything(hub: HubContext, caller: Caller): Written {
  const { projectId } = caller
  const keys = await keysOf(hub, projectId)
  if (keys === null) return failure({ code: 'no-keys' })
  const content = await hub.database.read((session) => readEverything(session, projectId))
  if (content === null) return failure({ code: 'too-large' })
  const target = { recipients: [keys.recipient] }
  const sign = signerOf(keys, nodeKeyMachine)
  const written = await writeEverything({ projectId, createdAt: hub.now(), ...content }, { target, sign })
  return handOver(hub, caller, { written, subject: 'everything' })
}

/** What one person may see, sealed with a passphrase and signed by the project's key. */
export async function exportWork(
  hub: HubContext,
  caller: Caller,
  { annotatorId, passphrase }: { annotatorId: AnnotatorId; passphrase: string },
): Written {
  const { projectId } = caller
  const keys = await keysOf(hub, projectId)
  if (keys === null) return failure({ code: 'no-keys' })
  const role = await hub.database.read((session) => roleOf(session, projectId, annotatorId))
  if (role === null) return failure({ code: 'not-found' })
  const whose = {
    projectId,
    annotatorId,
    role,
    limit: MAX_PULL_OPERATIONS,
    have: new Map(),
    maxBytes: PAGE_TARGET_BYTES,
  }
  const pages: string[] = []
  let cursor: string | null = null
  for (let more = true; more;) {
    const page: string = await pullPage(hub, { ...whose, cursor })
    const end = decodePullPage(page)?.end
    pages.push(page)
    cursor = end?.next ?? null
    more = end?.more === true
  }
  const blobs = await hub.database.read((session) => readBlobs(session, projectId))
  if (blobs === null) return failure({ code: 'too-large' })
  const sign = signerOf(keys, nodeKeyMachine)
  const content = { projectId, createdAt: hub.now(), person: annotatorId, pages, blobs }
  return handOver(hub, caller, {
    written: await writeWork(content, { target: { passphrase }, sign }),
    subject: `work/${annotatorId}`,
  })
}

async function handOver(
  hub: HubContext,
  { projectId, annotatorId }: Caller,
  { written, subject }: { written: Result<Uint8Array, BundleFault>; subject: string },
): Written {
  if (!written.ok) return failure({ code: 'too-large', max: BUNDLE_LIMITS.fileBytes, fault: written.error })
  await hub.database.transaction((session) =>
    writeAudit(hub, session, { projectId, who: annotatorId, act: 'bundle.write', subject }),
  )
  return success(written.value)
}

type Everything = Omit<EverythingContent, 'projectId' | 'createdAt'>

async function readEverything(session: SqlSession, projectId: ProjectId): Promise<Everything | null> {
  const project = await firstRow(session, 'select rev, lamport from projects where project_id = ?', projectId)
  const blobs = await readBlobs(session, projectId)
  if (blobs === null) return null
  const pages: Page[] = []
  for (const table of ROW_TABLES) {
    const rows = table === 'operations' ? operationPages(session, projectId) : wholeTable(session, projectId, table)
    for await (const page of rows) pages.push(packRows(table, page))
  }
  const writers = await session.all(
    'select writer_id, up_to, digest from writers where project_id = ? and up_to > 0 order by writer_id',
    projectId,
  )
  return {
    rev: Number(project?.['rev'] ?? 0),
    lamport: Number(project?.['lamport'] ?? 0),
    pages,
    blobs,
    writers: writers.map((row) => ({
      writer: row['writer_id'] as WriterId,
      from: 1,
      upTo: Number(row['up_to']),
      before: EMPTY_DIGEST,
      digest: String(row['digest']),
    })),
  }
}

/** By writer and seq, as they are taken again. */
async function* operationPages(session: SqlSession, projectId: ProjectId): AsyncGenerator<SqlRow[]> {
  const columns = Object.keys(EVERYTHING_COLUMNS.operations).join(', ')
  let after: [string, number] = ['', 0]
  for (;;) {
    const rows = await session.all(
      `select ${columns} from operations
       where project_id = ? and (writer_id > ? or (writer_id = ? and seq > ?)) order by writer_id, seq limit ?`,
      projectId,
      after[0],
      after[0],
      after[1],
      ROWS,
    )
    const last = rows.at(-1)
    if (last === undefined) return
    yield* withinTarget(rows)
    after = [String(last['writer_id']), Number(last['seq'])]
    await turn()
  }
}

async function* wholeTable(session: SqlSession, projectId: ProjectId, table: RowTable): AsyncGenerator<SqlRow[]> {
  const columns = Object.keys(EVERYTHING_COLUMNS[table])
  const rows = await session.all(
    `select ${columns.join(', ')} from ${table} where project_id = ? order by ${columns[0]}`,
    projectId,
  )
  for (let at = 0; at < rows.length; at += ROWS) yield* withinTarget(rows.slice(at, at + ROWS))
}

/** Long comments and guidelines make pages shorter. */
function* withinTarget(rows: readonly SqlRow[]): Generator<SqlRow[]> {
  let page: SqlRow[] = []
  let length = 0
  for (const row of rows) {
    page.push(row)
    length += String(row['content'] ?? row['questions'] ?? '').length
    if (length < PAGE_TARGET_BYTES / 4) continue
    yield page
    page = []
    length = 0
  }
  if (page.length > 0) yield page
}

function packRows(table: RowTable, rows: readonly SqlRow[]): Page {
  const columns = Object.entries(EVERYTHING_COLUMNS[table])
  const plain = (kind: string, value: SqlValue) => {
    if (value === null) return null
    if (kind === 'bytes') return bytesToHex(new Uint8Array(value as Uint8Array))
    return kind === 'int' ? Number(value) : String(value)
  }
  const lines = rows.map((row) => {
    const values = columns.map(([name, kind]) => [name, plain(kind, row[name] ?? null)])
    return `${JSON.stringify(Object.fromEntries(values))}\n`
  })
  return { table, packed: packLines(lines.join('')) }
}

/** Every blob of the project; null when they are more than a bundle holds. */
async function readBlobs(session: SqlSession, projectId: ProjectId): Promise<Uint8Array[] | null> {
  const sum = await firstRow(
    session,
    'select coalesce(sum(length(content)), 0) as bytes from blobs where project_id = ?',
    projectId,
  )
  if (Number(sum?.['bytes']) > BUNDLE_LIMITS.fileBytes) return null
  const rows = await session.all('select content from blobs where project_id = ? order by sha256', projectId)
  return rows.map((row) => new Uint8Array(row['content'] as Uint8Array))
}
