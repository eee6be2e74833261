import { hexToBytes } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { Role } from '#shared/domain/project.ts'
import { extendDigest } from '#shared/sync/digest.ts'
import { judgeOperation } from '#shared/sync/judge-operation.ts'
import type { ErrorReply } from '#shared/sync/messages/error-reply.ts'
import type { PushReply, QuarantineReason } from '#shared/sync/messages/push-reply.ts'
import { emptiedOperation } from '#shared/sync/emptied-operation.ts'
import { canonicalJson, operationHash, type Operation } from '#shared/sync/operation.ts'
import { PROTOCOL } from '#shared/sync/protocol-version.ts'
import { decodePush, signedBytes, type Push } from '#shared/sync/push-body.ts'
import { audienceOf } from '#shared/sync/role-rules.ts'
import { hasLaptop, lockProject } from '../database/project-rows.ts'
import { firstRow, insertRows, type SqlRow, type SqlSession } from '../database/sql-database.ts'
import type { HubContext } from '../hub-context.ts'
import { writeAudit } from '../services/audit-log.ts'
import { noteContact } from '../services/contacts.ts'
import type { Caller } from '../services/enrolment.ts'
import { applyAtHub } from './apply-at-hub.ts'
import { erasedAmong } from './erase-item.ts'
import { projectFacts } from './project-facts.ts'

/** Who brings a push: the laptop that speaks over HTTP, or whoever opened a file (null: the signature alone speaks). */
export type PushCarrier = (Pick<Caller, 'annotatorId' | 'enrolmentId' | 'role'> & { waiting: number | null }) | null

type Refusal = ErrorReply
/** Thrown inside the transaction, so that nothing of a refused push stays. */
class Refused extends Error {
  readonly reply: Refusal
  constructor(reply: Refusal) {
    super(reply.code)
    this.reply = reply
  }
}

type WriterState = {
  writerId: WriterId
  authorId: AnnotatorId
  role: Role | null
  upTo: number
  digest: string
}

/**
 * The one way into the hub, for HTTP and for files (sync.md, Hub): check hash, writer and signature, then in one
 * transaction compare what is known already, judge and store what is new, move the revision, commit. What it
 * returns as stored lies on the disk.
 */
export async function ingestPush(
  hub: HubContext,
  projectId: ProjectId,
  text: string,
  carrier: PushCarrier,
): Promise<Result<PushReply, Refusal>> {
  const push = decodePush(text)
  if (!push.ok) {
    return failure(push.error === 'too-old' ? { code: 'too-old', protocol: PROTOCOL } : { code: push.error })
  }
  if (push.value.header.project !== projectId) return failure({ code: 'bad-request' })
  const signed = await checkWriter(hub, projectId, push.value, carrier)
  if (!signed.ok) return signed
  try {
    const stored = await hub.database.transaction(async (session) => {
      const reply = await store(hub, session, projectId, push.value)
      if (carrier !== null) await noteContact(hub, session, { projectId, ...carrier })
      return reply
    })
    return success(stored)
  } catch (error) {
    if (error instanceof Refused) return failure(error.reply)
    throw error
  }
}

/** Whether the writer is known, may be carried by this laptop, is not revoked, and signed the push. */
async function checkWriter(
  hub: HubContext,
  projectId: ProjectId,
  { header }: Push,
  carrier: PushCarrier,
): Promise<Result<null, Refusal>> {
  const row = await hub.database.read((session) =>
    firstRow(
      session,
      'select annotator_id, public_key, revoked_at from writers where project_id = ? and writer_id = ?',
      projectId,
      header.writer,
    ),
  )
  if (row === null) return failure({ code: 'not-enrolled' })
  // Over HTTP a revoked laptop is turned away; what it wrote before may still come by file, and waits for the lead.
  if (carrier !== null && row['revoked_at'] !== null) return failure({ code: 'revoked' })
  if (carrier !== null && !(await mayCarry(hub, projectId, carrier, row))) return failure({ code: 'forbidden' })
  const sound = await hub.verifier.verify(
    row['public_key'] as Uint8Array,
    signedBytes(header),
    hexToBytes(header.signature),
  )
  return sound ? success(null) : failure({ code: 'bad-signature' })
}

/** One's own writers; a lead also carries those of people who have no laptop here (answers from a file). */
async function mayCarry(
  hub: HubContext,
  projectId: ProjectId,
  carrier: NonNullable<PushCarrier>,
  writer: SqlRow,
): Promise<boolean> {
  const person = writer['annotator_id'] as AnnotatorId
  if (person === carrier.annotatorId) return true
  return carrier.role === 'lead' && !(await hub.database.read((session) => hasLaptop(session, projectId, person)))
}

