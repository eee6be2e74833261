import type { AnnotatorId, ItemId, QuestionId } from '#shared/base/ids.ts'
import { answerOf, spansOf, type Annotation } from '#shared/domain/annotation.ts'
import { isAnswered, isFinished } from '#shared/domain/status.ts'
import type { ImportedAnswer } from '#shared/formats/imported-answer.ts'
import type { ReadRow } from '#shared/formats/row-to-item.ts'
import { ImportedPeople } from '#renderer/data/commands/imported-people.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import { findKnownItems, removedChunks } from '#renderer/data/queries/known-items.ts'
import { KeySet } from './hash-set.ts'
import type { ImportPlan } from './import-protocol.ts'

/** So many rows are looked up in the project at once. */
export const KNOWN_AT_ONCE = 400

/** What a row brings to a text that is in the project: no item = it cannot be told which, no answers = nothing new. */
export type KnownRow = {
  row: ReadRow
  itemId: ItemId | null
  answers: ImportedAnswer[]
  /** The first answers of this import to that text. */
  firstOfText: boolean
}

type Asked = { row: ReadRow; itemId: ItemId; answer: ImportedAnswer }

/** Finds the items of rows whose texts are here already, and leaves of their answers what nobody has given yet. */
export class KnownTexts {
  readonly #data: DataContext
  readonly #plan: ImportPlan
  readonly #people: ImportedPeople
  /** Answers and texts of this import: by item, person and question, and by item. */
  readonly #given = new KeySet()
  readonly #texts = new KeySet()
  #removed: Set<string> | null = null

  constructor(data: DataContext, plan: ImportPlan) {
    this.#data = data
    this.#plan = plan
    this.#people = new ImportedPeople(data)
  }

  /** At most KNOWN_AT_ONCE rows. Reads only. */
  async look(rows: readonly ReadRow[]): Promise<KnownRow[]> {
    if (rows.length === 0) return []
    const { projectId } = this.#plan.who
    this.#removed ??= await removedChunks(this.#data, projectId)
    const items = await findKnownItems(this.#data, projectId, rows, this.#removed)
    const asked = rows.flatMap((row, place): Asked[] => {
      const itemId = items[place] ?? null
      const answers = row.answers.filter(({ kind }) => kind === 'answer')
      return itemId === null ? [] : answers.map((answer) => ({ row, itemId, answer }))
    })
    const fresh = this.#plan.answersAs === 'gold' ? await this.#freshGold(asked) : await this.#freshAnswers(asked)
    const byRow = Map.groupBy(fresh, ({ row }) => row)
    return rows.map((row, place) => {
      const itemId = items[place] ?? null
      const answers = (byRow.get(row) ?? []).map(({ answer }) => answer)
      return { row, itemId, answers, firstOfText: answers.length > 0 && this.#texts.add(itemId ?? '') }
    })
  }

  async #freshGold(asked: readonly Asked[]): Promise<Asked[]> {
    const rows = await this.#data.db.gold.bulkGet(asked.map(({ itemId }) => itemId))
    return asked.flatMap((one, place) => {
      const has = (question: QuestionId) => rows[place]?.answers[question] !== undefined
      return this.#left(one, '', has)
    })
  }

  async #freshAnswers(asked: readonly Asked[]): Promise<Asked[]> {
    const ids = await Promise.all(asked.map(({ answer }) => this.#people.find(answer.annotator)))
    const pairs = asked.map(({ itemId }, place): [ItemId, AnnotatorId] => [itemId, ids[place] ?? ('' as AnnotatorId)])
    const annotations = await this.#data.db.annotations.bulkGet(pairs)
    return asked.flatMap((one, place) => {
      const annotation = annotations[place]
      const has = (question: QuestionId) => annotation !== undefined && hasAnswered(annotation, question)
      const left = this.#left(one, one.answer.annotator, has)
      if (annotation === undefined) return left
      return left.filter(({ answer }) => answer.answers.length > 0).map((fresh) => besideOwn(fresh, annotation))
    })
  }

  /** The answers to questions that this person has not answered, here or earlier in the file; none = nothing is left. */
  #left({ row, itemId, answer }: Asked, person: string, has: (question: QuestionId) => boolean): Asked[] {
    const key = `${itemId}\u001F${person}`
    const answers = answer.answers.filter(
      ({ question }) => !has(question) && this.#given.add(`${key}\u001F${question}`),
    )
    const all = answer.answers.length === 0 && this.#given.add(key)
    return answers.length > 0 || all ? [{ row, itemId, answer: { ...answer, answers } }] : []
  }
}

/** Status, flag and comment of somebody who was at the item before stay theirs. */
function besideOwn({ row, itemId, answer }: Asked, own: Annotation): Asked {
  const status = own.status === 'open' ? answer.status : own.status
  return { row, itemId, answer: { ...answer, status, flag: false, comment: '', activeMs: 0 } }
}

/** Who passed an item over has said so of every question; spans that were all taken away are an answer too. */
function hasAnswered(annotation: Annotation, question: QuestionId): boolean {
  return (
    (isFinished(annotation.status) && !isAnswered(annotation.status)) ||
    answerOf(annotation, question) !== null ||
    spansOf(annotation, question).length > 0 ||
    annotation.spans[question] !== undefined
  )
}
