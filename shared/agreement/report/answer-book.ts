import type { AnnotatorId, BatchId, ItemId, QuestionId } from '../../base/ids.ts'
import { isAnswered, type Status } from '../../domain/status.ts'

/** A marked range as it is compared; offsets are UTF-16 units of its field. */
export type BookSpan = { field: string; start: number; end: number; label: string }

/** What one person said of one item. */
export type BookAnswer = {
  status: Status
  flagged: boolean
  /** Device clock, ms. */
  at: number
  /** Local day (yyyy-mm-dd) on which it was finished; '' while open. */
  day: string
  activeMs: number
  taskVersion: number
  /** Label ids of choice questions in the order of their lists; a question that was not answered is not there. */
  choices: Readonly<Record<QuestionId, readonly string[]>>
  spans: Readonly<Record<QuestionId, readonly BookSpan[]>>
}

/** What is known of an item besides its answers; read only where a filter or a measure asks for it. */
export type BookFacts = {
  /** Language of its first text. */
  language: string
  /** UTF-16 units of each field's text. */
  lengths: Readonly<Record<string, number>>
  metadata: Readonly<Record<string, string>>
}

export type BookItem = {
  id: ItemId
  order: number
  /** By number of the person; a hole where they have said nothing. */
  answers: (BookAnswer | undefined)[]
}

/**
 * Everyone's answers to a project's items, kept up to date item by item: what agreement is measured on. Holds no texts.
 */
export class AnswerBook {
  readonly people: AnnotatorId[] = []
  readonly items = new Map<ItemId, BookItem>()
  readonly facts = new Map<ItemId, BookFacts>()
  /** Items of each batch. */
  batches = new Map<BatchId, ReadonlySet<ItemId>>()
  /** Items that are not measured: those of training rounds. */
  training: ReadonlySet<ItemId> = new Set()
  readonly #numbers = new Map<AnnotatorId, number>()

  /** The person's number; given at the first meeting and kept. */
  numberOf(person: AnnotatorId): number {
    const known = this.#numbers.get(person)
    if (known !== undefined) return known
    const number = this.people.length
    this.people.push(person)
    this.#numbers.set(person, number)
    return number
  }

  /** Puts all answers to an item in the place of those known before; none takes the item out. */
  setItem(id: ItemId, order: number, answers: readonly (readonly [AnnotatorId, BookAnswer])[]): void {
    if (answers.length === 0) {
      this.items.delete(id)
      return
    }
    const item: BookItem = { id, order, answers: [] }
    for (const [person, answer] of answers) item.answers[this.numberOf(person)] = answer
    this.items.set(id, item)
  }

  /** Adds one person's answer to those known of the item. */
  addAnswer(id: ItemId, order: number, person: AnnotatorId, answer: BookAnswer): void {
    const item = this.items.get(id) ?? { id, order, answers: [] }
    item.answers[this.numberOf(person)] = answer
    this.items.set(id, item)
  }
}

/** Whether an answer enters agreement: `done` and `unsure` do, all others are missing ratings. */
export function counts(answer: BookAnswer | undefined): answer is BookAnswer {
  return answer !== undefined && isAnswered(answer.status)
}

/** Items that at least two people answered. */
export function isShared(item: BookItem): boolean {
  let given = 0
  for (const answer of item.answers) if (counts(answer)) given += 1
  return given > 1
}
