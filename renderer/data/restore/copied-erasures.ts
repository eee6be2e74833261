import { itemId, parseItemId, type ChunkId, type ProjectId } from '#shared/base/ids.ts'
import type { ChunkValue } from '#shared/domain/chunk.ts'
import { emptiedOperation } from '#shared/sync/emptied-operation.ts'
import type { Operation } from '#shared/sync/operation.ts'
import { recordOperations } from '../commands/record-operations.ts'
import type { DataContext } from '../data-context.ts'
import { erasedBlob } from '../erasure/erased-items.ts'
import { settleErasures } from '../erasure/settle-erasures.ts'
import { currentTask } from '../queries/projects.ts'
import type { ErasureRow } from '../rows.ts'

/** What was erased of a project since a backup of it was made: a copy that is opened from the backup leaves it out too. */
export class CopiedErasures {
  readonly #data: DataContext
  readonly #projects: { from: ProjectId; to: ProjectId }
  readonly #byChunk = new Map<string, ErasureRow[]>()

  constructor(data: DataContext, projects: { from: ProjectId; to: ProjectId }) {
    this.#data = data
    this.#projects = projects
  }

  async read(): Promise<void> {
    const rows = await this.#data.db.erasures.where('projectId').equals(this.#projects.from).toArray()
    for (const row of rows) {
      const chunk = parseItemId(row.itemId)?.chunk ?? ''
      this.#byChunk.set(chunk, [...(this.#byChunk.get(chunk) ?? []), row])
    }
  }

  has(item: string): boolean {
    return this.#byChunk.get(parseItemId(item)?.chunk ?? '')?.some(({ itemId: erased }) => erased === item) ?? false
  }

  /** An operation of the backup without what was erased. */
  without(operation: Operation): Operation {
    if (operation.kind === 'chunk.add') {
      const named = erasedBlob(this.#byChunk.get(operation.key ?? '') ?? [])
      if (named === null) return operation
      const { sha256, bytes } = named
      return { ...operation, value: { ...(operation.value as ChunkValue), sha256, bytes } }
    }
    return operation.kind !== 'item.erase' && this.has(operation.item) ? emptiedOperation(operation) : operation
  }

  /** Erases in the copy what its own operations do not. `chunks`: those of the copy, by the name they had. */
  async erase(chunks: ReadonlyMap<string, ChunkId>): Promise<void> {
    const { db, clock } = this.#data
    const { to: projectId } = this.#projects
    const taskVersion = (await currentTask(this.#data, projectId))?.version ?? 0
    const annotatorId = await this.#someLead()
    if (annotatorId === null) return
    for (const [was, rows] of this.#byChunk) {
      const id = chunks.get(was)
      const chunk = id === undefined ? undefined : await db.chunks.get(id)
      if (id === undefined || chunk === undefined) continue
      const value = { sha256: chunk.sha256, bytes: chunk.bytes }
      for (const row of rows) {
        const item = itemId(id, parseItemId(row.itemId)?.index ?? 0)
        if ((await db.erasures.get(item)) !== undefined) continue
        const draft = { kind: 'item.erase', item, value, at: clock.now(), taskVersion } as const
        await this.#data.serial(() => recordOperations(this.#data, { projectId, annotatorId, drafts: [draft] }))
      }
    }
    await settleErasures(this.#data)
  }

  async #someLead() {
    const members = await this.#data.db.members
      .where('[projectId+annotatorId]')
      .between([this.#projects.to, ''], [this.#projects.to, '\uffff'])
      .toArray()
    return (members.find(({ role }) => role === 'lead') ?? members[0])?.annotatorId ?? null
  }
}
