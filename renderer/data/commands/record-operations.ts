import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'
import type { ChunkItems } from '../apply/apply-chunk.ts'
import { applyOperation } from '../apply-operation.ts'
import type { DataContext } from '../data-context.ts'
import type { RegisterChange } from '../rows.ts'
import { ensureWriter } from './ensure-writer.ts'

export type OperationRequest = {
  projectId: ProjectId
  annotatorId: AnnotatorId
  drafts: readonly OperationDraft[]
  chunkItems?: ChunkItems
  /** Runs in the same transaction with what changed; writes rows that belong to the act. */
  after?: (changes: RegisterChange[]) => Promise<void>
}

/** Journals and applies a list of operations by one person. The one door for every change of a project. */
export async function recordOperations(data: DataContext, request: OperationRequest): Promise<RegisterChange[]> {
  const writerId = await ensureWriter(data, request.projectId, request.annotatorId)
  try {
    return await recordBy(data, writerId, request)
  } catch (error) {
    // A fork found meanwhile, by another window or worker, gave the writer up: the next one says it.
    if ((await data.db.writers.get(writerId))?.remote !== true) throw error
    return recordBy(data, await ensureWriter(data, request.projectId, request.annotatorId), request)
  }
}

async function recordBy(data: DataContext, writerId: WriterId, request: OperationRequest): Promise<RegisterChange[]> {
  const { projectId, drafts } = request
  let changes: RegisterChange[] = []
  await data.journal.record({ projectId, writerId, drafts }, async (operations) => {
    const incoming = operations.map((operation) => ({ writerId, operation, isNew: true }))
    changes = await applyOperation(data.db, projectId, incoming, request.chunkItems)
    await request.after?.(changes)
  })
  return changes
}
