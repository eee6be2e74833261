import { useTranslation } from 'react-i18next'
import { makeShortId, type LabelId } from '#shared/base/ids.ts'
import { nextColour, type Label } from '#shared/domain/label.ts'
import { labelTree, livingLabels, type Question } from '#shared/domain/question.ts'
import { labelUseOf, type LabelUse } from '#shared/domain/task-change.ts'
import type { ListedLabel } from '#shared/formats/label-list.ts'
import { useServices } from '#renderer/app/services-context.ts'
import type { Edit } from './edit-questions.ts'
import { childrenOf } from './label-order.ts'
import { nameKey } from './label-problems.ts'
import type { Asked, Selected } from './use-labels-editor.ts'
import { useUndoToast } from './use-undo-toast.ts'

export type LabelActsInput = {
  questions: readonly Question[]
  use: LabelUse
  edit: (edit: Edit) => void
  select: (selected: Selected) => void
  undo: () => void
  ask: (asked: Asked) => void
  focusList: () => void
}

/** Acts that add or take out, each with its word on the screen and the way back. */
export function useLabelActs({ questions, use, edit, select, undo, ask, focusList }: LabelActsInput) {
  const { t } = useTranslation('labels')
  const { data } = useServices()
  const say = useUndoToast(questions, undo)
  const removeLabel = (question: Question, label: Label) => {
    const used = labelUseOf(use, question.id, label.id) > 0
    select({ question: question.id, label: neighbourOf(question, label.id) })
    edit({ kind: 'label.remove', question: question.id, label: label.id, used })
    const name = label.name.trim() === '' ? t('unnamed') : label.name
    say(t(used ? 'toast.retired' : 'toast.removed', { name }))
    focusList()
  }
  /** How many came in; names the question has already are passed over. */
  const addLabels = (question: Question, listed: readonly ListedLabel[]): number => {
    const labels = newLabels(questions, question, listed, () => makeShortId<LabelId>(data.random))
    const last = labels.at(-1)
    if (last === undefined) return 0
    edit({ kind: 'label.add', question: question.id, labels })
    select({ question: question.id, label: last.id })
    return labels.length
  }
  return {
    removeLabel,
    addLabels,
    /** A list from the clipboard or a file: says how many came in. */
    addLabelList: (question: Question, listed: readonly ListedLabel[]): number => {
      const count = addLabels(question, listed)
      if (count > 0) say(t('toast.added', { count }))
      return count
    },
    removeQuestion: (question: Question) => {
      edit({ kind: 'question.remove', question: question.id })
      say(t('toast.questionRemoved', { name: question.title }))
    },
    /** At once where nothing is lost; otherwise the question before it. */
    askRemoveLabel: (question: Question, label: Label) => {
      const touches = labelUseOf(use, question.id, label.id) > 0 || childrenOf(question.labels, label.id).length > 0
      if (touches) ask({ kind: 'label', question, label })
      else removeLabel(question, label)
    },
  }
}

/** The label shown after this one, or before it where it is the last. */
function neighbourOf(question: Question, id: LabelId): LabelId | null {
  const rows = labelTree(livingLabels(question)).map(({ label }) => label.id)
  const at = rows.indexOf(id)
  return rows[at + 1] ?? rows[at - 1] ?? null
}

/** Labels for names that the question lacks; colours go on through the whole task. */
function newLabels(
  questions: readonly Question[],
  question: Question,
  listed: readonly ListedLabel[],
  makeId: () => LabelId,
): Label[] {
  const known = new Set(livingLabels(question).map(({ name }) => nameKey(name)))
  const all = questions.flatMap(({ labels }) => labels)
  const made: Label[] = []
  for (const one of listed) {
    const key = nameKey(one.name)
    if (key === '' || known.has(key)) continue
    known.add(key)
    const colour = nextColour([...all, ...made])
    made.push({ ...one, name: one.name.trim(), id: makeId(), colour, hotkey: null, parent: null, retired: false })
  }
  return made
}
