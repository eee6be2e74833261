import { defined } from '#shared/base/assert.ts'
import type { ItemId, LabelId, ProjectId, QuestionId } from '#shared/base/ids.ts'
import { asksForFacts, filteredItems } from '#shared/agreement/report/answer-filter.ts'
import { isShared, type AnswerBook, type BookItem } from '#shared/agreement/report/answer-book.ts'
import { checkResults, type KnownAnswers } from '#shared/agreement/report/check-results.ts'
import { disagreements, type Disagreement, type Standing } from '#shared/agreement/report/disagreements.ts'
import { disputeOf } from '#shared/agreement/report/item-dispute.ts'
import { makeReport } from '#shared/agreement/report/make-report.ts'
import { personStats } from '#shared/agreement/report/person-stats.ts'
import { plainWords } from '#shared/agreement/report/plain-words.ts'
import { proposalsFor } from '#shared/agreement/report/proposals.ts'
import { intervalPolicy } from '#shared/agreement/interval-policy.ts'
import type { BootstrapInterval } from '#shared/agreement/bootstrap.ts'
import type { Measured } from '#shared/agreement/measured.ts'
import { goldValueOf, isKnownBeforehand } from '#shared/domain/gold.ts'
import type { Question } from '#shared/domain/question.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import { currentTask } from '#renderer/data/queries/projects.ts'
import type {
  AgreementStep,
  Asked,
  CellItem,
  CellTold,
  Disagreed,
  FilterOptions,
  PeopleTold,
  QueueWish,
  ReportAsked,
  ReportTold,
} from './agreement-protocol.ts'
import { AgreementStore } from './agreement-store.ts'

/** Values of a column that are offered in a filter; columns with more have no filter. */
const MOST_VALUES = 40

export type LongAsked = { book: AnswerBook; question: Question; items: readonly BookItem[] }
type Long<Value> = (asked: LongAsked, tell: (share: number) => void, signal: AbortSignal) => Promise<Value>

/** What takes long and is cancelled: `tell` is given the share that is done. */
export type LongWork = { interval: Long<BootstrapInterval | null>; gamma: Long<Measured> }

export type RunOptions<Early> = {
  onStep: (step: AgreementStep) => void
  onEarly?: (early: Early) => void
  signal: AbortSignal
}

/** Answers what the screens ask of one project's answers; reads what is new before each answer. */
export class AgreementRun {
  readonly #data: DataContext
  readonly #projectId: ProjectId
  readonly #long: LongWork
  readonly #store: AgreementStore
  /** Readings one after another: two at once would read the same. */
  #reading: Promise<unknown> = Promise.resolve()

  constructor(data: DataContext, projectId: ProjectId, long: LongWork) {
    this.#data = data
    this.#projectId = projectId
    this.#long = long
    this.#store = new AgreementStore(data, projectId)
  }

