import { canonicalJson } from '#shared/sync/operation.ts'
import type { Label } from '#shared/domain/label.ts'
import type { Question } from '#shared/domain/question.ts'
import { sameQuestions } from '#shared/domain/task-change.ts'

const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b)
const byId = <T extends { id: string }>(list: readonly T[], id: string) => list.find((one) => one.id === id)

/**
 * A draft begun on `base`, when the task has become `current` elsewhere (an import added labels,
 * another window applied): what was touched here stays, what was not follows, what is new comes in.
 */
export function rebaseQuestions(
  base: readonly Question[],
  current: readonly Question[],
  draft: readonly Question[],
): readonly Question[] {
  if (sameQuestions(base, draft)) return current
  const kept = draft.flatMap((question) => {
    const old = byId(base, question.id)
    const now = byId(current, question.id)
    if (old === undefined) return [question]
    if (now === undefined) return same(old, question) ? [] : [question]
    return [rebaseQuestion(old, now, question)]
  })
  return [...kept, ...current.filter((one) => !byId(base, one.id) && !byId(draft, one.id))]
}

function rebaseQuestion(base: Question, current: Question, draft: Question): Question {
  const settings = same({ ...base, labels: [] }, { ...draft, labels: [] }) ? current : draft
  return { ...settings, labels: rebaseLabels(base.labels, current.labels, draft.labels) }
}

function rebaseLabels(base: readonly Label[], current: readonly Label[], draft: readonly Label[]): Label[] {
  const kept = draft.flatMap((label) => {
    const old = byId(base, label.id)
    const now = byId(current, label.id)
    if (old === undefined || !same(old, label)) return [label]
    return now === undefined ? [] : [now]
  })
  return [...kept, ...current.filter((label) => !byId(base, label.id) && !byId(draft, label.id))]
}
