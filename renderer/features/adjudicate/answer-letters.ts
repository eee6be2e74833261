import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-format.ts'

/** What answers are called while their names are hidden: letters in the order of the interface's alphabet. */
export function useAnswerLetters(): (index: number) => string {
  const { t } = useTranslation('adjudicate')
  const format = useFormat()
  const letters = t('letters').split(' ')
  return (index) => letters[index] ?? format.number(index + 1)
}

/** The key that takes an answer whole: letters for the first two, as on the screen of two sheets; then by number. */
export function wholeKeys(index: number): readonly string[] {
  return index < 2 ? [String.fromCodePoint(65 + index)] : ['Shift', String(index + 1)]
}
