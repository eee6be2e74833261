import type { ItemId, ProjectId } from '#shared/base/ids.ts'
import type { BackupManifest, BackupProject } from '#shared/backup/backup-schema.ts'
import type { BackupVisitor, OperationPage } from '#shared/backup/backup-visitor.ts'
import type { DataContext } from '../data-context.ts'
import { compareWithStored, withoutReissued } from '../recovery/apply-known.ts'

/** What bringing a project back from a backup would change here. Nothing is ever taken away. */
export type ProjectPlan = BackupProject & {
  /** 'deleted': it waits for the closing of the app, and can be had back. */
  here: 'absent' | 'deleted' | 'present'
  /** Changes that are in the backup and not here. */
  changes: number
  /** Texts that would come, and texts whose answers, comments or marks would. */
  newTexts: number
  answeredTexts: number
  /** Changes that were made here since and stay. */
  newerHere: number
  /** Changes that are here with another content (a copied laptop): what is here stays. */
  clashes: number
}

export type RestorePlan = {
  createdAt: number
  appVersion: string
  projects: ProjectPlan[]
  /** Blobs that the backup had to leave out: their texts do not come. */
  missingBlobs: number
}

type Tally = Pick<ProjectPlan, 'changes' | 'newTexts' | 'clashes'> & { answered: Set<ItemId> }

/** Reads a backup beside what is here, and writes nothing. */
export class RestorePlanner {
  readonly #data: DataContext
  readonly #tallies = new Map<ProjectId, Tally>()
  #manifest: BackupManifest | null = null

  constructor(data: DataContext) {
    this.#data = data
  }

  readonly visitor: BackupVisitor = {
    manifest: (manifest) => {
      this.#manifest = manifest
    },
    operations: (page) => this.#take(page),
  }

  /** After the file was read to its end. */
  async plan(): Promise<RestorePlan> {
    if (this.#manifest === null) throw new Error('Invariant broken: a plan before the manifest')
    const { createdAt, appVersion, projects, missingBlobs } = this.#manifest
    const rows = await this.#data.db.projects.bulkGet(projects.map(({ id }) => id))
    const planned = await Promise.all(
      projects.map(async (project, place): Promise<ProjectPlan> => {
        const row = rows[place]
        const here = row === undefined ? 'absent' : row.hiddenAt === undefined ? 'present' : 'deleted'
        const { answered, ...tally } = this.#tallyOf(project.id)
        const newerHere = await this.#newerHere(project.id)
        return { ...project, ...tally, here, answeredTexts: answered.size, newerHere }
      }),
    )
    return { createdAt, appVersion, projects: planned, missingBlobs: missingBlobs.length }
  }

  async #take({ projectId, writerId, operations }: OperationPage): Promise<void> {
    const tally = this.#tallyOf(projectId)
    const held = await withoutReissued(this.#data, writerId, operations)
    const { missing, clashes } = await compareWithStored(this.#data, writerId, held)
    tally.changes += missing.length
    tally.clashes += clashes
    for (const { kind, item, value } of missing) {
      if (item !== '') tally.answered.add(item as ItemId)
      else if (kind === 'chunk.add') tally.newTexts += (value as { items?: number }).items ?? 0
    }
  }

  #tallyOf(id: ProjectId): Tally {
    let tally = this.#tallies.get(id)
    if (tally === undefined) {
      tally = { changes: 0, newTexts: 0, clashes: 0, answered: new Set() }
      this.#tallies.set(id, tally)
    }
    return tally
  }

  /** A writer's operations have no holes: what it has above the backup's head was made since. */
  async #newerHere(projectId: ProjectId): Promise<number> {
    const heads = new Map(this.#manifest?.writers.map(({ id, upTo }) => [id, upTo]))
    const writers = (await this.#data.db.writers.toArray()).filter((writer) => writer.projectId === projectId)
    return writers.reduce((sum, { id, nextSeq }) => sum + Math.max(0, nextSeq - 1 - (heads.get(id) ?? 0)), 0)
  }
}
