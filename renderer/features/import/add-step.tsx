import { CircleCheck, CircleAlert, Grid3x3, Highlighter } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ProgressCard } from '#renderer/ui/progress.tsx'
import type { ImportProgress, ImportResult } from '#renderer/workers/import-protocol.ts'
import { FailureNote } from './failure-note.tsx'
import type { ImportState } from './import-state.ts'
import { RejectedCard } from './rejected-card.tsx'
import { UndoImportDialog } from './undo-import-dialog.tsx'
import type { ImportActions } from './use-import.ts'

type Props = { project: Project; state: ImportState; actions: ImportActions }

/** The adding itself, then what came of it. */
export function AddStep({ project, state, actions }: Props) {
  if (state.result !== null)
    return <ResultCard project={project} state={state} result={state.result} actions={actions} />
  return (
    <div className="add-step">
      <AddProgress progress={state.progress} onStop={actions.stop} />
    </div>
  )
}

function AddProgress({ progress, onStop }: { progress: ImportProgress | null; onStop: () => void }) {
  const { t } = useTranslation('import')
  const format = useFormat()
  const share = progress === null ? 0 : progress.bytes / Math.max(1, progress.totalBytes)
  const rows = t('rows', { count: progress?.rows ?? 0 })
  const leftMs = progress !== null && share > 0 ? (progress.elapsedMs * (1 - share)) / share : 0
  const rate = progress === null ? 0 : Math.round((progress.rows / Math.max(1, progress.elapsedMs)) * 1000)
  return (
    <>
      <ProgressCard
        title={t('progress.title')}
        share={share}
        shownShare={format.share(share)}
        detail={
          progress === null
            ? t('progress.start', { rows })
            : t('progress.detail', { rows, rate, left: format.duration(leftMs) })
        }
        cancelLabel={t('progress.cancel', { count: progress?.items ?? 0 })}
        onCancel={onStop}
      />
      <p className="sm muted">{t('progress.safe')}</p>
    </>
  )
}

function ResultCard({ project, state, result, actions }: Props & { result: ImportResult }) {
  const { t } = useTranslation('import')
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState(false)
  const [undone, setUndone] = useState(false)
  const Icon = result.state === 'failed' ? CircleAlert : CircleCheck
  const { known } = result
  const record = {
    id: result.importId,
    fileName: state.files[0]?.name ?? '',
    items: result.items,
    ...(known > 0 && { answered: known }),
  }
  const onlyAnswers = result.items === 0 && known > 0
  return (
    <div className="add-step">
      <section className="card result-card">
        <p className="section-title row">
          <Icon size={22} aria-hidden className={result.state === 'failed' ? 'danger-text' : 'success-text'} />
          {undone
            ? t('result.undone')
            : onlyAnswers
              ? t(`result.answered.${result.state}`, { count: known })
              : t(`result.${result.state}`, { count: result.items })}
        </p>
        {result.failure !== null && (
          <FailureNote failure={{ failure: result.failure, file: record.fileName, detail: '' }} />
        )}
        <Figures result={result} />
        <div className="row wrap">
          {result.items > 0 && !undone && (
            <Button
              variant="primary"
              autoFocus
              icon={<Highlighter size={15} aria-hidden />}
              onPress={() => navigate(projectPath('annotate', project.id))}
            >
              {t('result.label')}
            </Button>
          )}
          <Button onPress={actions.back}>{t('result.another')}</Button>
          {result.answers > 0 && state.choices.answersAs === 'answer' && !undone && (
            <Button
              icon={<Grid3x3 size={15} aria-hidden />}
              onPress={() => navigate(projectPath('agreement', project.id))}
            >
              {t('result.agreement')}
            </Button>
          )}
          <span className="grow" />
          {result.items > 0 && !undone && (
            <Button variant="quiet" onPress={() => setAsking(true)}>
              {t('result.undo')}
            </Button>
          )}
        </div>
      </section>
      {result.rejected.count > 0 && <RejectedCard rejected={result.rejected} files={state.files} />}
      {asking && (
        <UndoImportDialog
          project={project}
          record={record}
          onClose={() => setAsking(false)}
          onUndone={() => setUndone(true)}
        />
      )}
    </div>
  )
}

function Figures({ result }: { result: ImportResult }) {
  const { t } = useTranslation('import')
  const format = useFormat()
  const figures = [
    ['added', result.items],
    ['known', result.known],
    ['duplicates', result.duplicates],
    ['rejected', result.rejected.count],
    ['answers', result.answers],
  ] as const
  return (
    <dl className="row result-figures">
      {figures
        .filter(([name, count]) => count > 0 || (name === 'added' && result.known === 0))
        .map(([name, count]) => (
          <div key={name} className="col">
            <dd className="result-figure num">{format.number(count)}</dd>
            <dt className="sm muted">{t(`result.${name}`)}</dt>
          </div>
        ))}
    </dl>
  )
}
