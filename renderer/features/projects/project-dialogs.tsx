import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { setProjectProperties } from '#renderer/data/commands/change-project.ts'
import { hideProject, restoreProject } from '#renderer/data/commands/delete-project.ts'
import { duplicateProject } from '#renderer/data/commands/duplicate-project.ts'
import { unsentWork } from '#renderer/data/bundles/unsent.ts'
import { projectAnswers, projectItems } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { ProgressCard } from '#renderer/ui/progress.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { showToast } from '#renderer/ui/toasts.tsx'

export type ProjectQuestion = { kind: 'rename' | 'duplicate' | 'delete'; project: Project }
type Props = { project: Project; onClose: () => void }

export function ProjectDialogs({ question, onClose }: { question: ProjectQuestion; onClose: () => void }) {
  switch (question.kind) {
    case 'rename':
      return <RenameDialog project={question.project} onClose={onClose} />
    case 'duplicate':
      return <DuplicateDialog project={question.project} onClose={onClose} />
    case 'delete':
      return <DeleteDialog project={question.project} onClose={onClose} />
  }
}

function RenameDialog({ project, onClose }: Props) {
  const { t } = useTranslation(['projects', 'common'])
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  const [name, setName] = useState(project.name)
  const save = async () => {
    if (name.trim() === '') return
    await saveState.track(setProjectProperties(data, { projectId: project.id, annotatorId }, { name: name.trim() }))
    onClose()
  }
  return (
    <Dialog title={t('common:action.rename')} closeLabel={t('common:action.close')} onClose={onClose}>
      <form
        className="col project-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label={t('name')}
          value={name}
          onChange={setName}
          autoFocus
          dir="auto"
          error={name.trim() === '' ? t('nameMissing') : null}
        />
        <div className="row">
          <span className="grow" />
          <Button variant="primary" type="submit" isDisabled={name.trim() === ''}>
            {t('common:action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function DuplicateDialog({ project, onClose }: Props) {
  const { t } = useTranslation(['projects', 'common'])
  const format = useFormat()
  const { data, unsaved } = useServices()
  const annotatorId = useAnnotatorId()
  const [name, setName] = useState(t('copyName', { name: project.name }))
  const [withItems, setWithItems] = useState(true)
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const [stop] = useState(() => new AbortController())
  const copy = async () => {
    setProgress({ done: 0, total: 1 })
    const who = { projectId: project.id, annotatorId }
    const onProgress = (done: number, total: number) => setProgress({ done, total })
    const ended = unsaved.begin('copy')
    try {
      await duplicateProject(data, who, { name: name.trim(), withItems, signal: stop.signal, onProgress })
      onClose()
    } finally {
      ended()
    }
  }
  return (
    <Dialog
      title={t('duplicate')}
      closeLabel={t('common:action.close')}
      onClose={progress === null ? onClose : () => stop.abort()}
    >
      {progress === null ? (
        <form
          className="col project-form"
          onSubmit={(event) => {
            event.preventDefault()
            void copy()
          }}
        >
          <TextField label={t('name')} value={name} onChange={setName} autoFocus dir="auto" />
          <Checkbox isSelected={withItems} onChange={setWithItems}>
            {t('withItems')}
          </Checkbox>
          <p className="sm muted">{t('noAnswersCopied')}</p>
          <div className="row">
            <span className="grow" />
            <Button variant="primary" type="submit" isDisabled={name.trim() === ''}>
              {t('duplicate')}
            </Button>
          </div>
        </form>
      ) : (
        <ProgressCard
          title={t('copying')}
          share={progress.done / progress.total}
          shownShare={format.share(progress.done / progress.total)}
          detail={t('copied', { count: progress.done })}
          cancelLabel={t('stopCopy', { count: progress.done })}
          onCancel={() => stop.abort()}
        />
      )}
    </Dialog>
  )
}

function DeleteDialog({ project, onClose }: Props) {
  const { t } = useTranslation(['projects', 'common', 'bundles'])
  const { data, bundles } = useServices()
  const annotatorId = useAnnotatorId()
  const unsent = useQuery(
    () => unsentWork(data, { projectId: project.id, annotatorId }),
    [data, project.id, annotatorId],
  )
  const loss = useQuery(
    async () => ({ answers: await projectAnswers(data, project.id), items: await projectItems(data, project.id) }),
    [data, project.id],
  )
  const remove = async () => {
    await hideProject(data, project.id)
    onClose()
    showToast(t('deleted', { name: project.name }), {
      label: t('common:action.undo'),
      onPress: () => void restoreProject(data, project.id),
    })
  }
  return (
    <ConfirmDialog
      title={t('deleteTitle', { name: project.name })}
      actLabel={t('common:action.delete')}
      keepLabel={t('common:action.keep')}
      onAct={() => void remove()}
      onKeep={onClose}
    >
      <p>{t('deleteItems', { count: loss?.items ?? 0 })}</p>
      <p>{t('deleteAnswers', { count: loss?.answers ?? 0 })}</p>
      <p className="muted sm">{t('deleteUntilClose')}</p>
      {unsent && unsent.operations > 0 && (
        <Note
          tone="warning"
          title={
            unsent.texts > 0 ? t('bundles:delete.unsent', { count: unsent.texts }) : t('bundles:delete.unsentChanges')
          }
          action={
            <Button
              onPress={() => {
                onClose()
                bundles.makeAnswers(project)
              }}
            >
              {t('bundles:make')}
            </Button>
          }
        >
          {t('bundles:delete.first')}
        </Note>
      )}
    </ConfirmDialog>
  )
}
