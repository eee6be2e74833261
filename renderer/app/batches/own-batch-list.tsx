import { CheckCheck, Flag, Lock, Send, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { handIn } from '#renderer/data/commands/hand-in.ts'
import type { OwnBatch } from '#renderer/data/queries/batches.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { Bar } from '#renderer/ui/progress.tsx'
import { useAnnotatorId, useServices } from '../services-context.ts'
import { useReadOnlyReason } from '../use-halt.ts'
import { HandInDialog } from './hand-in-dialog.tsx'
import './batches.css'

type Props = {
  batches: readonly OwnBatch[]
  /** Of the project that a batch is in, where batches of several stand together. */
  projectName?: (batch: OwnBatch) => string
}

/** A person's batches: how far each is, what is open; handed in and taken up again. */
export function OwnBatchList({ batches, projectName }: Props) {
  const { t } = useTranslation('batches')
  const [asked, setAsked] = useState<OwnBatch | null>(null)
  return (
    <>
      <ul className="own-batches" aria-label={t('title')}>
        {batches.map((batch) => (
          <BatchRow
            key={batch.id}
            batch={batch}
            project={projectName?.(batch) ?? ''}
            onHandIn={() => setAsked(batch)}
          />
        ))}
      </ul>
      {asked && (
        <HandInDialog batch={batches.find(({ id }) => id === asked.id) ?? asked} onClose={() => setAsked(null)} />
      )}
    </>
  )
}

type RowProps = { batch: OwnBatch; project: string; onHandIn: () => void }

function BatchRow({ batch, project, onHandIn }: RowProps) {
  const { t } = useTranslation('batches')
  const format = useFormat()
  const { standing, end } = batch
  const title = batch.title || t('untitled')
  const figures = t('doneOf', { done: format.number(standing.finished), all: format.number(standing.given) })
  return (
    <li className="own-batch" data-done={standing.open === 0}>
      <div className="col own-batch-name">
        <bdi className="bold">{title}</bdi>
        {project !== '' && <bdi className="sm muted">{project}</bdi>}
      </div>
      <span className="grow">
        <Bar label={t('progressOf', { title })} share={standing.finished / standing.given} shown={figures} />
      </span>
      <span className="num sm nowrap">{figures}</span>
      <span className="sm muted num nowrap own-batch-open">{t('openCount', { count: standing.open })}</span>
      <span className="sm muted num nowrap own-batch-flagged">
        {standing.flagged > 0 && (
          <>
            <Flag size={15} aria-label={t('count.flagged')} /> {format.number(standing.flagged)}
          </>
        )}
      </span>
      <span className="own-batch-act">
        {end === 'closed' ? (
          <Chip icon={<Lock size={15} aria-hidden />}>{t('closed')}</Chip>
        ) : end === 'handed-in' ? (
          <TakeUp batch={batch} />
        ) : (
          <HandIn isReady={standing.open === 0} onPress={onHandIn} />
        )}
      </span>
    </li>
  )
}

function HandIn({ isReady, onPress }: { isReady: boolean; onPress: () => void }) {
  const { t } = useTranslation('batches')
  const readOnly = useReadOnlyReason()
  return (
    <Button
      size="s"
      variant={isReady ? 'primary' : 'secondary'}
      icon={<Send size={15} className="mirrored" aria-hidden />}
      disabledReason={readOnly}
      onPress={onPress}
    >
      {t('handIn.action')}
    </Button>
  )
}

/** A batch that was handed in, and the way back while it is not closed. */
export function TakeUp({ batch }: { batch: OwnBatch }) {
  const { t } = useTranslation('batches')
  const takeUp = useTakeUp()
  const readOnly = useReadOnlyReason()
  return (
    <span className="row">
      <Chip tone="success" icon={<CheckCheck size={15} aria-hidden />}>
        {t('handedIn')}
      </Chip>
      <Button
        size="s"
        variant="quiet"
        icon={<Undo2 size={15} className="mirrored" aria-hidden />}
        disabledReason={readOnly}
        onPress={() => void takeUp(batch)}
      >
        {t('takeUp')}
      </Button>
    </span>
  )
}

/** Takes a batch up again. */
export function useTakeUp(): (batch: Pick<OwnBatch, 'id' | 'projectId'>) => Promise<void> {
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  return async ({ id, projectId }) => {
    await saveState.track(handIn(data, { projectId, annotatorId }, id, false)).catch(() => undefined)
  }
}
