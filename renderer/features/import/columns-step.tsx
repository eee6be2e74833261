import { ChevronRight, FileSpreadsheet } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { AnswersBar } from './answers-bar.tsx'
import { CheckCards } from './check-cards.tsx'
import { FoundLine } from './found-line.tsx'
import { bringsAnswers, hasTextColumn, type ImportState } from './import-state.ts'
import { PreviewTable } from './preview-table.tsx'
import { SourceSettingsFields } from './source-settings-fields.tsx'
import type { ImportActions } from './use-import.ts'

export type ColumnsStepProps = { project: Project; task: TaskVersion; state: ImportState; actions: ImportActions }

/** How the file is read and what each column is for, beside what the whole file holds. */
export function ColumnsStep({ project, task, state, actions }: ColumnsStepProps) {
  const { preview } = state
  if (preview === null) return null
  return (
    <>
      <div className="columns-step">
        <section className="card col columns-card">
          <div className="row columns-head">
            <FileSpreadsheet size={28} className="file-sign" aria-hidden />
            <FileTitle state={state} />
            <span className="grow" />
            <SourceSettingsFields preview={preview} disabled={state.reading} onChange={actions.changeSettings} />
          </div>
          <FoundLine preview={preview} />
          <PreviewTable
            project={project}
            task={task}
            preview={preview}
            mapping={state.choices.mapping}
            onChoose={actions.choose}
          />
          {bringsAnswers(state) && <AnswersBar state={state} onChoose={actions.choose} />}
        </section>
        <CheckCards state={state} onChoose={actions.choose} />
      </div>
      <ColumnsFooter state={state} actions={actions} />
    </>
  )
}

function FileTitle({ state: { files, check } }: { state: ImportState }) {
  const { t } = useTranslation('import')
  const format = useFormat()
  const bytes = files.reduce((sum, file) => sum + file.size, 0)
  const rows = check.state === 'done' ? check.check.rows : null
  return (
    <div className="file-title">
      <p className="bold">
        <bdi className="file-name">{files.length === 1 ? files[0]?.name : t('files', { count: files.length })}</bdi>
      </p>
      <p className="sm muted num nowrap">
        {rows !== null && `${t('rows', { count: rows })} · `}
        <bdi>{format.bytes(bytes)}</bdi>
      </p>
    </div>
  )
}

/** How many texts the button would add; null while that is not known. */
function itemsToAdd({ check, choices }: ImportState): number | null {
  if (check.state !== 'done') return null
  const { items, duplicates } = check.check
  return choices.duplicates === 'all' ? items + duplicates.inFile + duplicates.inProject : items
}

function ColumnsFooter({ state, actions }: Pick<ColumnsStepProps, 'state' | 'actions'>) {
  const { t } = useTranslation(['import', 'common', 'help'])
  const count = itemsToAdd(state)
  const noText = !hasTextColumn(state.choices.mapping)
  const reason = noText ? t('noText') : count === 0 ? t('nothingNew') : null
  const add = () => {
    if (reason === null && !state.reading) actions.add()
  }
  usePageKeys([{ caps: ['Enter'], text: t('help:import.add'), code: 'Enter', onPress: add }])
  return (
    <footer className="row columns-foot">
      <Button variant="quiet" onPress={actions.back}>
        {t('common:action.cancel')}
      </Button>
      <span className="grow" />
      <FootSummary state={state} noText={noText} />
      <Button icon={<ChevronRight size={15} aria-hidden className="back-arrow" />} onPress={actions.back}>
        {t('common:action.back')}
      </Button>
      <Button
        variant="primary"
        size="l"
        keys={['Enter']}
        disabledReason={reason}
        isDisabled={state.reading}
        onPress={actions.add}
      >
        {count === null ? t('add') : t('addCount', { count })}
      </Button>
    </footer>
  )
}

function FootSummary({ state, noText }: { state: ImportState; noText: boolean }) {
  const { t } = useTranslation('import')
  if (noText) return <span className="sm warning-text">{t('noText')}</span>
  if (state.check.state !== 'done') return null
  const { rows, rejected, duplicates } = state.check.check
  const repeated = duplicates.inFile + duplicates.inProject
  return (
    <span className="sm muted num">
      {t('summary.whole', {
        count: rows,
        rejected: t('summary.rejected', { count: rejected.count }),
        duplicates: t(state.choices.duplicates === 'all' ? 'summary.kept' : 'summary.dropped', { count: repeated }),
      })}
    </span>
  )
}
