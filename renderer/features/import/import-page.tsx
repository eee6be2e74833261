import { useTranslation } from 'react-i18next'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { currentTask } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { AddStep } from './add-step.tsx'
import { ColumnsStep } from './columns-step.tsx'
import { FileStep } from './file-step.tsx'
import { StepMarks } from './step-marks.tsx'
import { useImport } from './use-import.ts'
import './import.css'

/** Brings a file into the project: the file, its columns, the adding (mockups, picture 04). */
export function ImportPage({ project }: { project: Project }) {
  const { data } = useServices()
  const task = useQuery(() => currentTask(data, project.id), [data, project.id])
  if (task === undefined || task === null) return null
  return <ImportSteps project={project} task={task} />
}

function ImportSteps({ project, task }: { project: Project; task: TaskVersion }) {
  const { t } = useTranslation('import')
  const { state, actions } = useImport(project, task)
  const adding = state.step === 'adding' || state.step === 'done'
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{t('title')}</h1>
        <span className="grow" />
        <StepMarks step={state.step} />
      </div>
      {state.step === 'file' && <FileStep project={project} state={state} onOpen={actions.open} />}
      {state.step === 'columns' && <ColumnsStep project={project} task={task} state={state} actions={actions} />}
      {adding && <AddStep project={project} state={state} actions={actions} />}
    </>
  )
}
