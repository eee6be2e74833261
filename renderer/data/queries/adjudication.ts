import type { AnnotatorId, ItemId, ProjectId, QuestionId } from '#shared/base/ids.ts'
import type { Annotation } from '#shared/domain/annotation.ts'
import { goldValueOf, type GoldValue, type JudgedAnswer } from '#shared/domain/gold.ts'
import type { Item } from '#shared/domain/item.ts'
import { judgedAnswer } from '#shared/domain/judged-answer.ts'
import { quickHash } from '#shared/text/text-key.ts'
import { isAnswered, isFinished } from '#shared/domain/status.ts'
import type { Stamp } from '#shared/sync/stamp.ts'
import type { DataContext } from '../data-context.ts'
import { everyone } from './export-pages.ts'

/** A question's gold as it stands, with whose it is. */
export type StandingGold = { value: GoldValue; stamp: Stamp; by: AnnotatorId | null; at: number }

/** All that settling an item needs. */
export type AdjudicatedItem = {
  item: Item
  /** Finished with an answer, in an order that says nothing of whose they are, the same each time. */
  answers: Annotation[]
  /** Finished otherwise: skipped, not this language, unreadable. */
  others: Annotation[]
  /** What the person has written to those who answered. */
  comments: Record<AnnotatorId, string>
  /** Absent where nothing was ever decided. */
  gold: Record<QuestionId, StandingGold>
  /** The person is given the text and has not answered it: what others say is not theirs to see yet. */
  mustAnswer: boolean
}

/** Null where the item has not come or was erased. */
export async function adjudicatedItem(
  data: DataContext,
  person: AnnotatorId,
  itemId: ItemId,
): Promise<AdjudicatedItem | null> {
  const [item, annotations, row, given, comments] = await Promise.all([
    data.db.items.get(itemId),
    annotationsOf(data, itemId),
    data.db.gold.get(itemId),
    data.db.assignments.get([itemId, person]),
    data.db.comments.where('[itemId+toId+fromId]').between([itemId, '', ''], [itemId, '\uffff', '']).toArray(),
  ])
  if (item === undefined) return null
  const own = annotations.find(({ annotatorId }) => annotatorId === person)
  const gold: AdjudicatedItem['gold'] = {}
  for (const [question, { value, stamp, by, at }] of Object.entries(row?.answers ?? {})) {
    const known = goldValueOf(value)
    if (known !== null) gold[question as QuestionId] = { value: known, stamp, by: by ?? null, at: at ?? 0 }
  }
  return {
    item,
    answers: inHiddenOrder(itemId, annotations).filter(({ status }) => isAnswered(status)),
    others: annotations.filter(({ status }) => isFinished(status) && !isAnswered(status)),
    comments: Object.fromEntries(
      comments.flatMap(({ fromId, toId, text }) => (fromId === person ? [[toId, text]] : [])),
    ),
    gold,
    mustAnswer: given !== undefined && !isFinished(own?.status ?? 'open'),
  }
}

function annotationsOf(data: DataContext, itemId: ItemId): Promise<Annotation[]> {
  return data.db.annotations.where('[itemId+annotatorId]').between([itemId, ''], [itemId, '\uffff']).toArray()
}

/** Shuffled by the item's id, so that A is not always the same person. */
function inHiddenOrder(itemId: ItemId, annotations: readonly Annotation[]): Annotation[] {
  const places = new Map(annotations.map(({ annotatorId }) => [annotatorId, shuffleKey(itemId, annotatorId)]))
  const placeOf = ({ annotatorId }: Annotation) => places.get(annotatorId) ?? ''
  return annotations.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
}

function shuffleKey(itemId: ItemId, person: AnnotatorId): string {
  return quickHash(`${itemId} ${person}`)
}

/** Everyone who ever answered in a project, also those whose answers came with a file. */
export async function answeringPeople(
  data: DataContext,
  projectId: ProjectId,
): Promise<{ id: AnnotatorId; name: string }[]> {
  const ids = await everyone(data, projectId)
  const rows = await data.db.annotators.bulkGet(ids)
  return ids.map((id, index) => ({ id, name: rows[index]?.name ?? '' }))
}

/** What stands judged of an item's question now: the answers of everyone who answered it. */
export async function judgedNow(data: DataContext, itemId: ItemId, question: QuestionId): Promise<JudgedAnswer[]> {
  return judgedOf(await annotationsOf(data, itemId), question)
}

export function judgedOf(annotations: readonly Annotation[], question: QuestionId): JudgedAnswer[] {
  return (
    annotations
      .filter(({ status }) => isAnswered(status))
      .flatMap((annotation) => judgedAnswer(annotation, question) ?? [])
      // Not as they were shown: that order is nobody's business later.
      .toSorted((a, b) => (a.person < b.person ? -1 : 1))
  )
}
