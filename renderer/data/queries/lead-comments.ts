import type { AnnotatorId, ItemId } from '#shared/base/ids.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { textStarts } from './text-starts.ts'

/** A comment that the lead wrote to a person on one of their items. */
export type LeadComment = {
  itemId: ItemId
  order: number
  from: AnnotatorId
  name: string
  comment: string
  at: number
  lamport: number
  /** How the item's text begins; empty where it has not come. */
  text: string
  language: string
}

/** Comments to a person in the order of the items. */
export async function commentsTo(data: DataContext, who: Who): Promise<LeadComment[]> {
  const rows = await rowsTo(data, who).toArray()
  const names = new Map(
    (await data.db.annotators.bulkGet([...new Set(rows.map((row) => row.fromId))])).flatMap((row) =>
      row ? [[row.id, row.name]] : [],
    ),
  )
  const starts = new Map(
    (
      await textStarts(
        data,
        rows.map((row) => row.itemId),
      )
    ).map((start) => [start.itemId, start]),
  )
  return rows.map(({ itemId, order, fromId, text: comment, at, lamport }) => {
    const start = starts.get(itemId)
    const text = { text: start?.text ?? '', language: start?.language ?? 'ur' }
    return { itemId, order, from: fromId, name: names.get(fromId) ?? '', comment, at, lamport, ...text }
  })
}

/** Comments to a person on one item. */
export async function commentsOnItem(
  data: DataContext,
  annotatorId: AnnotatorId,
  itemId: ItemId,
): Promise<{ from: AnnotatorId; name: string; comment: string }[]> {
  const rows = await data.db.comments
    .where('[itemId+toId+fromId]')
    .between([itemId, annotatorId, ''], [itemId, annotatorId, '\uffff'])
    .toArray()
  const people = await data.db.annotators.bulkGet(rows.map(({ fromId }) => fromId))
  return rows.map(({ fromId, text }, index) => ({ from: fromId, name: people[index]?.name ?? '', comment: text }))
}

export async function hasComments(data: DataContext, who: Who): Promise<boolean> {
  return (await rowsTo(data, who).first()) !== undefined
}

function rowsTo(data: DataContext, { projectId, annotatorId }: Who) {
  return data.db.comments
    .where('[projectId+toId+order]')
    .between([projectId, annotatorId, -1], [projectId, annotatorId, Infinity])
}

export const seenKey = ({ projectId, annotatorId }: Who) => `comments-seen/${projectId}/${annotatorId}`

/** Comments that came since the person last looked. */
export async function unseenComments(data: DataContext, who: Who): Promise<number> {
  const seen = seenOf((await data.db.local.get(seenKey(who)))?.value)
  const rows = await rowsTo(data, who).toArray()
  return rows.filter(({ itemId, fromId, lamport }) => seen[`${itemId} ${fromId}`] !== lamport).length
}

function seenOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
