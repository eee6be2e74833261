import { Check, Circle, CircleDot } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '#renderer/ui/class-names.ts'
import { MOVE_STEPS, type MoveRecord } from '#renderer/data/team/move-record.ts'

type At = MoveRecord['step'] | 'begin'

const SHOWN = ['begin', ...MOVE_STEPS.filter((step) => step !== 'keys')] as const

/** The way to another hub in six steps: what is done, where it stands, what comes. */
export function MoveSteps({ at }: { at: At }) {
  const { t } = useTranslation('moving')
  // Handing over the keys is the end of making the project known.
  const shown = at === 'keys' ? 'begin' : at
  const place = shown === 'done' ? SHOWN.length : SHOWN.indexOf(shown)
  return (
    <ol className="move-steps" aria-label={t('steps')}>
      {SHOWN.map((step, index) => {
        const stage = index < place ? 'past' : index === place ? 'now' : 'next'
        const Icon = stage === 'past' ? Check : stage === 'now' ? CircleDot : Circle
        return (
          <li
            key={step}
            className={classNames('move-step', `move-step-${stage}`)}
            {...(stage === 'now' && { 'aria-current': 'step' as const })}
          >
            <Icon size={18} aria-hidden />
            <span>{t(`step.${step}`)}</span>
            {stage === 'past' && <span className="visually-hidden">{t('stepDone')}</span>}
          </li>
        )
      })}
    </ol>
  )
}
