import { useState } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { TaskVersion } from '#shared/domain/project.ts'
import { labelName } from '#shared/domain/label.ts'
import { labelTree, livingLabels, type Question } from '#shared/domain/question.ts'
import { taskChanges, type TaskChange } from '#shared/domain/task-change.ts'
import { languageOf } from '#shared/text/languages.ts'
import { saveTask, type Who } from '#renderer/data/commands/change-project.ts'
import { listPeople, taskHistory } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { MarkdownView } from '#renderer/ui/markdown-view.tsx'
import { Swatch } from '#renderer/ui/swatch.tsx'
import { useServices, useSettings } from './services-context.ts'
import './task-history.css'

export type TaskHistoryProps = {
  who: Who
  /** Language of the texts, for the guidelines. */
  language: string
  /** Unapplied changes on the page: an old version is not brought back over them. */
  blocked: boolean
  onClose: () => void
}

/** Every version of the task: what changed, when, by whom. One can be looked at and brought back as a new one. */
export function TaskHistory({ who, language, blocked, onClose }: TaskHistoryProps) {
  const { t } = useTranslation(['task-history', 'common'])
  const { data, saveState } = useServices()
  const versions = useQuery(() => taskHistory(data, who.projectId), [data, who.projectId]) ?? []
  const [wanted, setWanted] = useState<number | null>(null)
  const [newest] = versions
  const shown = versions.find(({ version }) => version === wanted) ?? newest
  const restore = async ({ questions, guidelines }: TaskVersion) => {
    await saveState.track(saveTask(data, who, { questions, guidelines }))
    onClose()
  }
  const isNewest = shown === undefined || shown === newest
  const footer = (
    <>
      <span className="sm muted">{t(isNewest ? 'isNewest' : 'kept')}</span>
      <span className="grow" />
      <Button keys={['Esc']} onPress={onClose}>
        {t('common:action.close')}
      </Button>
      {!isNewest && (
        <Button variant="primary" disabledReason={blocked ? t('blocked') : null} onPress={() => void restore(shown)}>
          {t('restore')}
        </Button>
      )}
    </>
  )
  return (
    <Dialog
      title={t('title')}
      closeLabel={t('common:action.close')}
      size="wide"
      flush
      onClose={onClose}
      footer={footer}
    >
      <div className="task-history">
        <VersionList versions={versions} shown={shown?.version ?? 0} onShow={setWanted} />
        {shown !== undefined && <TaskVersionView task={shown} language={language} />}
      </div>
    </Dialog>
  )
}

type VersionListProps = { versions: readonly TaskVersion[]; shown: number; onShow: (version: number) => void }

function VersionList({ versions, shown, onShow }: VersionListProps) {
  const { t } = useTranslation('task-history')
  const { data } = useServices()
  const format = useFormat()
  const people = useQuery(() => listPeople(data), [data])
  return (
    <ListBox
      className="task-history-list"
      aria-label={t('title')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[String(shown)]}
      onSelectionChange={(keys) => {
        const [version] = keys
        if (keys !== 'all') onShow(Number(version))
      }}
      items={versions.map((task, index) => ({ id: String(task.version), task, before: versions[index + 1] ?? null }))}
      dependencies={[people]}
    >
      {({ task, before }) => {
        const name = t('version', { version: task.version })
        return (
          <ListBoxItem className="task-history-version" textValue={name}>
            <span className="row">
              <span className="bold grow">{name}</span>
              <span className="sm muted">{format.ago(task.createdAt)}</span>
            </span>
            <span className="sm muted">
              <bdi>{people?.get(task.createdBy)?.name ?? ''}</bdi>
            </span>
            <Changes changes={taskChanges(before, task)} />
          </ListBoxItem>
        )
      }}
    </ListBox>
  )
}

/** More names than this are a number. */
const NAMES_SHOWN = 3

function Changes({ changes }: { changes: readonly TaskChange[] }) {
  const { t } = useTranslation('task-history')
  const comma = t('comma')
  return (
    <ul className="col">
      {changes.length === 0 && <li className="sm faint">{t('noChange')}</li>}
      {changes.map(({ kind, names }) => (
        <li key={kind} className="sm">
          {t(`change.${kind}`, { count: names.length })}
          {names.length > 0 && names.length <= NAMES_SHOWN && (
            <>
              {': '}
              <bdi className="muted">{names.join(comma)}</bdi>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** What one version holds: its questions with their labels, and the guidelines. */
export function TaskVersionView({ task, language }: { task: TaskVersion; language: string }) {
  const { t } = useTranslation(['task-history', 'common'])
  const { platform } = useServices()
  const { lang, dir, typeface } = languageOf(language)
  return (
    // The pane scrolls, so keys must reach it.
    <section className="task-history-view" aria-label={t('version', { version: task.version })} tabIndex={0}>
      {task.questions.length === 0 && <p className="muted">{t('noQuestions')}</p>}
      {task.questions.map((question) => (
        <QuestionView key={question.id} question={question} />
      ))}
      {task.guidelines.trim() !== '' && (
        <>
          <p className="section-title">{t('guidelines')}</p>
          <div className={`reading-text typeface-${typeface}`} lang={lang} dir={dir}>
            <MarkdownView
              text={task.guidelines}
              linkQuestion={{ title: t('link'), open: t('common:action.open'), keep: t('common:action.cancel') }}
              onOpen={(url) => void platform.openExternal(url)}
            />
          </div>
        </>
      )}
    </section>
  )
}

function QuestionView({ question }: { question: Question }) {
  const { t } = useTranslation('task-history')
  const { locale } = useSettings()
  const title = locale === 'en' && question.titleEn !== '' ? question.titleEn : question.title
  const retired = question.labels.filter((label) => label.retired)
  return (
    <div className="col task-history-question">
      <p className="section-title">
        <bdi>{title}</bdi>
      </p>
      <ul className="task-history-labels">
        {labelTree(livingLabels(question)).map(({ label, depth }) => (
          <li key={label.id} className={`row label-depth-${depth}`}>
            <Swatch colour={label.colour} />
            <bdi>{labelName(label, locale)}</bdi>
          </li>
        ))}
      </ul>
      {retired.length > 0 && (
        <p className="sm muted">
          {t('retired')} <bdi>{retired.map((label) => labelName(label, locale)).join(t('comma'))}</bdi>
        </p>
      )}
    </div>
  )
}
