import { ListPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TaskVersion } from '#shared/domain/project.ts'
import type { ChoiceQuestion } from '#shared/domain/question.ts'
import { labelName } from '#shared/domain/label.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { usedNewQuestions, type Choices, type ImportState } from './import-state.ts'
import { MAX_QUESTION_TITLE } from './question-from-column.ts'

type Props = {
  state: ImportState
  task: TaskVersion
  onChoose: (choices: Partial<Choices>) => void
  onMakeQuestion: (column: string) => void
}

/** What becomes of labels in a column: the question that is made of them, or the offer to make one. */
export function QuestionCards({ state, task, onChoose, onMakeQuestion }: Props) {
  const { choices, preview } = state
  const made = usedNewQuestions(choices, task)
  const answered = choices.mapping.some(({ use }) => use.kind === 'answer' || use.kind === 'annotations')
  const offered = answered ? undefined : preview?.labelColumns.find((name) => isOpen(choices, name))
  const put = (next: ChoiceQuestion) =>
    onChoose({ newQuestions: choices.newQuestions.map((one) => (one.id === next.id ? next : one)) })
  return (
    <>
      {offered !== undefined && preview?.structuredAnswers !== true && (
        <OfferCard column={offered} onMake={() => onMakeQuestion(offered)} />
      )}
      {made.map((question) => (
        <NewQuestionCard key={question.id} question={question} state={state} onChange={put} />
      ))}
    </>
  )
}

/** Whether a column has no other use than to be kept as information. */
function isOpen({ mapping }: Choices, name: string): boolean {
  return mapping.some(({ column, use }) => column === name && use.kind === 'meta')
}

function OfferCard({ column, onMake }: { column: string; onMake: () => void }) {
  const { t } = useTranslation('import')
  return (
    <section className="card check-card">
      <p className="section-title row">
        <ListPlus size={18} aria-hidden />
        {t('question.offer', { column: `\u2068${column}\u2069` })}
      </p>
      <p className="sm muted">{t('question.offerHint')}</p>
      <div className="row">
        <Button size="s" onPress={onMake}>
          {t('question.make')}
        </Button>
      </div>
    </section>
  )
}

const LABELS_SHOWN = 20

type NewProps = { question: ChoiceQuestion; state: ImportState; onChange: (question: ChoiceQuestion) => void }

function NewQuestionCard({ question, state: { choices, check }, onChange }: NewProps) {
  const { t } = useTranslation('import')
  const { locale } = useSettings()
  const column = choices.mapping.find(({ use }) => use.kind === 'answer' && use.question === question.id)?.column ?? ''
  const found = check.state === 'done' ? check.check.unknownLabels : []
  const names = [
    ...question.labels.map((label) => labelName(label, locale)),
    ...found.filter((one) => one.question === question.id).map(({ label }) => label),
  ]
  const title = locale === 'en' && question.titleEn !== '' ? question.titleEn : question.title
  return (
    <section className="card check-card">
      <p className="section-title row">
        <ListPlus size={18} aria-hidden />
        {t('question.made', { column: `\u2068${column}\u2069` })}
      </p>
      <TextField
        label={t('question.title')}
        value={title}
        dir="auto"
        maxLength={MAX_QUESTION_TITLE}
        error={title.trim() === '' ? t('question.titleMissing') : null}
        onChange={(next) =>
          onChange(
            locale === 'en' && question.titleEn !== '' ? { ...question, titleEn: next } : { ...question, title: next },
          )
        }
      />
      {names.length > 0 && (
        <ul className="row wrap sm label-list new-labels" aria-label={t('question.labels', { count: names.length })}>
          {names.slice(0, LABELS_SHOWN).map((name) => (
            <li key={name} className="chip">
              <bdi className="chip-name">{name}</bdi>
            </li>
          ))}
        </ul>
      )}
      <p className="sm muted">{t('question.labels', { count: names.length })}</p>
    </section>
  )
}
