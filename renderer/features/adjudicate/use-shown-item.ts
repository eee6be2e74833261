import { useMemo, useState } from 'react'
import type { ItemId, QuestionId } from '#shared/base/ids.ts'
import { isSettled } from '#shared/domain/gold.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { questionCases, type Part, type QuestionCase } from '#shared/domain/settle.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { adjudicatedItem, judgedOf, type AdjudicatedItem } from '#renderer/data/queries/adjudication.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { choiceAnswerSchema } from '#shared/domain/question.ts'
import { spanValueSchema } from '#shared/domain/span.ts'

export type ShownItem = AdjudicatedItem & {
  cases: QuestionCase[]
  /** Questions whose gold stands. */
  settled: QuestionId[]
  /** What was decided lies open again, or nothing was decided yet. */
  isOpen: boolean
  /** Changes with any answer or decision: what is on the desk belongs to one of it. */
  sign: string
}

export type Shown =
  | { state: 'loading' }
  | { state: 'gone' }
  /** `changed`: an answer or a decision changed while it lay on the desk. */
  | { state: 'here'; shown: ShownItem; changed: boolean; expectChange(): void }

/** An item on the desk, as it is now; tells when what was judged has changed under the eyes. */
export function useShownItem(project: Project, task: TaskVersion, itemId: ItemId): Shown {
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const found = useQuery(
    async () => ({ itemId, value: await adjudicatedItem(data, annotatorId, itemId) }),
    [data, annotatorId, itemId],
  )
  const [seen, setSeen] = useState({ itemId, sign: '', changed: false, expected: false })
  const value = found?.itemId === itemId ? found.value : undefined
  const shown = useMemo(() => value && withCases(project, task, value), [project, task, value])
  if (shown === undefined) return { state: 'loading' }
  if (shown === null) return { state: 'gone' }
  if (seen.itemId !== itemId || seen.sign !== shown.sign) {
    const changed = seen.itemId === itemId && seen.sign !== '' && !seen.expected
    setSeen({ itemId, sign: shown.sign, changed, expected: false })
  }
  const expectChange = () => setSeen((one) => ({ ...one, changed: false, expected: true }))
  return { state: 'here', shown, changed: seen.changed, expectChange }
}

function withCases(project: Project, { questions }: TaskVersion, found: AdjudicatedItem): ShownItem {
  const { answers, gold } = found
  const fields = project.fields.map(({ id }) => id)
  const cases = questionCases(questions, answers, fields).map((one): QuestionCase => {
    const stands = gold[one.question]?.value ?? null
    // Settled before, or known beforehand: it stays as it is.
    return isSettled(stands) ? { ...one, agreed: partsOfGold(stands.answer), differences: [] } : one
  })
  const decided = Object.values(gold)
  const isOpen =
    decided.length === 0 ||
    decided.some(({ value }) => !isSettled(value)) ||
    cases.some(({ differences }) => differences.length > 0)
  const sign = JSON.stringify([
    questions.map(({ id }) => judgedOf(answers, id)),
    decided.map(({ stamp }) => stamp),
    found.mustAnswer,
  ])
  const settled = questions.flatMap(({ id }) => (isSettled(gold[id]?.value ?? null) ? [id] : []))
  return { ...found, cases, settled, isOpen, sign }
}

/** A gold answer in parts; nothing of what this version cannot read. */
export function partsOfGold(answer: unknown): Part[] {
  return choiceAnswerSchema.safeParse(answer).data ?? spanValueSchema.array().safeParse(answer).data ?? []
}
