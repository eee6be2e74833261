import type { ProjectId } from '#shared/base/ids.ts'
import type { Disagreed, QueueWish } from '#renderer/workers/agreement-protocol.ts'

/** What differs among the answers of a project: worked out elsewhere, asked for here. */
export type DisagreementQueue = {
  queue(wish: QueueWish, signal?: AbortSignal): Promise<Disagreed[]>
  /** Tells when answers or gold of the project have changed. The function that is given back ends it. */
  watch(projectId: ProjectId, tell: () => void): () => void
}
