import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerFilter } from '#shared/agreement/report/answer-filter.ts'
import type { Project } from '#shared/domain/project.ts'
import type { Question } from '#shared/domain/question.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { ProgressCard } from '#renderer/ui/progress.tsx'
import { CellDialog } from './cell-dialog.tsx'
import { ConfusionCard } from './confusion-card.tsx'
import { HeadlineCard } from './headline-card.tsx'
import { LabelsCard } from './labels-card.tsx'
import { MeasuresCard } from './measures-card.tsx'
import type { Names } from './names.ts'
import { PairsCard } from './pairs-card.tsx'
import { PersonsCard } from './persons-card.tsx'
import { TrendCard } from './trend-card.tsx'
import type { useReport } from './use-agreement.ts'
import { WarningsCard } from './warnings-card.tsx'
import { WordsCard } from './words-card.tsx'

/** What every card is given. */
export type CardProps = {
  project: Project
  question: Question
  filter: AnswerFilter
  names: Names
}

type Props = CardProps & { onFilter: (filter: AnswerFilter) => void; state: ReturnType<typeof useReport> }

/** All figures of one question. */
export function Figures({ onFilter, state, ...card }: Props) {
  const { t } = useTranslation(['agreement', 'common'])
  const format = useFormat()
  const [cell, setCell] = useState<string | null>(null)
  const { told, step, isOld, failed } = state
  if (failed !== null) {
    return (
      <Note
        tone="danger"
        title={t('failed')}
        action={<Button onPress={state.retry}>{t('common:action.retry')}</Button>}
      >
        {t('failedBody', { code: failed })}
      </Note>
    )
  }
  if (told === null) {
    if (step === null) return null
    return (
      <ProgressCard
        title={t(`step.${step.step}`)}
        share={step.share}
        shownShare={format.share(step.share)}
        detail=""
        cancelLabel={t('common:action.cancel')}
        onCancel={state.stop}
      />
    )
  }
  const { report } = told
  return (
    <div className="agreement-cards" aria-busy={isOld}>
      {isOld && (
        <p className="sm muted agreement-old" role="status">
          {t('old')}
        </p>
      )}
      <HeadlineCard {...card} told={told} isWorking={step?.step === 'interval'} onStop={state.stop} />
      <WordsCard {...card} told={told} />
      <PairsCard {...card} report={report} onFilter={onFilter} />
      <ConfusionCard {...card} report={report} selected={cell} onCell={setCell} />
      <div className="agreement-third">
        <LabelsCard {...card} report={report} />
        <TrendCard {...card} report={report} />
      </div>
      <WarningsCard {...card} report={report} />
      <PersonsCard {...card} told={told} />
      <MeasuresCard {...card} told={told} />
      {cell !== null && <CellDialog {...card} cell={cell} onClose={() => setCell(null)} />}
    </div>
  )
}
