import { useTranslation } from 'react-i18next'
import { makeShortId, type QuestionId } from '#shared/base/ids.ts'
import type { Question } from '#shared/domain/question.ts'
import { useServices } from '#renderer/app/services-context.ts'
import type { LabelsEditor } from '../use-labels-editor.ts'
import { kindOf } from './question-kinds.ts'

/** Makes a question of a kind, with words to write over, and opens it. */
export function useAddQuestion(editor: LabelsEditor): (kind: Question['kind']) => void {
  const { t } = useTranslation('labels')
  const { data } = useServices()
  return (kind) => {
    const id = makeShortId<QuestionId>(data.random)
    editor.addQuestion(kindOf(kind).create(id, t(`kind.${kind}.title`)))
  }
}
