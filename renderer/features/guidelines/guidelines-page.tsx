import { useState } from 'react'
import { useSearch } from 'wouter'
import { useTranslation } from 'react-i18next'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { TaskActions } from '#renderer/app/task-actions.tsx'
import { TaskHistory } from '#renderer/app/task-history.tsx'
import { currentTask } from '#renderer/data/queries/projects.ts'
import { readTaskDraft } from '#renderer/data/queries/task-draft.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { outlineOf } from './guidelines-draft.ts'
import { GuidelinesEditor } from './guidelines-editor.tsx'
import { GuidelinesPreview } from './guidelines-preview.tsx'
import { UnclearItems } from './unclear-items.tsx'
import { useGuidelines, type Guidelines } from './use-guidelines.ts'
import './guidelines.css'

/** The project's guidelines: Markdown beside what annotators will read, applied as a new task version. */
export function GuidelinesPage({ project }: { project: Project }) {
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const task = useQuery(() => currentTask(data, project.id), [data, project.id])
  const stored = useQuery(
    () => readTaskDraft(data, { projectId: project.id, annotatorId }, 'guidelines'),
    [data, project.id, annotatorId],
  )
  if (!task || stored === undefined) return null
  return <Writing project={project} task={task} stored={stored} />
}

type Ask = 'history' | 'discard' | null

function Writing({ project, task, stored }: { project: Project; task: TaskVersion; stored: string }) {
  const guidelines = useGuidelines(project, task, stored)
  const [asked, ask] = useState<Ask>(null)
  const [begun, setBegun] = useState(false)
  const language = project.fields[0]?.language ?? 'ur'
  const { text, changed } = guidelines
  const section = new URLSearchParams(useSearch()).get('section')
  const empty = !begun && !changed && text.trim() === ''
  return (
    <>
      <PageHead guidelines={guidelines} version={task.version} onAsk={ask} />
      <UnclearItems project={project} section={section} />
      {guidelines.conflict && <ConflictNote guidelines={guidelines} />}
      {empty ? (
        <NoGuidelines
          onBegin={(outline) => {
            setBegun(true)
            if (outline) guidelines.write(outlineOf(task.questions))
          }}
          outline={task.questions.some(({ labels }) => labels.length > 0)}
        />
      ) : (
        <div className="guidelines-panes">
          <GuidelinesEditor guidelines={guidelines} language={language} autoFocus={begun} />
          <GuidelinesPreview text={text} language={language} section={section} />
        </div>
      )}
      {asked === 'history' && (
        <TaskHistory who={guidelines.who} language={language} blocked={changed} onClose={() => ask(null)} />
      )}
      {asked === 'discard' && <DiscardDialog guidelines={guidelines} onClose={() => ask(null)} />}
    </>
  )
}

type PageHeadProps = { guidelines: Guidelines; version: number; onAsk: (asked: Ask) => void }

function PageHead({ guidelines, version, onAsk }: PageHeadProps) {
  const { t } = useTranslation('guidelines')
  const { changed } = guidelines
  return (
    <div className="page-head">
      <h1 className="page-title">{t('title')}</h1>
      <div className="row" role="status">
        <Chip>{t('version', { version })}</Chip>
        {changed && <Chip tone="warning">{t(guidelines.found ? 'found' : 'notApplied')}</Chip>}
      </div>
      <span className="grow" />
      <TaskActions
        changed={changed}
        onDiscard={() => onAsk('discard')}
        onHistory={() => onAsk('history')}
        onApply={guidelines.apply}
      />
    </div>
  )
}

function ConflictNote({ guidelines }: { guidelines: Guidelines }) {
  const { t } = useTranslation('guidelines')
  return (
    <Note
      tone="warning"
      title={t('conflict.title')}
      action={
        <Button size="s" onPress={guidelines.discard}>
          {t('conflict.take')}
        </Button>
      }
    >
      {t('conflict.body')}
    </Note>
  )
}

/** Readable before anything was written: what guidelines are for, and two ways to begin. */
function NoGuidelines({ outline, onBegin }: { outline: boolean; onBegin: (outline: boolean) => void }) {
  const { t } = useTranslation('guidelines')
  return (
    <section className="card grow guidelines-empty">
      <EmptyState sentence={t('empty')}>
        <Button variant="primary" onPress={() => onBegin(false)}>
          {t('begin')}
        </Button>
        {outline && (
          <Button variant="quiet" onPress={() => onBegin(true)}>
            {t('fromLabels')}
          </Button>
        )}
      </EmptyState>
    </section>
  )
}

function DiscardDialog({ guidelines, onClose }: { guidelines: Guidelines; onClose: () => void }) {
  const { t } = useTranslation(['guidelines', 'common', 'task-history'])
  return (
    <ConfirmDialog
      title={t('discardTitle')}
      actLabel={t('task-history:draft.discard')}
      keepLabel={t('common:action.keep')}
      onKeep={onClose}
      onAct={() => {
        guidelines.discard()
        onClose()
      }}
    >
      <p>{t('discardBody')}</p>
    </ConfirmDialog>
  )
}
