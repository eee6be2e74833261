import type { AnnotatorId, ItemId, ProjectId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'
import { erasedByChunk } from '../erasure/erased-items.ts'

/** What the question before an erasure tells. */
export type ErasureFacts = {
  /** People who said something of the item, and comments on it. */
  people: number
  comments: number
  /** Further items on this laptop with the same text, here and in other projects: they stay. */
  sameHere: number
  sameElsewhere: number
}

export async function erasureFacts(data: DataContext, itemId: ItemId): Promise<ErasureFacts> {
  const { db } = data
  const item = await db.items.get(itemId)
  const rows = await db.annotations.where('[itemId+annotatorId]').between([itemId, ''], [itemId, '\uffff']).toArray()
  const people = new Set<AnnotatorId>(rows.map(({ annotatorId }) => annotatorId))
  const comments = rows.flatMap((row) => Object.values(row.comments)).filter(({ value }) => value !== '').length
  const facts = { people: people.size, comments, sameHere: 0, sameElsewhere: 0 }
  if (item === undefined) return facts
  const projects = await db.projects.toCollection().primaryKeys()
  for (const projectId of projects) {
    const same = await db.items.where('[projectId+textKey]').equals([projectId, item.textKey]).count()
    if (projectId === item.projectId) facts.sameHere += same - 1
    else facts.sameElsewhere += same
  }
  return facts
}

/** How many items of a project are erased, and when the last one was, by the clock of the laptop that did it; 0 = never. */
export async function erasuresIn(data: DataContext, projectId: ProjectId): Promise<{ count: number; lastAt: number }> {
  const rows = await data.db.erasures.where('projectId').equals(projectId).toArray()
  return { count: rows.length, lastAt: rows.reduce((last, { at }) => Math.max(last, at), 0) }
}

/** How many erased items a project would show otherwise: those of removed imports are left out anyway. */
export async function erasedShown(data: DataContext, projectId: ProjectId): Promise<number> {
  const erased = await erasedByChunk(data.db, projectId)
  const chunks = await data.db.chunks.bulkGet([...erased.keys()])
  return chunks.reduce((sum, chunk) => {
    if (chunk === undefined || chunk.removed || chunk.projectId !== projectId) return sum
    return sum + [...(erased.get(chunk.id) ?? [])].filter((index) => index < chunk.items).length
  }, 0)
}

export async function isItemErased(data: DataContext, itemId: ItemId): Promise<boolean> {
  return (await data.db.erasures.get(itemId)) !== undefined
}
