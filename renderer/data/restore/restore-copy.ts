import type { BackupManifest, BackupWriter } from '#shared/backup/backup-schema.ts'
import type { BackupVisitor, OperationPage } from '#shared/backup/backup-visitor.ts'
import { defined } from '#shared/base/assert.ts'
import {
  itemId,
  makeLongId,
  makeShortId,
  parseItemId,
  type AnnotatorId,
  type BatchId,
  type ChunkId,
  type ImportId,
  type ProjectId,
  type WriterId,
} from '#shared/base/ids.ts'
import type { Annotator } from '#shared/domain/annotator.ts'
import type { AssignValue, ItemRun } from '#shared/domain/assignment.ts'
import type { BatchPlan } from '#shared/domain/batch-plan.ts'
import type { Operation } from '#shared/sync/operation.ts'
import { hideProject, restoreProject } from '../commands/delete-project.ts'
import { addOwnWriter } from '../commands/ensure-writer.ts'
import type { DataContext } from '../data-context.ts'
import { applyKnown, stillMissing } from '../recovery/apply-known.ts'
import { CopiedErasures } from './copied-erasures.ts'

export type CopyRequest = { projectId: ProjectId; name: string }

type CopiedWriter = { id: WriterId; nextSeq: number }

/**
 * Makes one project of a backup a project of its own, as it was then, beside the one that is here: with its history and
 * answers, under new ids and new writers of this install. Lamport stays, so that the same values win. Hidden until it is
 * whole: one that was cut short goes with the next start.
 */
export class ProjectCopy {
  readonly #data: DataContext
  readonly #request: CopyRequest
  readonly copyId: ProjectId
  changes = 0
  missingChunks = 0
  readonly #writers = new Map<WriterId, CopiedWriter>()
  readonly #authors = new Map<WriterId, AnnotatorId>()
  #profiles: readonly Annotator[] = []
  readonly #chunks = new Map<string, ChunkId>()
  readonly #batches = new Map<string, BatchId>()
  readonly #imports = new Map<string, ImportId>()
  readonly #missing = new Set<ChunkId>()
  readonly #erasures: CopiedErasures

  constructor(data: DataContext, request: CopyRequest) {
    this.#data = data
    this.#request = request
    this.copyId = makeLongId<ProjectId>(data.random)
    this.#erasures = new CopiedErasures(data, { from: request.projectId, to: this.copyId })
  }

