import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId, QuestionId } from '#shared/base/ids.ts'
import { isSettled } from '#shared/domain/gold.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { sameParts, type Part } from '#shared/domain/settle.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import {
  markUnclear,
  reopenGold,
  settleGold,
  undoGold,
  type GoldAct,
  type GoldOutcome,
  type GoldWish,
} from '#renderer/data/commands/settle-gold.ts'
import { judgedOf } from '#renderer/data/queries/adjudication.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { showToast } from '#renderer/ui/toasts.tsx'
import { proposedParts, type Proposals } from './proposed-parts.ts'
import type { ShownItem } from './use-shown-item.ts'

/** Decisions of this sitting: written, told, and taken back. */
export type Deciding = {
  settle(shown: ShownItem, gold: (question: QuestionId) => Part[], proposals: Proposals): Promise<Decided>
  unclear(shown: ShownItem, questions: readonly QuestionId[], said: { section: string; note: string }): Promise<Decided>
  reopen(shown: ShownItem, questions: readonly QuestionId[]): Promise<Decided>
  undo(): Promise<void>
}

/** `failed`: not written, whatever the reason; what is on the screen stays. */
export type Decided = 'written' | 'changed' | 'refused' | 'failed'

type Parts = { project: Project; task: TaskVersion; onUndone: (itemId: ItemId) => void }

export function useDecision({ project, task, onUndone }: Parts): Deciding {
  const { t } = useTranslation(['adjudicate', 'common'])
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  const format = useFormat()
  const who = { projectId: project.id, annotatorId }
  const last = useRef<GoldAct | null>(null)
  const undo = async () => {
    const act = last.current
    if (act === null) return
    last.current = null
    const left = await saveState.track(undoGold(data, who, act)).catch(() => null)
    if (left === null) return
    showToast(t(left === act.written.length ? 'undo.left' : 'undo.done'))
    onUndone(act.itemId)
  }
  const write = async (shown: ShownItem, writing: Promise<GoldOutcome>, words: string): Promise<Decided> => {
    const outcome = await saveState.track(writing).catch(() => null)
    if (outcome === null) return 'failed'
    if (!outcome.ok) return outcome.error === 'changed' ? 'changed' : 'refused'
    last.current = outcome.value
    const action = { label: t('common:action.undo'), keys: ['Ctrl', 'Z'], onPress: () => void undo() }
    showToast(t(words, { number: format.number(shown.item.order + 1) }), action)
    return 'written'
  }
  return {
    settle: (shown, gold, proposals) =>
      write(
        shown,
        settleGold(data, who, { itemId: shown.item.id, wishes: wishesOf(task, shown, gold, proposals) }),
        'settled.toast',
      ),
    unclear(shown, questions, said) {
      const wishes = questions.map((question) => groundOf(shown, question))
      return write(shown, markUnclear(data, who, { itemId: shown.item.id, wishes, ...said }), 'unclear.toast')
    },
    reopen: (shown, questions) =>
      write(shown, reopenGold(data, who, { itemId: shown.item.id, questions }), 'reopened.toast'),
    undo,
  }
}

/** What a decision on a question is made over: the answers and the gold that were shown. */
function groundOf({ answers, gold }: ShownItem, question: QuestionId): Omit<GoldWish, 'value'> {
  return { question, from: judgedOf(answers, question), over: gold[question]?.stamp ?? null }
}

/** Every question that is not settled yet; one label that nobody gave is no answer. */
function wishesOf(
  task: TaskVersion,
  shown: ShownItem,
  goldOf: (question: QuestionId) => Part[],
  proposals: Proposals,
): GoldWish[] {
  return task.questions.flatMap((question): GoldWish[] => {
    if (isSettled(shown.gold[question.id]?.value ?? null)) return []
    const answer = goldOf(question.id)
    if (question.kind === 'choice' && !question.multiple && answer.length === 0) return []
    const [best] = proposals[question.id] ?? []
    const proposal = best && {
      method: best.method,
      confidence: best.confidence,
      taken: sameParts(proposedParts(shown.item, best), answer),
    }
    return [{ ...groundOf(shown, question.id), value: { answer, ...(proposal && { proposal }) } }]
  })
}