  /** True where something was said since the last reading. */
  refresh(onStep: (step: AgreementStep) => void = () => undefined): Promise<boolean> {
    const reading = this.#reading.then(() =>
      this.#store.refresh(({ read, all }) => onStep({ step: 'answers', share: read / all })),
    )
    this.#reading = reading.catch(() => undefined)
    return reading
  }

  async report(asked: ReportAsked, { onStep, onEarly, signal }: RunOptions<ReportTold>): Promise<ReportTold> {
    await this.refresh(onStep)
    const question = await this.#question(asked.question)
    // Lengths of texts are measured with the marks in them.
    if (asksForFacts(asked.filter) || question.kind === 'spans') await this.#facts(onStep)
    const { book } = this.#store
    const report = makeReport(book, question, asked.filter)
    const checks = checkResults(book, this.#known(), asked.question)
    const early: ReportTold = { report, interval: null, words: plainWords(report, null), checks }
    if (report.headline.value.value === null || intervalPolicy(report.shared) === 'too-few') return early
    onEarly?.(early)
    const items = filteredItems(book, asked.filter).filter(isShared)
    const tell = (share: number) => onStep({ step: 'interval', share })
    const interval = await this.#long.interval({ book, question, items }, tell, signal)
    return { ...early, interval, words: plainWords(report, interval) }
  }

  /** Mathet's γ of a question of marks: too long for every look. */
  async gamma(asked: ReportAsked, { onStep, signal }: RunOptions<never>): Promise<Measured> {
    await this.refresh(onStep)
    const question = await this.#question(asked.question)
    await this.#facts(onStep)
    const { book } = this.#store
    const items = filteredItems(book, asked.filter).filter(isShared)
    const tell = (share: number) => onStep({ step: 'interval', share })
    return this.#long.gamma({ book, question, items }, tell, signal)
  }

  async queue(wish: QueueWish, { onStep }: RunOptions<never>): Promise<Disagreed[]> {
    await this.refresh(onStep)
    const questions = await this.#questions()
    const asked = wish.question === undefined ? questions : questions.filter(({ id }) => id === wish.question)
    if (asksForFacts(wish.filter)) await this.#facts(onStep)
    const { book, given } = this.#store
    const found = disagreements({
      book,
      questions: asked,
      filter: wish.filter,
      standing: (item, question) => this.#standing(item, question),
      given,
    }).filter((one) => isWished(one, wish))
    await this.#store.factsOf(found.map(({ item }) => item.id))
    const proposals = proposalsFor(book, asked, found)
    return found.map((one) => this.#disagreed(one, proposals)).sort(ORDERS[wish.order])
  }

  async options({ onStep }: RunOptions<never>): Promise<FilterOptions> {
    await this.refresh(onStep)
    await this.#facts(onStep)
    const { book } = this.#store
    const languages = new Set<string>()
    const columns = new Map<string, Set<string>>()
    for (const { language, metadata } of book.facts.values()) {
      if (language !== '') languages.add(language)
      for (const [name, value] of Object.entries(metadata)) {
        const values = columns.get(name) ?? new Set()
        if (values.size <= MOST_VALUES) columns.set(name, values.add(value))
      }
    }
    const rows = await this.#data.db.batches.where('projectId').equals(this.#projectId).toArray()
    rows.sort((a, b) => a.createdAt - b.createdAt)
    return {
      languages: [...languages].sort(),
      batches: rows.map(({ id, title }) => ({ id, title })),
      columns: [...columns]
        .filter(([, values]) => values.size > 1 && values.size <= MOST_VALUES)
        .map(([name, values]) => ({ name, values: [...values].sort() })),
      ...this.#daysAndVersions(),
    }
  }

  async cell(asked: Asked['cell'], { onStep }: RunOptions<never>): Promise<CellTold> {
    await this.refresh(onStep)
    const question = await this.#question(asked.question)
    if (asksForFacts(asked.filter)) await this.#facts(onStep)
    const { book } = this.#store
    const items = filteredItems(book, asked.filter).filter((item) => isShared(item) && meets(question, item, asked))
    const shown = items.slice(0, asked.limit)
    await this.#store.factsOf(shown.map(({ id }) => id))
    return { items: shown.map((item) => this.#cellItem(item, question)), all: items.length }
  }

  async people({ onStep }: RunOptions<never>): Promise<PeopleTold> {
    await this.refresh(onStep)
    return { stats: personStats(this.#store.book), checks: checkResults(this.#store.book, this.#known()) }
  }

  async #facts(onStep: (step: AgreementStep) => void): Promise<void> {
    await this.#store.readFacts(({ read, all }) => onStep({ step: 'texts', share: read / all }))
  }

  async #questions(): Promise<Question[]> {
    return (await currentTask(this.#data, this.#projectId))?.questions ?? []
  }

  async #question(id: QuestionId): Promise<Question> {
    return defined(
      (await this.#questions()).find((question) => question.id === id),
      'question of the task',
    )
  }

  #standing(item: ItemId, question: QuestionId): Standing {
    const register = this.#store.gold.get(item)?.answers[question]
    const value = register === undefined ? null : goldValueOf(register.value)
    if (value === null) return 'open'
    return value.outcome ?? 'settled'
  }

  #known(): KnownAnswers {
    const known = new Map<ItemId, Record<QuestionId, unknown>>()
    for (const [id, { answers }] of this.#store.gold) {
      const own: Record<QuestionId, unknown> = {}
      for (const [question, { value }] of Object.entries(answers)) {
        const gold = goldValueOf(value)
        if (isKnownBeforehand(gold)) own[question as QuestionId] = gold.answer
      }
      if (Object.keys(own).length > 0) known.set(id, own)
    }
    return known
  }

  #disagreed(one: Disagreement, proposals: ReadonlyMap<ItemId, Disagreed['proposals']>): Disagreed {
    const { item, disputes, ...rest } = one
    const answers = item.answers.filter((answer) => answer !== undefined)
    return {
      ...rest,
      itemId: item.id,
      order: item.order,
      start: this.#store.starts.get(item.id) ?? '',
      language: this.#store.book.facts.get(item.id)?.language ?? '',
      questions: disputes.map(({ question }) => question),
      flagged: answers.some(({ flagged }) => flagged),
      unsure: answers.some(({ status }) => status === 'unsure'),
      proposals: proposals.get(item.id) ?? {},
    }
  }

  #cellItem(item: BookItem, question: Question): CellItem {
    const { book, starts } = this.#store
    return {
      itemId: item.id,
      order: item.order,
      start: starts.get(item.id) ?? '',
      language: book.facts.get(item.id)?.language ?? '',
      answers: item.answers.flatMap((answer, number) => {
        const person = book.people[number]
        return answer === undefined || person === undefined
          ? []
          : [{ person, labels: [...new Set(labelsOf(question, answer))] as LabelId[] }]
      }),
    }
  }

  #daysAndVersions(): Pick<FilterOptions, 'versions' | 'from' | 'to'> {
    const versions = new Set<number>()
    let from = ''
    let to = ''
    for (const { answers } of filteredItems(this.#store.book, {})) {
      for (const answer of answers) {
        if (answer === undefined) continue
        versions.add(answer.taskVersion)
        if (from === '' || answer.day < from) from = answer.day
        if (answer.day > to) to = answer.day
      }
    }
    return { versions: [...versions].sort((a, b) => a - b), from, to }
  }
}

type GivenLabels = {
  choices: Readonly<Record<QuestionId, readonly string[]>>
  spans: Readonly<Record<QuestionId, readonly { label: string }[]>>
}

function labelsOf(question: Question, { choices, spans }: GivenLabels): readonly string[] {
  return question.kind === 'choice'
    ? (choices[question.id] ?? [])
    : (spans[question.id] ?? []).map(({ label }) => label)
}

/** Whether what stands in a cell met in the answers to an item. A cell of equal labels: two people gave it. */
function meets(question: Question, item: BookItem, { one, other }: { one: LabelId | null; other: LabelId | null }) {
  if (one === other) {
    const gave = item.answers.filter((answer) => answer !== undefined && labelsOf(question, answer).includes(one ?? ''))
    return gave.length > 1
  }
  return (disputeOf(question, item)?.meetings ?? []).some(
    (meeting) => (meeting.one === one && meeting.other === other) || (meeting.one === other && meeting.other === one),
  )
}

function isWished({ people, pending, disputes }: Disagreement, { person, labels, withPending }: QueueWish): boolean {
  if (!withPending && pending.length > 0) return false
  if (person !== undefined && !people.includes(person)) return false
  if (labels === undefined) return true
  const [one, other] = labels
  return disputes.some(({ dispute }) =>
    (dispute?.meetings ?? []).some(
      (met) => (met.one === one && met.other === other) || (met.one === other && met.other === one),
    ),
  )
}

const ORDERS: Record<QueueWish['order'], (a: Disagreed, b: Disagreed) => number> = {
  disagreement: (a, b) =>
    b.disagreement - a.disagreement || b.differences - a.differences || b.worth - a.worth || a.order - b.order,
  worth: (a, b) => b.worth - a.worth || b.disagreement - a.disagreement || a.order - b.order,
  order: (a, b) => a.order - b.order,
}
