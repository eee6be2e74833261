import type { LabelId } from '#shared/base/ids.ts'
import { keyCapOf, labelKeys } from '#shared/domain/hotkeys.ts'
import { labelName, type Label } from '#shared/domain/label.ts'
import { labelTree, livingLabels, type Question } from '#shared/domain/question.ts'

/** One label as the screen offers it: its question, key and place in the tree. */
export type TaskLabel = {
  question: Question
  label: Label
  name: string
  depth: number
  code: string | null
  keyCap: string | null
}

/** Every living label of the task in order, with the key that gives it. */
export function taskLabels(questions: readonly Question[], locale: string): TaskLabel[] {
  const keys = new Map(labelKeys(questions).map((key) => [`${key.question}/${key.label}`, key.code]))
  return questions.flatMap((question) =>
    labelTree(livingLabels(question)).map(({ label, depth }) => {
      const code = keys.get(`${question.id}/${label.id}`) ?? null
      return {
        question,
        label,
        depth,
        code,
        name: labelName(label, locale),
        keyCap: code === null ? null : keyCapOf(code),
      }
    }),
  )
}

/** A choice answer after a press on `label`: several labels toggle, a single one replaces or clears. */
export function pressedChoice(current: readonly LabelId[], label: LabelId, multiple: boolean): LabelId[] {
  if (current.includes(label)) return current.filter((other) => other !== label)
  return multiple ? [...current, label] : [label]
}
