import { labelKeys } from '#shared/domain/hotkeys.ts'
import type { Label } from '#shared/domain/label.ts'
import { livingLabels, type Question } from '#shared/domain/question.ts'
import type { LabelId, QuestionId } from '#shared/base/ids.ts'

export type LabelField = 'name' | 'nameEn' | 'hotkey'

/** What stops a task from being applied. `holder`: the label that has the name or key already. */
export type Problem =
  | { question: QuestionId; label: null; field: 'title'; code: 'missing' }
  | { question: QuestionId; label: LabelId; field: LabelField; code: 'missing' | 'taken'; holder: string }

/** Names are compared as people read them: outer spaces and ways to write one letter do not tell them apart. */
export function nameKey(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('en')
}

/** Every problem of a task, in its order. */
export function findProblems(questions: readonly Question[]): Problem[] {
  const setKeys = new Map<string, Label>()
  return questions.flatMap((question): Problem[] => {
    const untitled: Problem[] =
      question.title.trim() === '' ? [{ question: question.id, label: null, field: 'title', code: 'missing' }] : []
    return [...untitled, ...livingLabels(question).flatMap((label) => labelProblems(question, label, setKeys))]
  })
}

function labelProblems(question: Question, label: Label, setKeys: Map<string, Label>): Problem[] {
  const problems: Problem[] = []
  const add = (field: LabelField, code: 'missing' | 'taken', holder = '') =>
    problems.push({ question: question.id, label: label.id, field, code, holder })
  if (label.name.trim() === '') add('name', 'missing')
  else if (holderOf(question, label, 'name')) add('name', 'taken', label.name.trim())
  if (label.nameEn.trim() !== '') {
    const holder = holderOf(question, label, 'nameEn')
    if (holder) add('nameEn', 'taken', holder.name)
  }
  if (label.hotkey !== null) {
    const holder = setKeys.get(label.hotkey)
    if (holder) add('hotkey', 'taken', holder.name)
    else setKeys.set(label.hotkey, label)
  }
  return problems
}

function holderOf(question: Question, label: Label, field: 'name' | 'nameEn'): Label | undefined {
  const key = nameKey(label[field])
  return livingLabels(question).find((one) => one.id !== label.id && nameKey(one[field]) === key)
}

/** The label that a key gives now, set or by itself, unless it is this one. */
export function keyHolder(questions: readonly Question[], code: string, self: LabelId): Label | null {
  const key = labelKeys(questions).find((one) => one.code === code)
  if (key === undefined || key.label === self) return null
  return questions.find(({ id }) => id === key.question)?.labels.find(({ id }) => id === key.label) ?? null
}
