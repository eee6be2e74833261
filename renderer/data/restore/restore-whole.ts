import { hexToBytes } from '@noble/hashes/utils.js'
import type { BackupManifest, BackupWriter, LocalRows } from '#shared/backup/backup-schema.ts'
import type { BackupVisitor, OperationPage } from '#shared/backup/backup-visitor.ts'
import { defined } from '#shared/base/assert.ts'
import type { ChunkId, WriterId } from '#shared/base/ids.ts'
import type { Annotator } from '#shared/domain/annotator.ts'
import { restoreProject } from '../commands/delete-project.ts'
import type { DataContext } from '../data-context.ts'
import type { WriterRow } from '../rows.ts'
import { applyKnown, compareWithStored, stillMissing, withoutReissued } from '../recovery/apply-known.ts'

export type RestoreResult = {
  /** Changes that came. */
  changes: number
  clashes: number
  profiles: number
  /** Chunks whose texts neither the backup nor this laptop has. */
  missingChunks: number
}

/**
 * Brings back what a backup has and this laptop has not: operations go into the log under their own writers, so that
 * what was made since stays and the greater stamp wins. May be stopped and begun again at any place.
 */
export class WholeRestore {
  readonly #data: DataContext
  readonly result: RestoreResult = { changes: 0, clashes: 0, profiles: 0, missingChunks: 0 }
  #writers = new Map<WriterId, BackupWriter>()
  readonly #bound = new Set<WriterId>()
  readonly #missing = new Set<ChunkId>()

  constructor(data: DataContext) {
    this.#data = data
  }

  readonly visitor: BackupVisitor = {
    manifest: (manifest) => this.#begin(manifest),
    profiles: (profiles) => this.#takeProfiles(profiles),
    blob: (sha256, bytes) => this.#data.blobs.put(sha256, bytes),
    operations: (page) => this.#take(page),
    local: (rows) => this.#takeLocal(rows),
  }

  async #begin({ projects, writers }: BackupManifest): Promise<void> {
    this.#writers = new Map(writers.map((writer) => [writer.id, writer]))
    for (const { id } of projects) await restoreProject(this.#data, id)
  }

  /** A profile that is here stays as it is here. */
  async #takeProfiles(profiles: readonly Annotator[]): Promise<void> {
    for (const profile of profiles) {
      if ((await this.#data.db.annotators.get(profile.id)) !== undefined) continue
      await this.#data.journal.putAnnotator(profile)
      this.result.profiles += 1
    }
  }

  async #take({ writerId, projectId, operations }: OperationPage): Promise<void> {
    const held = await withoutReissued(this.#data, writerId, operations)
    const { missing, clashes } = await compareWithStored(this.#data, writerId, held)
    this.result.clashes += clashes
    if (missing.length === 0) return
    await this.#bind(writerId)
    await this.#data.journal.keep({ projectId, writerId, operations: missing })
    for (const chunk of await applyKnown(this.#data, { projectId, writerId }, missing)) this.#missing.add(chunk)
    this.result.missingChunks = await stillMissing(this.#data, this.#missing)
    this.result.changes += missing.length
  }

  /** Its private key is not in a backup: whoever goes on gets a new writer. */
  async #bind(id: WriterId): Promise<void> {
    if (this.#bound.has(id)) return
    this.#bound.add(id)
    const known = await this.#data.db.writers.get(id)
    const { projectId, annotatorId, publicKey, remote } = defined(this.#writers.get(id), 'writer of the backup')
    if (known === undefined) {
      const row: WriterRow = { id, projectId, annotatorId, publicKey: hexToBytes(publicKey), nextSeq: 1 }
      await this.#data.journal.addWriter({ ...row, ...(remote === true && { remote }) })
    } else if (known.remote === true && known.reissued === undefined && remote !== true) {
      // An earlier install of this person signed with it, and what comes now may never have reached the hub.
      const { remote: _remote, ...row } = known
      await this.#data.journal.addWriter(row)
    }
  }

  /** Unfinished texts and places that are here are newer. */
  async #takeLocal({ drafts, places }: LocalRows): Promise<void> {
    const { db } = this.#data
    await db.transaction('rw', [db.drafts, db.places, db.erasures], async () => {
      for (const row of drafts) {
        const { annotatorId, itemId, questionId } = row
        if ((await db.erasures.get(itemId)) !== undefined) continue
        if ((await db.drafts.get([annotatorId, itemId, questionId])) === undefined) await db.drafts.put(row)
      }
      for (const row of places) {
        if ((await db.places.get([row.projectId, row.annotatorId])) === undefined) await db.places.put(row)
      }
    })
  }
}
