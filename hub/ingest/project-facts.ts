import { parseItemId, type ChunkId, type ProjectId } from '#shared/base/ids.ts'
import { growingFacts, type GrowingFacts } from '#shared/sync/growing-facts.ts'
import type { Operation } from '#shared/sync/operation.ts'
import type { SqlSession } from '../database/sql-database.ts'

/** What the hub knows of a project, as far as these operations ask for it. */
export async function projectFacts(
  session: SqlSession,
  projectId: ProjectId,
  operations: readonly Operation[],
  lamport: number,
): Promise<GrowingFacts> {
  const chunks = await knownChunks(session, projectId, operations)
  const versions = await session.all('select version, questions from task_versions where project_id = ?', projectId)
  return growingFacts({
    lamport,
    taskVersion: Math.max(0, ...versions.map(({ version }) => Number(version))),
    questions: versions.flatMap(({ questions }) => JSON.parse(String(questions)) as string[]),
    chunks,
  })
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
