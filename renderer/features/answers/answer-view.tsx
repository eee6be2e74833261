import { useTranslation } from 'react-i18next'
import type { QuestionAnswer } from './answer-words.ts'

/** What a person answered, in words: labels, and for spans the words under them. */
export function AnswerView({ answers, showTitles }: { answers: readonly QuestionAnswer[]; showTitles: boolean }) {
  const { t } = useTranslation('answers')
  const said = answers.filter(({ words }) => words.length > 0)
  if (said.length === 0) return <span className="sm muted">{t('nothing')}</span>
  return (
    <span className="row wrap answer-words">
      {said.map(({ id, title, words }) => (
        <span key={id} className="row wrap">
          {showTitles && <bdi className="sm muted">{title}</bdi>}
          {words.map(({ label, colour, quote }, index) => (
            <span key={index} className={`row label-colour-${colour}`}>
              <span className="tag">
                <bdi>{label}</bdi>
              </span>
              {quote !== null && <bdi className="sm">«{quote}»</bdi>}
            </span>
          ))}
        </span>
      ))}
    </span>
  )
}
