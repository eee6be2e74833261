import type { LabelId, QuestionId } from '../base/ids.ts'
import { canonicalJson } from '../sync/operation.ts'
import type { Label } from './label.ts'
import type { Question } from './question.ts'

/** Answers that hold each label, by `question/label`. */
export type LabelUse = Readonly<Record<string, number>>

export function labelUseOf(use: LabelUse, question: QuestionId, label: LabelId): number {
  return use[`${question}/${label}`] ?? 0
}

/** Equal content, in any order of the properties it was built with. */
export function sameQuestions(a: readonly Question[], b: readonly Question[]): boolean {
  return canonicalJson(a) === canonicalJson(b)
}

/**
 * What a new task version must not lose: a label that answers hold but the new list lacks comes back
 * retired (data.md, Ids). Whole questions may go: their answers stay in the log and in older versions.
 */
export function keepUsedLabels(previous: readonly Question[], next: readonly Question[], use: LabelUse): Question[] {
  return next.map((question) => {
    const before = previous.find((one) => one.id === question.id)
    const there = new Set(question.labels.map((label) => label.id))
    const lost = (before?.labels ?? []).filter(
      (label) => !there.has(label.id) && (label.retired || labelUseOf(use, question.id, label.id) > 0),
    )
    if (lost.length === 0) return question
    const retired = lost.map((label) => ({ ...label, parent: null, retired: true }))
    return { ...question, labels: [...question.labels, ...retired] }
  })
}

export const TASK_CHANGE_KINDS = [
  'questionsAdded',
  'questionsRemoved',
  'questionsChanged',
  'labelsAdded',
  'labelsRenamed',
  'labelsChanged',
  'labelsRemoved',
  'labelsRestored',
  'orderChanged',
  'guidelinesAdded',
  'guidelinesChanged',
] as const
export type TaskChangeKind = (typeof TASK_CHANGE_KINDS)[number]

/** One line of a version's summary: how many of a kind, and whose names where there are names. */
export type TaskChange = { kind: TaskChangeKind; names: string[] }

type Task = { questions: readonly Question[]; guidelines: string }

/** What changed from one version to the next, for the history. `before` null = the first version. */
export function taskChanges(before: Task | null, after: Task): TaskChange[] {
  const found = new Map<TaskChangeKind, string[]>()
  const add = (kind: TaskChangeKind, ...names: string[]) => found.set(kind, [...(found.get(kind) ?? []), ...names])
  for (const question of after.questions) {
    const old = before?.questions.find((one) => one.id === question.id)
    if (old === undefined) add('questionsAdded', question.title)
    else if (!sameQuestionSettings(old, question)) add('questionsChanged', question.title)
    compareLabels(old?.labels ?? [], question.labels, add)
  }
  for (const old of before?.questions ?? []) {
    if (!after.questions.some((one) => one.id === old.id)) add('questionsRemoved', old.title)
  }
  if (before !== null && orderChanged(before.questions, after.questions)) add('orderChanged')
  const old = before?.guidelines ?? ''
  if (after.guidelines !== old) add(old === '' ? 'guidelinesAdded' : 'guidelinesChanged')
  return TASK_CHANGE_KINDS.flatMap((kind) => {
    const names = found.get(kind)
    return names === undefined ? [] : [{ kind, names }]
  })
}

function sameQuestionSettings(a: Question, b: Question): boolean {
  return canonicalJson({ ...a, labels: [] }) === canonicalJson({ ...b, labels: [] })
}

type Add = (kind: TaskChangeKind, ...names: string[]) => void

function compareLabels(before: readonly Label[], after: readonly Label[], add: Add): void {
  for (const label of after) {
    const old = before.find((one) => one.id === label.id)
    if (old === undefined) add('labelsAdded', label.name)
    else if (label.retired && !old.retired) add('labelsRemoved', label.name)
    else if (old.retired && !label.retired) add('labelsRestored', label.name)
    else if (old.name !== label.name) add('labelsRenamed', label.name)
    else if (canonicalJson(old) !== canonicalJson(label)) add('labelsChanged', label.name)
  }
  for (const old of before) if (!after.some((label) => label.id === old.id)) add('labelsRemoved', old.name)
}

/** Whether questions or labels that are in both stand in another order. */
function orderChanged(before: readonly Question[], after: readonly Question[]): boolean {
  if (reordered(before, after)) return true
  return after.some((question) => {
    const old = before.find((one) => one.id === question.id)
    return old !== undefined && reordered(living(old), living(question))
  })
}

const living = (question: Question) => question.labels.filter((label) => !label.retired)

function reordered(before: readonly { id: string }[], after: readonly { id: string }[]): boolean {
  const common = (list: readonly { id: string }[], other: readonly { id: string }[]) =>
    list.map(({ id }) => id).filter((id) => other.some((one) => one.id === id))
  return common(before, after).join(' ') !== common(after, before).join(' ')
}