async function store(
  hub: HubContext,
  session: SqlSession,
  projectId: ProjectId,
  { header, operations }: Push,
): Promise<PushReply> {
  const project = await lockProject(session, projectId)
  if (project === null) throw new Refused({ code: 'not-found' })
  const writer = await writerState(session, projectId, header.writer)
  if (header.from > writer.upTo + 1) throw new Refused({ code: 'gap', upTo: writer.upTo })
  const hashes = operations.map(operationHash)
  const duplicates = await compareKnown(session, projectId, { writer, operations, hashes })
  const fresh = operations.slice(duplicates)
  const judged = await judge(session, projectId, { writer, fresh, lamport: project.lamport })

  const erased = await erasedAmong(session, projectId, fresh)
  const rows = fresh.map((operation, index): SqlRow => {
    const why = judged.reasons[index] ?? null
    // Answers to an erased item may come weeks after its erasure.
    const isGone = erased.has(operation.item) && operation.kind !== 'item.erase'
    return {
      project_id: projectId,
      writer_id: writer.writerId,
      seq: operation.seq,
      rev: null,
      author_id: writer.authorId,
      audience: audienceOf(operation),
      kind: operation.kind,
      item: operation.item,
      content: canonicalJson(isGone ? emptiedOperation(operation) : operation),
      hash: hashes[duplicates + index] ?? '',
      received_at: hub.now(),
      quarantine: why,
    }
  })
  let { rev } = project
  for (const row of rows) if (row['quarantine'] === null) row['rev'] = rev += 1
  await insertRows(session, 'operations', rows)
  const digest = extendDigest(writer.digest, hashes.slice(duplicates))
  const upTo = Math.max(writer.upTo, header.from + header.n - 1)
  await session.run(
    'update writers set up_to = ?, digest = ? where project_id = ? and writer_id = ?',
    upTo,
    digest,
    projectId,
    writer.writerId,
  )
  await session.run('update projects set rev = ?, lamport = ? where project_id = ?', rev, judged.lamport, projectId)
  const sound = fresh.filter((_, index) => judged.reasons[index] === null)
  await applyAtHub(session, projectId, { writerId: writer.writerId, operations: sound })
  await auditOf(hub, session, projectId, { who: writer.authorId, operations: sound })
  const quarantined = fresh.flatMap(({ seq }, index) => {
    const why = judged.reasons[index] ?? null
    return why === null ? [] : [{ seq, why }]
  })
  const { hub: id, gen } = await hub.identity(session)
  const { sha, from } = header
  return { hub: id, gen, sha, from, stored: fresh.length, duplicates, quarantined, upTo, digest }
}

/** Operations that are administrative acts themselves. */
async function auditOf(
  hub: HubContext,
  session: SqlSession,
  projectId: ProjectId,
  { who, operations }: { who: string; operations: readonly Operation[] },
): Promise<void> {
  for (const { kind, item, key } of operations) {
    if (kind !== 'item.erase' && kind !== 'member.set') continue
    await writeAudit(hub, session, { projectId, who, act: kind, subject: key ?? item })
  }
}

async function writerState(session: SqlSession, projectId: ProjectId, writerId: WriterId): Promise<WriterState> {
  const row = await firstRow(
    session,
    `select w.annotator_id, w.up_to, w.digest, w.revoked_at, m.role from writers w
     left join members m on m.project_id = w.project_id and m.annotator_id = w.annotator_id
     where w.project_id = ? and w.writer_id = ?`,
    projectId,
    writerId,
  )
  if (row === null) throw new Refused({ code: 'not-enrolled' })
  return {
    writerId,
    authorId: row['annotator_id'] as AnnotatorId,
    role: row['revoked_at'] === null ? (row['role'] as Role | null) : null,
    upTo: Number(row['up_to']),
    digest: String(row['digest']),
  }
}

/** How many of the operations are known already, by content; one that is there with another content is a fork. */
async function compareKnown(
  session: SqlSession,
  projectId: ProjectId,
  { writer, operations, hashes }: { writer: WriterState; operations: readonly Operation[]; hashes: readonly string[] },
): Promise<number> {
  const first = operations[0]?.seq ?? 1
  if (first > writer.upTo) return 0
  const last = first + operations.length - 1
  const rows = await session.all(
    'select seq, hash from operations where project_id = ? and writer_id = ? and seq between ? and ? order by seq',
    projectId,
    writer.writerId,
    first,
    last,
  )
  for (const row of rows) {
    const seq = Number(row['seq'])
    if (row['hash'] !== hashes[seq - first]) throw new Refused({ code: 'fork', seq, upTo: writer.upTo })
  }
  return rows.length
}

/** Judges in order, each with what the ones before it in the same push have made known. */
async function judge(
  session: SqlSession,
  projectId: ProjectId,
  { writer, fresh, lamport }: { writer: WriterState; fresh: readonly Operation[]; lamport: number },
): Promise<{ reasons: (QuarantineReason | null)[]; lamport: number }> {
  const facts = await projectFacts(session, projectId, fresh, lamport)
  const reasons = fresh.map((operation) => {
    const why = judgeOperation(writer.role, operation, facts)
    if (why === null) facts.learn(operation)
    return why
  })
  return { reasons, lamport: facts.lamport }
}
