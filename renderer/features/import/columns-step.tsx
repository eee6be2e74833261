import { ChevronRight, FileSpreadsheet } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { AnswersBar } from './answers-bar.tsx'
import { CheckCards } from './check-cards.tsx'
import { withUse } from './column-use-select.tsx'
import { FilePeople } from './file-people.tsx'
import { FoundLine } from './found-line.tsx'
import {
  asksForPeople,
  bringsAnswers,
  hasTextColumn,
  taskWithNew,
  usedNewQuestions,
  type ImportState,
} from './import-state.ts'
import { PreviewTable } from './preview-table.tsx'
import { QuestionCards } from './question-cards.tsx'
import { questionFromColumn } from './question-from-column.ts'
import { SourceSettingsFields } from './source-settings-fields.tsx'
import type { ImportActions } from './use-import.ts'

export type ColumnsStepProps = { project: Project; task: TaskVersion; state: ImportState; actions: ImportActions }

/** How the file is read and what each column is for, beside what the whole file holds. */
export function ColumnsStep({ project, task, state, actions }: ColumnsStepProps) {
  const { preview, choices } = state
  const makeQuestion = useMakeQuestion(state, actions)
  // The table is dear to draw: it is given the same task as long as that is the same.
  const { mapping, newQuestions } = choices
  const planned = useMemo(() => taskWithNew(task, { mapping, newQuestions }), [task, mapping, newQuestions])
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
            task={planned}
            preview={preview}
            mapping={mapping}
            onChoose={actions.choose}
            onMakeQuestion={makeQuestion}
          />
          {bringsAnswers(state) && <AnswersBar state={state} onChoose={actions.choose} />}
          {asksForPeople(state) && state.files.length > 1 && <FilePeople state={state} onChoose={actions.choose} />}
        </section>
        <aside className="col check-cards">
          <QuestionCards state={state} task={task} onChoose={actions.choose} onMakeQuestion={makeQuestion} />
          <CheckCards state={state} task={task} onChoose={actions.choose} />
        </aside>
      </div>
      <ColumnsFooter task={task} state={state} actions={actions} />
    </>
  )
}

/** Makes a question of a column: the column is an answer to it from then on. */
function useMakeQuestion({ preview, choices }: ImportState, actions: ImportActions): (column: string) => void {
  const { data } = useServices()
  const { mapping, newQuestions } = choices
  return useCallback(
    (column) => {
      if (preview === null) return
      const question = questionFromColumn(preview, column, data.random)
      actions.choose({
        newQuestions: [...newQuestions, question],
        mapping: withUse(mapping, column, { kind: 'answer', question: question.id }),
      })
    },
    [preview, mapping, newQuestions, actions, data],
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
function itemsToAdd({ check, choices, preview }: ImportState): number | null {
  if (check.state !== 'done') return null
  const { items, duplicates, known } = check.check
  // Rows that say themselves which text they are do not become more texts by being several.
  const saysItself = preview?.ownExport === true || choices.settings?.format === 'conllu'
  const again = saysItself ? known.texts : known.rows
  return choices.duplicates === 'all' ? items + duplicates.inFile + duplicates.inProject + again : items
}

/** How many texts that are here already would get answers. */
function textsToAnswer({ check, choices }: ImportState): number {
  return check.state === 'done' && choices.duplicates === 'first' ? check.check.known.texts : 0
}

/** Why nothing can be added; null where something can. */
function useReason(state: ImportState, task: TaskVersion): string | null {
  const { t } = useTranslation('import')
  if (!hasTextColumn(state.choices.mapping)) return t('noText')
  if (usedNewQuestions(state.choices, task).some(({ title }) => title.trim() === '')) return t('question.titleMissing')
  return itemsToAdd(state) === 0 && textsToAnswer(state) === 0 ? t('nothingNew') : null
}

function ColumnsFooter({ task, state, actions }: Pick<ColumnsStepProps, 'task' | 'state' | 'actions'>) {
  const { t } = useTranslation(['import', 'common', 'help'])
  const count = itemsToAdd(state)
  const known = textsToAnswer(state)
  const reason = useReason(state, task)
  // Which labels are missing is known only once the whole file has been looked through.
  const waits = state.reading || (count === null && bringsAnswers(state))
  const add = () => {
    if (reason === null && !waits) actions.add()
  }
  usePageKeys([{ caps: ['Enter'], text: t('help:import.add'), code: 'Enter', onPress: add }])
  return (
    <footer className="row columns-foot">
      <Button variant="quiet" onPress={actions.back}>
        {t('common:action.cancel')}
      </Button>
      <span className="grow" />
      <FootSummary state={state} />
      <Button icon={<ChevronRight size={15} aria-hidden className="back-arrow" />} onPress={actions.back}>
        {t('common:action.back')}
      </Button>
      <Button
        variant="primary"
        size="l"
        keys={['Enter']}
        disabledReason={reason}
        isDisabled={waits}
        onPress={actions.add}
      >
        <AddLabel count={count} known={known} />
      </Button>
    </footer>
  )
}

function AddLabel({ count, known }: { count: number | null; known: number }) {
  const { t } = useTranslation('import')
  if (count === null) return t('add')
  if (known === 0) return t('addCount', { count })
  return count === 0 ? t('addAnswers', { count: known }) : t('addBoth', { count, known })
}

function FootSummary({ state }: { state: ImportState }) {
  const { t } = useTranslation('import')
  if (!hasTextColumn(state.choices.mapping)) return <span className="sm warning-text">{t('noText')}</span>
  if (state.check.state !== 'done') return null
  const { rows, rejected, duplicates } = state.check.check
  const repeated = duplicates.inFile + duplicates.inProject
  const known = textsToAnswer(state)
  return (
    <span className="sm muted num">
      {t('summary.whole', {
        count: rows,
        rejected: t('summary.rejected', { count: rejected.count }),
        duplicates: t(state.choices.duplicates === 'all' ? 'summary.kept' : 'summary.dropped', { count: repeated }),
      })}
      {known > 0 && ` · ${t('summary.known', { count: known })}`}
    </span>
  )
}
