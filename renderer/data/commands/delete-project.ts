import type { ProjectId } from '#shared/base/ids.ts'
import { forgetFilesOf } from '../bundles/kept-files.ts'
import type { DataContext } from '../data-context.ts'
import { taskDraftItem } from '../queries/task-draft.ts'

/** Hides a project at once; it leaves this laptop when the app closes. */
export async function hideProject(data: DataContext, projectId: ProjectId): Promise<void> {
  await data.db.projects.update(projectId, { hiddenAt: data.clock.now() })
}

/** Undoes `hideProject`, until the app closes. */
export async function restoreProject(data: DataContext, projectId: ProjectId): Promise<void> {
  await data.db.projects
    .where('id')
    .equals(projectId)
    .modify((row) => {
      delete row.hiddenAt
    })
}

/** Removes every hidden project's rows, operations and blobs from this laptop. Called at closing and at start. */
export async function purgeHiddenProjects(data: DataContext): Promise<number> {
  const hidden = await data.db.projects.filter((row) => row.hiddenAt !== undefined).toArray()
  for (const { id } of hidden) await purgeProject(data, id)
  return hidden.length
}

/** Removes all of a project from this laptop. */
export async function purgeProject(data: DataContext, projectId: ProjectId): Promise<void> {
  const { db } = data
  // First, so that the next start does not bring it back; a purge cut short after this is repeated then.
  await data.journal.forgetProject(projectId)
  const chunks = await db.chunks
    .where('[projectId+firstOrder]')
    .between([projectId, -1], [projectId, Infinity])
    .toArray()
  const writers = (await db.writers.toArray()).filter((writer) => writer.projectId === projectId)
  for (const chunk of chunks) {
    const items: [string, string] = [`${chunk.id}:`, `${chunk.id};`]
    await db.transaction('rw', [db.items, db.suggestions, db.gold, db.annotations], async () => {
      await db.items
        .where('id')
        .between(...items)
        .delete()
      await db.suggestions.where('[itemId+source]').between([items[0], ''], [items[1], '']).delete()
      await db.gold
        .where('itemId')
        .between(...items)
        .delete()
      await db.annotations.where('[itemId+annotatorId]').between([items[0], ''], [items[1], '']).delete()
    })
  }
  await db.transaction('rw', db.tables, async () => {
    for (const writer of writers) {
      await db.operations.where('[writerId+seq]').between([writer.id, 0], [writer.id, Infinity]).delete()
    }
    await db.writers.bulkDelete(writers.map((writer) => writer.id))
    const byProject = [db.taskVersions, db.members, db.counters, db.acts, db.places, db.imports, db.chunks]
    for (const table of [...byProject, db.batches, db.batchStates, db.assignments, db.comments, db.training]) {
      await table.filter((row: { projectId: string }) => row.projectId === projectId).delete()
    }
    const chunkIds = new Set<string>(chunks.map((chunk) => chunk.id))
    const taskDraft = taskDraftItem(projectId)
    const isOurs = (itemId: string) => itemId === taskDraft || chunkIds.has(itemId.split(':')[0] ?? '')
    await db.drafts.filter((row) => isOurs(row.itemId)).delete()
    await db.syncState.delete(projectId)
    await db.projects.delete(projectId)
  })
  await forgetFilesOf(data, projectId)
  // Last, so that a purge cut short is repeated: another project may share a blob (duplicates do).
  const shared = new Set((await db.chunks.toArray()).map((chunk) => chunk.sha256))
  for (const chunk of chunks) if (!shared.has(chunk.sha256)) await data.blobs.delete(chunk.sha256)
}
