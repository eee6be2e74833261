import type { AnnotatorId, ItemId, LabelId, QuestionId } from '../../base/ids.ts'
import type { Question } from '../../domain/question.ts'
import { isFinished } from '../../domain/status.ts'
import { filteredItems, type AnswerFilter } from './answer-filter.ts'
import { isShared, type AnswerBook, type BookItem } from './answer-book.ts'
import { disputeOf, type Dispute } from './item-dispute.ts'

/** How far a question of an item is settled. */
export type Standing = 'open' | 'settled' | 'unclear' | 'reopened'

export type DisagreementsAsked = {
  book: AnswerBook
  questions: readonly Question[]
  filter: AnswerFilter
  standing: (item: ItemId, question: QuestionId) => Standing
  /** Who is given an item and may still answer it. */
  given: ReadonlyMap<ItemId, readonly AnnotatorId[]>
}

/** An item to settle, without its text. */
export type Disagreement = {
  item: BookItem
  disputes: { question: QuestionId; dispute: Dispute | null }[]
  differences: number
  disagreement: number
  /** 0 to 1: half for how rare the rarest label in dispute is, half for how often what stands against each other is confused. */
  worth: number
  people: AnnotatorId[]
  pending: AnnotatorId[]
  standing: 'open' | 'unclear' | 'reopened'
}

/** Items whose answers differ and are not settled, and those that were left open, in the order of the project. */
export function disagreements(asked: DisagreementsAsked): Disagreement[] {
  const { book, filter } = asked
  const items = filteredItems(book, filter)
  const found = items.flatMap((item) => lookAt(asked, item) ?? [])
  const commonness = commonnessOf(items, found)
  return found.map((one) => ({ ...one, worth: worthOf(one.disputes, commonness) }))
}

function lookAt({ book, questions, standing, given }: DisagreementsAsked, item: BookItem): Disagreement | null {
  if (!isShared(item)) return null
  const disputes: Disagreement['disputes'] = []
  let worst: Disagreement['standing'] = 'open'
  for (const question of questions) {
    const at = standing(item.id, question.id)
    if (at === 'settled') continue
    const dispute = disputeOf(question, item)
    if (dispute === null && at === 'open') continue
    if (at !== 'open') worst = at
    disputes.push({ question: question.id, dispute })
  }
  if (disputes.length === 0) return null
  const told = disputes.flatMap(({ dispute }) => dispute ?? [])
  return {
    item,
    disputes,
    differences: told.reduce((sum, { differences }) => sum + differences, 0),
    disagreement: told.reduce((sum, one) => sum + one.disagreement, 0) / Math.max(1, told.length),
    worth: 0,
    people: item.answers.flatMap((answer, number) => (answer === undefined ? [] : (book.people[number] ?? []))),
    pending: pendingOf(book, item, given),
    standing: worst,
  }
}

/** Those who are given the item and have not finished it: what the filter leaves out does not make anyone pending. */
function pendingOf(
  book: AnswerBook,
  { id }: BookItem,
  given: ReadonlyMap<ItemId, readonly AnnotatorId[]>,
): AnnotatorId[] {
  const answers = book.items.get(id)?.answers ?? []
  return (given.get(id) ?? []).filter((person) => {
    const answer = answers[book.numberOf(person)]
    return answer === undefined || !isFinished(answer.status)
  })
}

type Commonness = { share: ReadonlyMap<string, number>; confused: ReadonlyMap<string, number>; most: number }

const meetingKey = (question: string, { one, other }: { one: LabelId | null; other: LabelId | null }) =>
  [question, ...[one ?? '', other ?? ''].sort()].join(' ')

function commonnessOf(items: readonly BookItem[], found: readonly Disagreement[]): Commonness {
  const given = new Map<string, number>()
  let answers = 0
  for (const { answers: all } of items) {
    for (const answer of all) {
      if (answer === undefined) continue
      answers += 1
      for (const labels of Object.values(answer.choices)) for (const label of labels) add(given, label)
      for (const spans of Object.values(answer.spans)) for (const { label } of spans) add(given, label)
    }
  }
  const confused = new Map<string, number>()
  for (const { disputes } of found) {
    for (const { question, dispute } of disputes) {
      for (const meeting of dispute?.meetings ?? []) add(confused, meetingKey(question, meeting))
    }
  }
  const share = new Map([...given].map(([label, times]) => [label, Math.min(1, times / Math.max(1, answers))]))
  return { share, confused, most: Math.max(1, ...confused.values()) }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function worthOf(disputes: Disagreement['disputes'], { share, confused, most }: Commonness): number {
  let rarest = 1
  let often = 0
  let any = false
  for (const { question, dispute } of disputes) {
    for (const meeting of dispute?.meetings ?? []) {
      any = true
      for (const label of [meeting.one, meeting.other]) {
        if (label !== null) rarest = Math.min(rarest, share.get(label) ?? 0)
      }
      often = Math.max(often, (confused.get(meetingKey(question, meeting)) ?? 0) / most)
    }
  }
  return any ? (1 - rarest + often) / 2 : 0
}