  readonly visitor: BackupVisitor = {
    manifest: (manifest) => this.#begin(manifest),
    profiles: (profiles) => {
      this.#profiles = profiles
    },
    // Which project a blob belongs to is known only later; one that nothing names is left over and harmless.
    blob: (sha256, bytes) => this.#data.blobs.put(sha256, bytes),
    operations: (page) => this.#take(page),
    local: async ({ drafts, places }) => {
      const { db } = this.#data
      const own = places.filter(({ projectId }) => projectId === this.#request.projectId)
      await db.places.bulkPut(own.map((place) => ({ ...place, projectId: this.copyId })))
      const copied = drafts.flatMap((draft) => {
        const isCopied = this.#chunks.has(draft.itemId.split(':')[0] ?? '') && !this.#erasures.has(draft.itemId)
        const item = isCopied ? this.#item(draft.itemId) : null
        return item === null ? [] : [{ ...draft, itemId: item }]
      })
      await db.drafts.bulkPut(copied)
    },
  }

  /** The file was whole and all of it is here: the project is shown. */
  async finish(): Promise<void> {
    await this.#erasures.erase(this.#chunks)
    await restoreProject(this.#data, this.copyId)
  }

  async #begin({ writers }: BackupManifest): Promise<void> {
    await this.#erasures.read()
    const own = writers.filter(({ projectId }: BackupWriter) => projectId === this.#request.projectId)
    for (const { id, annotatorId } of own) this.#authors.set(id, annotatorId)
  }

  async #take({ writerId, projectId, operations }: OperationPage): Promise<void> {
    if (projectId !== this.#request.projectId) return
    const writer = await this.#writerFor(writerId)
    const copied = operations.map((operation, place) =>
      this.#copied(this.#erasures.without(operation), writer.nextSeq + place),
    )
    writer.nextSeq += copied.length
    const of = { projectId: this.copyId, writerId: writer.id }
    await this.#data.journal.keep({ ...of, operations: copied })
    for (const chunk of await applyKnown(this.#data, of, copied)) this.#missing.add(chunk)
    this.missingChunks = await stillMissing(this.#data, this.#missing)
    this.changes += copied.length
    await hideProject(this.#data, this.copyId)
  }

  async #writerFor(of: WriterId): Promise<CopiedWriter> {
    const known = this.#writers.get(of)
    if (known !== undefined) return known
    const annotatorId = defined(this.#authors.get(of), 'writer of the backup')
    const profile = this.#profiles.find(({ id }) => id === annotatorId)
    if (profile !== undefined && (await this.#data.db.annotators.get(annotatorId)) === undefined) {
      await this.#data.journal.putAnnotator(profile)
    }
    const writer = { id: await addOwnWriter(this.#data, this.copyId, annotatorId), nextSeq: 1 }
    this.#writers.set(of, writer)
    return writer
  }

  /** The same operation in the copy. `seq` has no holes here, whatever the backup had lost. */
  #copied(operation: Operation, seq: number): Operation {
    const { kind, key = '', value } = operation
    const copy: Operation = { ...operation, seq, item: operation.item === '' ? '' : this.#item(operation.item) }
    switch (kind) {
      case 'project.set':
        if (key === 'name') return { ...copy, value: this.#request.name }
        return key === 'sample' ? { ...copy, value: false } : copy
      case 'chunk.add': {
        const { importId } = value as { importId: string }
        return { ...copy, key: this.#chunk(key), value: { ...(value as object), importId: this.#import(importId) } }
      }
      case 'batch.set':
      case 'batch.handIn':
        return { ...copy, key: this.#batch(key) }
      case 'batch.plan': {
        const { checks, ...rest } = value as BatchPlan
        const plan = checks === undefined ? rest : { ...rest, checks: this.#runs(checks) }
        return { ...copy, key: this.#batch(key), value: plan }
      }
      case 'assign.set': {
        const { items, ...rest } = value as AssignValue
        return { ...copy, key: this.#batchAndPerson(key), value: { ...rest, items: this.#runs(items) } }
      }
      case 'gold.show':
        // One that is emptied has no key any more.
        return key === '' ? copy : { ...copy, key: this.#batchAndPerson(key) }
      case 'import.set':
      case 'import.remove':
        return { ...copy, key: this.#import(key) }
      default:
        return copy
    }
  }

  #batchAndPerson(key: string): string {
    const slash = key.lastIndexOf('/')
    return `${this.#batch(key.slice(0, slash))}${key.slice(slash)}`
  }

  #runs(runs: readonly ItemRun[]): ItemRun[] {
    return runs.map(([chunk, from, count]) => [this.#chunk(chunk), from, count])
  }

  #item(id: string): ReturnType<typeof itemId> {
    const place = defined(parseItemId(id), 'item id')
    return itemId(this.#chunk(place.chunk), place.index)
  }

  #chunk(id: string): ChunkId {
    return remember(this.#chunks, id, () => makeShortId<ChunkId>(this.#data.random))
  }

  #batch(id: string): BatchId {
    return remember(this.#batches, id, () => makeShortId<BatchId>(this.#data.random))
  }

  #import(id: string): ImportId {
    return remember(this.#imports, id, () => makeShortId<ImportId>(this.#data.random))
  }
}

function remember<Id>(known: Map<string, Id>, id: string, make: () => Id): Id {
  let copy = known.get(id)
  if (copy === undefined) known.set(id, (copy = make()))
  return copy
}
