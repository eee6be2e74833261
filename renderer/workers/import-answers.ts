import { makeShortId, type ItemId, type RandomBytes, type SpanId } from '#shared/base/ids.ts'
import type { Suggestion } from '#shared/domain/item.ts'
import type { ImportedAnswer } from '#shared/formats/imported-answer.ts'
import type { ReadAnswer } from '#shared/formats/read-answers.ts'
import {
  importAnswers,
  importGold,
  type ImportedAnswer as StoredAnswer,
} from '#renderer/data/commands/import-answers.ts'
import { ImportedPeople } from '#renderer/data/commands/imported-people.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import type { ImportPlan } from './import-protocol.ts'

export type PendingAnswer = { itemId: ItemId; answer: ImportedAnswer }

/** The value a suggestion or a settled answer holds: label ids, or spans without ids. */
function plainValue(answer: ReadAnswer): unknown {
  return answer.kind === 'choice' ? answer.labels : answer.spans.map(({ value }) => value)
}

/** Answers as suggestions of an item, one for each source: a person's name, or a model's. */
export function asSuggestions(answers: readonly ImportedAnswer[]): Suggestion[] {
  const bySource = new Map<string, Record<string, unknown>>()
  for (const answer of answers) {
    if (answer.answers.length === 0) continue
    const values = bySource.get(answer.annotator) ?? {}
    for (const { question, answer: read } of answer.answers) values[question] = plainValue(read)
    bySource.set(answer.annotator, values)
  }
  return [...bySource].map(([source, values]) => ({ source, answers: values }))
}

function changesOf(answer: ImportedAnswer, random: RandomBytes): AnswerChange[] {
  const changes = answer.answers.flatMap(({ question, answer: read }): AnswerChange[] => {
    if (read.kind === 'choice') return [{ kind: 'answer.set', question, value: read.labels }]
    return read.spans.map(({ id, value }) => ({
      kind: 'span.set',
      question,
      span: id === '' ? makeShortId<SpanId>(random) : id,
      value,
    }))
  })
  if (answer.comment !== '') changes.push({ kind: 'comment.set', key: '', value: answer.comment })
  if (answer.flag) changes.push({ kind: 'item.flag', value: true })
  changes.push({ kind: 'item.status', value: answer.status ?? (answer.answers.length > 0 ? 'done' : 'open') })
  return changes
}

/** Writes people's answers, or settled ones, after the items they belong to are there. */
export class AnswerWriter {
  readonly #data: DataContext
  readonly #plan: ImportPlan
  readonly #people: ImportedPeople
  count = 0

  constructor(data: DataContext, plan: ImportPlan) {
    this.#data = data
    this.#plan = plan
    this.#people = new ImportedPeople(data)
  }

  async write(pending: readonly PendingAnswer[]): Promise<void> {
    if (pending.length === 0) return
    this.count += pending.length
    if (this.#plan.answersAs === 'gold') await this.#writeGold(pending)
    else await this.#writeAnswers(pending)
  }

  async #writeGold(pending: readonly PendingAnswer[]): Promise<void> {
    const gold = pending.flatMap(({ itemId, answer }) =>
      answer.answers.map(({ question, answer: read }) => ({ itemId, question, value: plainValue(read) })),
    )
    await importGold(this.#data, this.#plan.who, gold, this.#plan.taskVersion)
  }

  async #writeAnswers(pending: readonly PendingAnswer[]): Promise<void> {
    const byVersion = new Map<number, StoredAnswer[]>()
    for (const { itemId, answer } of pending) {
      const stored: StoredAnswer = {
        itemId,
        annotatorId: await this.#people.idOf(answer.annotator),
        changes: changesOf(answer, this.#data.random),
        at: answer.updatedAt === 0 ? this.#data.clock.now() : answer.updatedAt,
        activeMs: answer.activeMs,
      }
      const version = answer.taskVersion === 0 ? this.#plan.taskVersion : answer.taskVersion
      const ofVersion = byVersion.get(version)
      if (ofVersion) ofVersion.push(stored)
      else byVersion.set(version, [stored])
    }
    for (const [version, answers] of byVersion) await importAnswers(this.#data, this.#plan.who, answers, version)
  }
}
