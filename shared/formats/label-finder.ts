import type { LabelId } from '../base/ids.ts'
import type { Question } from '../domain/question.ts'
import { searchKey } from '../text/normalise.ts'

export type LabelFinder = {
  /** The label of a written value: by id, then by its name in either interface; null = no such label. */
  find(value: string): LabelId | null
}

const finders = new WeakMap<Question, LabelFinder>()

/** Finds labels of one question. Living labels win over retired ones of the same name. */
export function labelFinder(question: Question): LabelFinder {
  const known = finders.get(question)
  if (known) return known
  const ids = new Set<string>(question.labels.map((label) => label.id))
  const byName = new Map<string, LabelId>()
  const labels = [...question.labels].sort((a, b) => Number(a.retired) - Number(b.retired))
  for (const label of labels) {
    for (const name of [label.name, label.nameEn]) {
      const key = searchKey(name, 'ur')
      if (key !== '' && !byName.has(key)) byName.set(key, label.id)
    }
  }
  const finder: LabelFinder = {
    find: (value) => (ids.has(value) ? (value as LabelId) : (byName.get(searchKey(value, 'ur')) ?? null)),
  }
  finders.set(question, finder)
  return finder
}
