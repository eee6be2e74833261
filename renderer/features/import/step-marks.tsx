import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import type { ImportState } from './import-state.ts'

const STEPS = ['file', 'columns', 'add'] as const
const PLACE = { file: 0, columns: 1, adding: 2, done: 3 } as const

/** Where one stands: done steps are ticked, the current one is filled. */
export function StepMarks({ step }: { step: ImportState['step'] }) {
  const { t } = useTranslation('import')
  const format = useFormat()
  const now = PLACE[step]
  return (
    <ol className="row step-marks" aria-label={t('steps')}>
      {STEPS.map((name, place) => (
        <li
          key={name}
          className={classNames('row step-mark', place < now && 'step-done', place === now && 'step-now')}
          {...(place === now && { 'aria-current': 'step' })}
        >
          {place > 0 && <span className="step-line" />}
          <span className="step-dot num">
            {place < now ? <Check size={15} aria-hidden /> : format.number(place + 1)}
          </span>
          {t(`step.${name}`)}
        </li>
      ))}
    </ol>
  )
}
