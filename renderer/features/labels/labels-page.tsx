import { Redo2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { TaskActions } from '#renderer/app/task-actions.tsx'
import { currentTask } from '#renderer/data/queries/projects.ts'
import { readTaskDraft } from '#renderer/data/queries/task-draft.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { KIND_NAMES } from './kinds/question-kinds.ts'
import { LabelForm } from './label-form.tsx'
import { LabelsDialogs } from './labels-dialogs.tsx'
import { PreviewCard } from './preview-card.tsx'
import { QuestionForm } from './question-form.tsx'
import { QuestionList } from './question-list.tsx'
import { FORM_ID, useLabelsEditor, type LabelsEditor } from './use-labels-editor.ts'
import { useAddQuestion } from './kinds/use-add-question.ts'
import { useLabelsKeys } from './use-labels-keys.ts'
import './labels.css'

/** Questions and labels of the task: edited as a draft, applied as a new version (mockups, picture 07). */
export function LabelsPage({ project }: { project: Project }) {
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const task = useQuery(() => currentTask(data, project.id), [data, project.id])
  const stored = useQuery(
    () => readTaskDraft(data, { projectId: project.id, annotatorId }, 'questions'),
    [data, project.id, annotatorId],
  )
  if (!task || stored === undefined) return null
  return <Editor project={project} task={task} stored={stored} />
}

function Editor({ project, task, stored }: { project: Project; task: TaskVersion; stored: string }) {
  // What is stored changes while the draft is written: only what was found at the start counts.
  const [found] = useState(stored)
  const editor = useLabelsEditor(project, task, found)
  useLabelsKeys(editor)
  return (
    <>
      <PageHead editor={editor} found={found !== ''} />
      {editor.questions.length === 0 ? <NoQuestions editor={editor} /> : <Panes editor={editor} />}
      {editor.asked !== null && <LabelsDialogs editor={editor} asked={editor.asked} />}
    </>
  )
}

function PageHead({ editor, found }: { editor: LabelsEditor; found: boolean }) {
  const { t } = useTranslation(['labels', 'common'])
  const { changed, draft } = editor
  return (
    <div className="page-head">
      <h1 className="page-title">{t('title')}</h1>
      <div className="row" role="status">
        <Chip>{t('version', { version: editor.version })}</Chip>
        {changed && <Chip tone="warning">{t(found && draft.past.length <= 1 ? 'found' : 'notApplied')}</Chip>}
      </div>
      <span className="grow" />
      <Button
        variant="quiet"
        icon={<Undo2 size={18} className="mirrored" />}
        label={t('common:action.undo')}
        keys={['Ctrl', 'Z']}
        isDisabled={draft.past.length === 0}
        onPress={editor.undo}
      />
      <Button
        variant="quiet"
        icon={<Redo2 size={18} className="mirrored" />}
        label={t('common:action.redo')}
        keys={['Ctrl', 'Shift', 'Z']}
        isDisabled={draft.future.length === 0}
        onPress={editor.redo}
      />
      <TaskActions
        changed={changed}
        onDiscard={() => editor.ask({ kind: 'discard' })}
        onHistory={() => editor.ask({ kind: 'history' })}
        onApply={editor.apply}
      />
    </div>
  )
}

function NoQuestions({ editor }: { editor: LabelsEditor }) {
  const { t } = useTranslation('labels')
  const addQuestion = useAddQuestion(editor)
  return (
    <section className="card grow labels-empty">
      <EmptyState sentence={t('empty')}>
        {KIND_NAMES.map((kind, index) => (
          <Button key={kind} variant={index === 0 ? 'primary' : 'secondary'} onPress={() => addQuestion(kind)}>
            {t(`kind.${kind}.add`)}
          </Button>
        ))}
      </EmptyState>
    </section>
  )
}

function Panes({ editor }: { editor: LabelsEditor }) {
  const { selected, questions } = editor
  const question = questions.find(({ id }) => id === selected?.question)
  if (question === undefined) return null
  const label = question.labels.find(({ id }) => id === selected?.label)
  return (
    <div className="labels-panes">
      <QuestionList editor={editor} />
      <div className="col labels-side">
        <div className="card col labels-form" id={FORM_ID}>
          {label ? (
            <LabelForm key={label.id} editor={editor} question={question} label={label} />
          ) : (
            <QuestionForm key={question.id} editor={editor} question={question} />
          )}
        </div>
        <PreviewCard editor={editor} question={question} selected={label?.id ?? null} />
      </div>
    </div>
  )
}
