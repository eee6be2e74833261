import { AnswerBook, isShared } from '#shared/agreement/report/answer-book.ts'
import type { AnnotatorId, ItemId, ProjectId } from '#shared/base/ids.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import {
  allAnswers,
  answersTo,
  changesSince,
  givenItems,
  goldOf,
  headsOf,
  hiddenTest,
  itemFacts,
  type Heads,
  type ItemFacts,
  type ReadProgress,
} from '#renderer/data/queries/agreement-answers.ts'
import { trainingItems } from '#renderer/data/queries/check-items.ts'
import { everyone } from '#renderer/data/queries/export-pages.ts'
import { finishedOf, readCounters } from '#renderer/data/queries/projects.ts'
import type { GoldRow } from '#renderer/data/rows.ts'
import { turn } from './turn.ts'

const FACTS_AT_ONCE = 500

/**
 * The answers of one project in memory, read once and then kept up to date by what was said since: new operations name the
 * items to read again. Where batches, imports or erasures change, everything is read anew.
 */
export class AgreementStore {
  book = new AnswerBook()
  gold = new Map<ItemId, GoldRow>()
  /** Who is given an item and may still answer it. */
  given = new Map<ItemId, AnnotatorId[]>()
  /** How the texts of items begin; filled with the facts. */
  readonly starts = new Map<ItemId, string>()
  readonly #data: DataContext
  readonly #projectId: ProjectId
  #heads: Heads | null = null
  #fields: readonly string[] = []

  constructor(data: DataContext, projectId: ProjectId) {
    this.#data = data
    this.#projectId = projectId
  }

  /** Reads everything the first time, afterwards only what was said since. True where something changed. */
  async refresh(onProgress: (progress: ReadProgress) => void = () => undefined): Promise<boolean> {
    if (this.#heads === null) {
      await this.#readAll(onProgress)
      return true
    }
    const { items, structure, gold } = await changesSince(this.#data, this.#projectId, this.#heads)
    if (structure) {
      await this.#readAll(onProgress)
      return true
    }
    if (gold) this.gold = await goldOf(this.#data, this.#projectId)
    if (items.size > 0) await this.#readItems([...items])
    return gold || items.size > 0
  }

  async #readAll(onProgress: (progress: ReadProgress) => void): Promise<void> {
    const projectId = this.#projectId
    // Before the answers: what comes while they are read is read again at the next turn.
    const heads = await headsOf(this.#data, projectId)
    const hidden = await hiddenTest(this.#data, projectId)
    const book = new AnswerBook()
    const all = await this.#expected()
    let read = 0
    for await (const rows of allAnswers(this.#data, projectId)) {
      for (const { itemId, order, person, answer } of rows) {
        if (!hidden(itemId)) book.addAnswer(itemId, order, person, answer)
      }
      read += rows.length
      onProgress({ read: Math.min(read, all), all })
      await turn()
    }
    const given = await givenItems(this.#data, projectId)
    book.batches = given.batches
    for (const [id, facts] of this.book.facts) book.facts.set(id, facts)
    this.given = given.people
    book.training = await trainingItems(this.#data, projectId)
    this.gold = await goldOf(this.#data, projectId)
    this.#fields = ((await this.#data.db.projects.get(projectId))?.fields ?? []).map(({ id }) => id)
    this.book = book
    this.#heads = heads
  }

  async #expected(): Promise<number> {
    let all = 0
    for (const person of await everyone(this.#data, this.#projectId)) {
      all += finishedOf(await readCounters(this.#data, this.#projectId, person))
    }
    return Math.max(all, 1)
  }

  async #readItems(items: readonly ItemId[]): Promise<void> {
    const hidden = await hiddenTest(this.#data, this.#projectId)
    for (const [id, rows] of await answersTo(this.#data, items)) {
      const shown = hidden(id) ? [] : rows
      this.book.setItem(
        id,
        shown[0]?.order ?? 0,
        shown.map(({ person, answer }) => [person, answer] as const),
      )
    }
  }

  /** Reads languages, lengths, metadata and beginnings of shared items that are not known yet. */
  async readFacts(onProgress: (progress: ReadProgress) => void = () => undefined): Promise<void> {
    const wanted: ItemId[] = []
    for (const item of this.book.items.values()) {
      if (!this.book.facts.has(item.id) && isShared(item)) wanted.push(item.id)
    }
    await this.factsOf(wanted, onProgress)
  }

  async factsOf(
    items: readonly ItemId[],
    onProgress: (progress: ReadProgress) => void = () => undefined,
  ): Promise<void> {
    const wanted = items.filter((id) => !this.book.facts.has(id))
    for (let from = 0; from < wanted.length; from += FACTS_AT_ONCE) {
      const part = wanted.slice(from, from + FACTS_AT_ONCE)
      this.#keep(await itemFacts(this.#data, this.#fields, part))
      onProgress({ read: Math.min(from + FACTS_AT_ONCE, wanted.length), all: wanted.length })
      await turn()
    }
  }

  #keep(found: ReadonlyMap<ItemId, ItemFacts>): void {
    for (const [id, { start, ...facts }] of found) {
      this.book.facts.set(id, facts)
      this.starts.set(id, start)
    }
  }
}
