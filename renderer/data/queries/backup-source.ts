import type { ProjectId, WriterId } from '#shared/base/ids.ts'
import type { LocalRows } from '#shared/backup/backup-schema.ts'
import type { BackupSource } from '#shared/backup/write-backup.ts'
import type { PageFacts } from '#shared/ipc/snapshots-contract.ts'
import type { DataContext } from '../data-context.ts'
import { plainOperation } from '../plain-operation.ts'

/** IndexedDB and its blobs as a backup reads them. */
export function dexieSource(data: DataContext, appVersion: string): BackupSource {
  const { db } = data
  return {
    appVersion,
    async writers() {
      const hidden = await hiddenProjects(data)
      const writers = (await db.writers.toArray()).filter(({ projectId }) => !hidden.has(projectId))
      return writers.map(({ id, projectId, annotatorId, publicKey, nextSeq, remote }) => ({
        id,
        projectId,
        annotatorId,
        publicKey,
        upTo: nextSeq - 1,
        ...(remote === true && { remote }),
      }))
    },
    profiles: () => db.annotators.toArray(),
    async operationsAfter(writerId: WriterId, seq: number, limit: number) {
      const rows = await db.operations
        .where('[writerId+seq]')
        .between([writerId, seq], [writerId, Infinity], false)
        .limit(limit)
        .toArray()
      return rows.map(plainOperation)
    },
    blob: (sha256) => data.blobs.get(sha256),
    async local() {
      return (await readPageFacts(data)).local
    },
  }
}

async function hiddenProjects({ db }: DataContext): Promise<Set<ProjectId>> {
  const rows = await db.projects.filter(({ hiddenAt }) => hiddenAt !== undefined).toArray()
  return new Set(rows.map(({ id }) => id))
}

/** What lies outside the log: deleted projects that wait for the closing, unfinished texts, places in the queue. */
export async function readPageFacts(data: DataContext): Promise<PageFacts> {
  const hidden = await hiddenProjects(data)
  const drafts: LocalRows['drafts'] = await data.db.drafts.toArray()
  const places: LocalRows['places'] = await data.db.places.toArray()
  return { hidden: [...hidden], local: { drafts, places: places.filter(({ projectId }) => !hidden.has(projectId)) } }
}

/** How many operations were made since a backup with these heads. */
export async function changesSince(data: DataContext, heads: Readonly<Record<string, number>>): Promise<number> {
  const hidden = await hiddenProjects(data)
  const writers = (await data.db.writers.toArray()).filter(({ projectId }) => !hidden.has(projectId))
  return writers.reduce((sum, { id, nextSeq }) => sum + Math.max(0, nextSeq - 1 - (heads[id] ?? 0)), 0)
}
