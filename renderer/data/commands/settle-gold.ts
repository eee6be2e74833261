import type { ItemId, QuestionId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import { goldValueSchema, type GoldValue, type JudgedAnswer } from '#shared/domain/gold.ts'
import type { Item } from '#shared/domain/item.ts'
import { sameJudged } from '#shared/domain/judged-answer.ts'
import { checkSpan, spanValueSchema, type SpanProblem } from '#shared/domain/span.ts'
import { canonicalJson, type OperationDraft } from '#shared/sync/operation.ts'
import type { Stamp } from '#shared/sync/stamp.ts'
import type { DataContext } from '../data-context.ts'
import { judgedNow } from '../queries/adjudication.ts'
import { currentTask } from '../queries/projects.ts'
import { roleIn } from '../team/team-numbers.ts'
import type { Who } from './change-project.ts'
import { recordOperations } from './record-operations.ts'

/**
 * `changed`: an answer that was judged, or the gold that stood, is not what was shown any more. `no-right`: neither a lead
 * nor an adjudicator.
 */
export type SettleProblem = 'changed' | 'item-gone' | 'no-right' | SpanProblem

/** What is decided of a question, on the ground of what was shown. */
export type GoldWish = {
  question: QuestionId
  value: Pick<GoldValue, 'answer' | 'note' | 'proposal'>
  /** The answers that were judged, as they were shown. */
  from: readonly JudgedAnswer[]
  /** Stamp of the gold that stood then; null = none. */
  over: Stamp | null
}

/** What one decision wrote, for its undo. */
export type GoldAct = { itemId: ItemId; written: { question: QuestionId; before: unknown; after: GoldValue }[] }

export type GoldOutcome = Result<GoldAct, SettleProblem>

/** Settles questions of an item: writes their gold answers, unless what they were judged from has changed meanwhile. */
export function settleGold(
  data: DataContext,
  who: Who,
  { itemId, wishes }: { itemId: ItemId; wishes: readonly GoldWish[] },
): Promise<GoldOutcome> {
  const values = wishes.map(({ value, from }): GoldValue => ({ ...value, from: [...from], outcome: 'settled' }))
  return decide(data, who, { itemId, wishes, values })
}

export type UnclearWish = { section: string; note: string }

/** Says that the guidelines do not say: with the section that should, and a note. */
export function markUnclear(
  data: DataContext,
  who: Who,
  { itemId, wishes, section, note }: UnclearWish & { itemId: ItemId; wishes: readonly Omit<GoldWish, 'value'>[] },
): Promise<GoldOutcome> {
  const said = { outcome: 'unclear', section, ...(note.trim() !== '' && { note: note.trim() }) } as const
  const values = wishes.map(({ from }): GoldValue => ({ ...said, answer: null, from: [...from] }))
  return decide(data, who, { itemId, wishes, values })
}

type Deciding = { itemId: ItemId; wishes: readonly Omit<GoldWish, 'value'>[]; values: readonly GoldValue[] }

function decide(data: DataContext, who: Who, { itemId, wishes, values }: Deciding): Promise<GoldOutcome> {
  return data.serial(async () => {
    const problem = await problemOf(data, who, { itemId, wishes, values })
    if (problem !== null) return failure(problem)
    const written = wishes.map(({ question }, index) => ({ question, value: values[index] }))
    return success(
      await record(
        data,
        who,
        itemId,
        written.flatMap(({ question, value }) => (value === undefined ? [] : [{ question, value }])),
      ),
    )
  })
}

/** Runs within `serial`, as pulls and files do: what is compared here is what the decision is written over. */
async function problemOf(data: DataContext, who: Who, deciding: Deciding): Promise<SettleProblem | null> {
  const { itemId, wishes, values } = deciding
  const role = await roleIn(data, who)
  if (role !== 'lead' && role !== 'adjudicator') return 'no-right'
  const item = await data.db.items.get(itemId)
  if (item === undefined) return 'item-gone'
  const row = await data.db.gold.get(itemId)
  for (const { question, from, over } of wishes) {
    const stands = row?.answers[question]?.stamp ?? null
    if (canonicalJson(stands) !== canonicalJson(over)) return 'changed'
    if (!sameJudged(from, await judgedNow(data, itemId, question))) return 'changed'
  }
  return spanProblem(item, values)
}

function spanProblem(item: Item, values: readonly GoldValue[]): SpanProblem | null {
  for (const { answer } of values) {
    for (const span of spanValueSchema.array().safeParse(answer).data ?? []) {
      const code = checkSpan(item.texts[span.field]?.text ?? '', span)
      if (code !== null) return code
    }
  }
  return null
}

/** Opens settled questions of an item again, or those that a guideline left open; what was decided stays in the history. */
export function reopenGold(
  data: DataContext,
  who: Who,
  { itemId, questions }: { itemId: ItemId; questions: readonly QuestionId[] },
): Promise<GoldOutcome> {
  return data.serial(async () => {
    const role = await roleIn(data, who)
    if (role !== 'lead' && role !== 'adjudicator') return failure('no-right')
    const written = questions.map((question) => ({ question, value: REOPENED }))
    return success(await record(data, who, itemId, written))
  })
}

const REOPENED: GoldValue = { answer: null, from: [], outcome: 'reopened' }

/**
 * Takes a decision back with new operations: what stood before stands again, and where there was nothing the question is
 * open again. One that was decided anew since is left. The number that was left.
 */
export function undoGold(data: DataContext, who: Who, { itemId, written }: GoldAct): Promise<number> {
  return data.serial(async () => {
    const row = await data.db.gold.get(itemId)
    const free = written.filter(
      ({ question, after }) => canonicalJson(row?.answers[question]?.value) === canonicalJson(after),
    )
    const values = free.map(({ question, before }) => ({ question, value: (before as GoldValue | null) ?? REOPENED }))
    if (values.length > 0) await record(data, who, itemId, values)
    return written.length - free.length
  })
}

type Written = { question: QuestionId; value: GoldValue }

async function record(data: DataContext, who: Who, itemId: ItemId, values: readonly Written[]): Promise<GoldAct> {
  const row = await data.db.gold.get(itemId)
  const taskVersion = (await currentTask(data, who.projectId))?.version ?? 0
  const at = data.clock.now()
  const drafts = values.map(({ question, value }): OperationDraft => ({
    kind: 'gold.set',
    item: itemId,
    question,
    value: goldValueSchema.parse(value),
    at,
    taskVersion,
  }))
  await recordOperations(data, { ...who, drafts })
  const written = values.map(({ question, value }) => ({
    question,
    before: row?.answers[question]?.value ?? null,
    after: value,
  }))
  return { itemId, written }
}
