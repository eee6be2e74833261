import type { LabelId } from '../base/ids.ts'
import { labelTree, livingLabels, type Question } from './question.ts'

/** Keys for labels, as `KeyboardEvent.code`: 1-9, then the upper letter row (mockups/design.md, Keys). */
export const LABEL_KEY_CODES = [
  'Digit1',
  'Digit2',
  'Digit3',
  'Digit4',
  'Digit5',
  'Digit6',
  'Digit7',
  'Digit8',
  'Digit9',
  'KeyQ',
  'KeyW',
  'KeyE',
  'KeyR',
  'KeyT',
  'KeyY',
  'KeyU',
  'KeyI',
  'KeyO',
  'KeyP',
] as const

/** The Latin letter or digit printed for a code: keycaps stay Latin in every interface. */
export function keyCapOf(code: string): string {
  return code.replace(/^(Digit|Key|Numpad)/, '')
}

export type LabelKey = { code: string; question: Question['id']; label: LabelId }

/**
 * One key means one label: keys are given through all questions in order. A label's own
 * `hotkey` is honoured first; the rest take the free keys; from the 20th on there is none.
 */
export function labelKeys(questions: readonly Question[]): LabelKey[] {
  const rows = questions.flatMap((question) =>
    labelTree(livingLabels(question)).map(({ label }) => ({ question: question.id, label })),
  )
  const taken = new Map<string, LabelKey>()
  const allowed = new Set<string>(LABEL_KEY_CODES)
  for (const { question, label } of rows) {
    if (label.hotkey !== null && allowed.has(label.hotkey) && !taken.has(label.hotkey)) {
      taken.set(label.hotkey, { code: label.hotkey, question, label: label.id })
    }
  }
  const served = new Set([...taken.values()].map((key) => `${key.question}/${key.label}`))
  const free = LABEL_KEY_CODES.filter((code) => !taken.has(code))
  for (const { question, label } of rows) {
    if (served.has(`${question}/${label.id}`)) continue
    const code = free.shift()
    if (code === undefined) break
    taken.set(code, { code, question, label: label.id })
  }
  return LABEL_KEY_CODES.flatMap((code) => taken.get(code) ?? [])
}
