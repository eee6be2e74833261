import type { ProjectId } from '#shared/base/ids.ts'
import type { BundleGround, WriterBinding } from '#shared/sync/bundle/judge-bundle.ts'
import { growingFacts, type GrowingFacts } from '#shared/sync/growing-facts.ts'
import type { Operation } from '#shared/sync/operation.ts'
import type { DataContext } from '../data-context.ts'
import { taskHistory } from '../queries/projects.ts'
import { readChunks } from '../queries/queue-runs.ts'
import { lastSeq } from '../sync/last-seq.ts'
import { roleIn } from '../team/team-numbers.ts'
import type { NewBinding } from './successors.ts'
import { webCryptoVerifier } from './web-crypto-keys.ts'

/** What this laptop knows of a project, for the judge of files. `binds`: whom the file itself would bind. */
export async function mergeGround(
  data: DataContext,
  projectId: ProjectId,
  binds: readonly NewBinding[],
): Promise<BundleGround> {
  const { db } = data
  return {
    verifier: webCryptoVerifier,
    facts: await knownFacts(data, projectId),
    bindingOf: async (writer) => {
      const row = await db.writers.get(writer)
      const bound = row?.projectId === projectId ? row : binds.find((one) => one.writer === writer)
      if (bound === undefined) return null
      const { annotatorId, publicKey } = bound
      return { annotatorId, publicKey, role: await roleIn(data, { projectId, annotatorId }) } satisfies WriterBinding
    },
    knownHashes: async (writer, from, to) =>
      (await db.operations.where('[writerId+seq]').between([writer, from], [writer, to], true, true).toArray()).map(
        ({ hash }) => hash,
      ),
    upTo: (writer) => lastSeq(db, writer),
  }
}

async function knownFacts(data: DataContext, projectId: ProjectId): Promise<GrowingFacts> {
  const [state, tasks, chunks] = await Promise.all([
    data.db.syncState.get(projectId),
    taskHistory(data, projectId),
    readChunks(data, projectId),
  ])
  return growingFacts({
    lamport: state?.lamport ?? 0,
    taskVersion: Math.max(0, ...tasks.map(({ version }) => version)),
    questions: tasks.flatMap(({ questions }) => questions.map(({ id }) => id)),
    chunks: chunks.map(({ id, items }) => [id, items] as const),
  })
}

/** Whether an operation may be the ground that others waited for. */
export function isGround({ kind }: Operation): boolean {
  return kind === 'chunk.add' || kind === 'taskVersion.add'
}
