import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { ChunkValue } from '#shared/domain/chunk.ts'
import { memberSchema, taskVersionSchema, type Role } from '#shared/domain/project.ts'
import { judgeOperation, PASSING_REASONS } from '#shared/sync/judge-operation.ts'
import { stampOf, type Operation } from '#shared/sync/operation.ts'
import { winsOver, type Stamp } from '#shared/sync/stamp.ts'
import { firstRow, type SqlRow, type SqlSession } from '../database/sql-database.ts'
import { eraseItem, isErasedBlob, refuseLateBlob } from './erase-item.ts'
import { projectFacts } from './project-facts.ts'

export type Sound = { writerId: WriterId; operations: readonly Operation[] }

/** What the hub itself needs to know from operations that are sound: members, chunks, questions, erasures. */
export async function applyAtHub(session: SqlSession, projectId: ProjectId, sound: Sound): Promise<void> {
  let grounds = false
  for (const operation of sound.operations) {
    switch (operation.kind) {
      case 'member.set':
        await setMember(session, projectId, operation, stampOf(sound.writerId, operation))
        break
      case 'chunk.add':
        await addChunk(session, projectId, operation)
        grounds = true
        break
      case 'taskVersion.add':
        await addTaskVersion(session, projectId, operation)
        grounds = true
        break
      case 'item.erase':
        await eraseItem(session, projectId, operation)
        break
      default:
        break
    }
  }
  if (grounds) await judgeAgain(session, projectId)
}

async function setMember(session: SqlSession, projectId: ProjectId, operation: Operation, stamp: Stamp): Promise<void> {
  const person = operation.key as AnnotatorId
  const row = await firstRow(
    session,
    'select lamport, writer_id, seq, name from members where project_id = ? and annotator_id = ?',
    projectId,
    person,
  )
  const current: Stamp | null =
    row === null ? null : [Number(row['lamport']), row['writer_id'] as WriterId, Number(row['seq'])]
  if (!winsOver(stamp, current)) return
  const { role, name } = memberSchema.parse(operation.value)
  await session.run(
    `insert into members (project_id, annotator_id, role, name, lamport, writer_id, seq) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (project_id, annotator_id) do update set role = excluded.role, name = excluded.name,
       lamport = excluded.lamport, writer_id = excluded.writer_id, seq = excluded.seq`,
    projectId,
    person,
    role,
    name ?? String(row?.['name'] ?? ''),
    ...stamp,
  )
}

async function addChunk(session: SqlSession, projectId: ProjectId, operation: Operation): Promise<void> {
  const { items, sha256 } = operation.value as ChunkValue
  if (await isErasedBlob(session, projectId, sha256)) return
  // Packed by a laptop that had not heard of an erasure in it: that blob holds what was erased.
  if (await refuseLateBlob(session, projectId, { chunk: operation.key ?? '', sha256 })) return
  // A later one of the same chunk names the same items in another blob.
  await session.run(
    `insert into chunks (project_id, chunk_id, items, sha256) values (?, ?, ?, ?)
     on conflict (project_id, chunk_id) do update set sha256 = excluded.sha256`,
    projectId,
    operation.key ?? '',
    items,
    sha256,
  )
}

async function addTaskVersion(session: SqlSession, projectId: ProjectId, operation: Operation): Promise<void> {
  const { version, questions } = taskVersionSchema.parse(operation.value)
  await session.run(
    `insert into task_versions (project_id, version, questions) values (?, ?, ?)
     on conflict (project_id, version) do update set questions = excluded.questions`,
    projectId,
    version,
    JSON.stringify(questions.map(({ id }) => id)),
  )
}

/** Read at once: each may be as large as a push. */
const WAITING_AT_ONCE = 20

/** Operations that came before their ground (answers by file, the import later by wire) are served once it is there. */
async function judgeAgain(session: SqlSession, projectId: ProjectId): Promise<void> {
  for (let after: [string, number] = ['', 0]; ;) {
    const waiting = await session.all(
      `select o.writer_id, o.seq, o.content, m.role from operations o
       join members m on m.project_id = o.project_id and m.annotator_id = o.author_id
       where o.project_id = ? and o.quarantine in (${PASSING_REASONS.map(() => '?').join(', ')})
         and (o.writer_id, o.seq) > (?, ?)
       order by o.writer_id, o.seq limit ?`,
      projectId,
      ...PASSING_REASONS,
      ...after,
      WAITING_AT_ONCE,
    )
    await judgeWaiting(session, projectId, waiting)
    const last = waiting.at(-1)
    if (last === undefined) return
    after = [String(last['writer_id']), Number(last['seq'])]
  }
}

async function judgeWaiting(session: SqlSession, projectId: ProjectId, waiting: readonly SqlRow[]): Promise<void> {
  const project = await firstRow(session, 'select lamport from projects where project_id = ?', projectId)
  const operations = waiting.map((row) => JSON.parse(String(row['content'])) as Operation)
  const facts = await projectFacts(session, projectId, operations, Number(project?.['lamport']))
  for (const [index, operation] of operations.entries()) {
    const row = waiting[index]
    if (judgeOperation(row?.['role'] as Role, operation, facts) !== null) continue
    facts.learn(operation)
    const writerId = row?.['writer_id'] as WriterId
    await release(session, projectId, { writerId, operation })
    if (operation.kind === 'item.erase') await eraseItem(session, projectId, operation)
  }
}

/** Serves an operation that was kept back: it gets the next revision. Its lamport is known to all from then on. */
export async function release(
  session: SqlSession,
  projectId: ProjectId,
  { writerId, operation }: { writerId: string; operation: Operation },
): Promise<void> {
  const { seq, lamport } = operation
  const [project] = await session.all(
    `update projects set rev = rev + 1, lamport = case when lamport < ? then ? else lamport end
     where project_id = ? returning rev`,
    lamport,
    lamport,
    projectId,
  )
  await session.run(
    `update operations set rev = ?, quarantine = null
     where project_id = ? and writer_id = ? and seq = ? and quarantine is not null`,
    Number(project?.['rev']),
    projectId,
    writerId,
    seq,
  )
}
