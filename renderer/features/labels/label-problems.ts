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
    const living = livingLabels(question)
    const seen: Seen = { names: byName(living, 'name'), namesEn: byName(living, 'nameEn'), setKeys }
    return [...untitled, ...living.flatMap((label) => labelProblems(question.id, label, seen))]
  })
}

type Seen = { names: Map<string, Label[]>; namesEn: Map<string, Label[]>; setKeys: Map<string, Label> }

function byName(labels: readonly Label[], field: 'name' | 'nameEn'): Map<string, Label[]> {
  return Map.groupBy(labels, (label) => nameKey(label[field]))
}

function labelProblems(question: QuestionId, label: Label, { names, namesEn, setKeys }: Seen): Problem[] {
  const problems: Problem[] = []
  const add = (field: LabelField, code: 'missing' | 'taken', holder: Label | undefined) =>
    problems.push({ question, label: label.id, field, code, holder: holder?.name ?? '' })
  const other = (list: Map<string, Label[]>, name: string) =>
    list.get(nameKey(name))?.find((one) => one.id !== label.id)
  const sameName = other(names, label.name)
  const sameNameEn = label.nameEn.trim() === '' ? undefined : other(namesEn, label.nameEn)
  if (label.name.trim() === '') add('name', 'missing', undefined)
  else if (sameName) add('name', 'taken', sameName)
  if (sameNameEn) add('nameEn', 'taken', sameNameEn)
  const holder = label.hotkey === null ? undefined : setKeys.get(label.hotkey)
  if (holder) add('hotkey', 'taken', holder)
  else if (label.hotkey !== null) setKeys.set(label.hotkey, label)
  return problems
}

/** The label that a key gives now, set or by itself, unless it is this one. */
export function keyHolder(questions: readonly Question[], code: string, self: LabelId): Label | null {
  const key = labelKeys(questions).find((one) => one.code === code)
  if (key === undefined || key.label === self) return null
  return questions.find(({ id }) => id === key.question)?.labels.find(({ id }) => id === key.label) ?? null
}
