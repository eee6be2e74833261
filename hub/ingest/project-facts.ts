import { parseItemId, type ChunkId, type ProjectId } from '#shared/base/ids.ts'
import type { ChunkValue } from '#shared/domain/chunk.ts'
import type { TaskVersion } from '#shared/domain/project.ts'
import type { ProjectFacts } from '#shared/sync/judge-operation.ts'
import type { Operation } from '#shared/sync/operation.ts'
import type { SqlSession } from '../database/sql-database.ts'

/** Facts of a project that grow with the operations judged so far. */
export type GrowingFacts = ProjectFacts & { learn(operation: Operation): void }

/** What the hub knows of a project, as far as these operations ask for it. */
export async function projectFacts(
  session: SqlSession,
  projectId: ProjectId,
  operations: readonly Operation[],
  lamport: number,
): Promise<GrowingFacts> {
  const chunks = await knownChunks(session, projectId, operations)
  const versions = await session.all('select version, questions from task_versions where project_id = ?', projectId)
  const questions = new Set(versions.flatMap(({ questions }) => JSON.parse(String(questions)) as string[]))
  const facts: GrowingFacts = {
    lamport,
    taskVersion: Math.max(0, ...versions.map(({ version }) => Number(version))),
    chunkItems: (chunk) => chunks.get(chunk) ?? null,
    hasQuestion: (question) => questions.has(question),
    learn(operation) {
      facts.lamport = Math.max(facts.lamport, operation.lamport)
      if (operation.kind === 'chunk.add') {
        chunks.set(operation.key as ChunkId, (operation.value as ChunkValue).items)
      } else if (operation.kind === 'taskVersion.add') {
        const value = operation.value as TaskVersion
        facts.taskVersion = Math.max(facts.taskVersion, value.version)
        for (const { id } of value.questions) questions.add(id)
      }
    },
  }
  return facts
}

/** Number of items of each chunk that an operation names. */
async function knownChunks(
  session: SqlSession,
  projectId: ProjectId,
  operations: readonly Operation[],
): Promise<Map<ChunkId, number>> {
  const named = new Set(operations.flatMap(({ item }) => parseItemId(item)?.chunk ?? []))
  if (named.size === 0) return new Map()
  const rows = await session.all(
    `select chunk_id, items from chunks where project_id = ? and chunk_id in (${[...named].map(() => '?').join(', ')})`,
    projectId,
    ...named,
  )
  return new Map(rows.map((row) => [row['chunk_id'] as ChunkId, Number(row['items'])]))
}
