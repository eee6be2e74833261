import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { ChunkValue } from '#shared/domain/chunk.ts'
import { memberSchema, taskVersionSchema } from '#shared/domain/project.ts'
import type { QuarantineReason } from '#shared/sync/messages/push-reply.ts'
import { judgeOperation, PASSING_REASONS } from '#shared/sync/judge-operation.ts'
import { stampOf, type Operation } from '#shared/sync/operation.ts'
import { winsOver, type Stamp } from '#shared/sync/stamp.ts'
import { firstRow, type SqlSession } from '../database/sql-database.ts'
import { projectFacts } from './project-facts.ts'

export type Sound = { writerId: WriterId; operations: readonly Operation[] }

/** What the hub itself needs to know from operations that are sound: members, chunks and questions. */
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

/** Operations that came before their ground (answers by file, the import later by wire) are served once it is there. */
async function judgeAgain(session: SqlSession, projectId: ProjectId): Promise<void> {
  const waiting = await session.all(
    `select o.writer_id, o.seq, o.content, m.role from operations o
     join members m on m.project_id = o.project_id and m.annotator_id = o.author_id
     where o.project_id = ? and o.quarantine in (${PASSING_REASONS.map(() => '?').join(', ')})
     order by o.writer_id, o.seq`,
    projectId,
    ...PASSING_REASONS,
  )
  if (waiting.length === 0) return
  const operations = waiting.map((row) => JSON.parse(String(row['content'])) as Operation)
  const project = await firstRow(session, 'select lamport from projects where project_id = ?', projectId)
  const facts = await projectFacts(session, projectId, operations, Number(project?.['lamport']))
  for (const [index, operation] of operations.entries()) {
    const row = waiting[index]
    const why: QuarantineReason | null = judgeOperation(row?.['role'] as never, operation, facts)
    if (why === null) await release(session, projectId, { writerId: String(row?.['writer_id']), seq: operation.seq })
  }
}

/** Serves an operation that was kept back: it gets the next revision. */
export async function release(
  session: SqlSession,
  projectId: ProjectId,
  { writerId, seq }: { writerId: string; seq: number },
): Promise<void> {
  const [project] = await session.all('update projects set rev = rev + 1 where project_id = ? returning rev', projectId)
  await session.run(
    `update operations set rev = ?, quarantine = null
     where project_id = ? and writer_id = ? and seq = ? and quarantine is not null`,
    Number(project?.['rev']),
    projectId,
    writerId,
    seq,
  )
}
