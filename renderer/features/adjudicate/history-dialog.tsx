import { useTranslation } from 'react-i18next'
import type { Item } from '#shared/domain/item.ts'
import type { TaskVersion } from '#shared/domain/project.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { goldHistory, type GoldStep } from '#renderer/data/queries/gold-history.ts'
import { listPeople } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Parts, questionTitle } from './part-tag.tsx'
import { partsOfGold } from './use-shown-item.ts'

const TONES = { settled: 'success', unclear: 'warning', reopened: 'neutral' } as const

type Props = { task: TaskVersion; item: Item; onClose: () => void }

/** All that was ever decided of a text, newest first: who, when, from how many answers. */
export function HistoryDialog({ task, item, onClose }: Props) {
  const { t } = useTranslation(['adjudicate', 'common'])
  const { data } = useServices()
  const steps = useQuery(() => goldHistory(data, item.id), [data, item.id])
  return (
    <Dialog title={t('history.title')} closeLabel={t('common:action.close')} size="medium" onClose={onClose}>
      <ol className="adj-history">
        {steps?.map((step, index) => (
          <HistoryStep key={index} step={step} task={task} item={item} />
        ))}
      </ol>
      {steps?.length === 0 && <p className="muted">{t('history.empty')}</p>}
    </Dialog>
  )
}

function HistoryStep({ step, task, item }: { step: GoldStep; task: TaskVersion; item: Item }) {
  const { t } = useTranslation('adjudicate')
  const { data } = useServices()
  const { locale } = useSettings()
  const format = useFormat()
  const people = useQuery(() => listPeople(data), [data])
  const question = task.questions.find(({ id }) => id === step.question)
  const outcome = step.value.outcome ?? 'settled'
  const { section = '', note = '', proposal } = step.value
  return (
    <li className="adj-step">
      <div className="row wrap">
        <Chip tone={TONES[outcome]}>{t(`outcome.${outcome}`)}</Chip>
        <bdi className="med">{people?.get(step.by)?.name ?? t('nameless')}</bdi>
        <span className="sm muted">{format.dateTime(step.at)}</span>
        {step.value.from.length > 0 && (
          <span className="sm muted">{t('history.from', { count: step.value.from.length })}</span>
        )}
        {task.questions.length > 1 && question && <bdi className="sm muted">{questionTitle(question, locale)}</bdi>}
      </div>
      {outcome === 'settled' && question && (
        <Parts parts={partsOfGold(step.value.answer)} question={question} item={item} />
      )}
      {proposal && (
        <span className="sm muted">
          {t(proposal.taken ? 'history.asProposed' : 'history.otherThanProposed', {
            share: format.share(proposal.confidence),
          })}
        </span>
      )}
      {section !== '' && <bdi className="sm">{section}</bdi>}
      {note !== '' && <bdi className="sm muted">{note}</bdi>}
    </li>
  )
}
