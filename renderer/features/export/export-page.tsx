import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { trainingItems } from '#renderer/data/queries/check-items.ts'
import { everyone, settlers } from '#renderer/data/queries/export-pages.ts'
import { currentTask, listPeople } from '#renderer/data/queries/projects.ts'
import { metadataNames } from '#renderer/data/queries/metadata-names.ts'
import { readReach } from '#renderer/data/queries/reach.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ExportFields } from './export-fields.tsx'
import { ExportPreview } from './export-preview.tsx'
import { ExportProgressCard, ExportReportCard, ExportFailure } from './export-result.tsx'
import { FIRST_OPTIONS, type ExportSubject } from './export-options.ts'
import { useExport } from './use-export.ts'
import './export.css'

const KEYS = ['Ctrl', 'Enter']

/** Answers and texts as a file: what, how, the first rows, progress, report. */
export function ExportPage({ project }: { project: Project }) {
  const { t } = useTranslation(['export', 'help'])
  const subject = useSubject(project)
  const [options, setOptions] = useState(FIRST_OPTIONS)
  const { state, start, cancel } = useExport(subject, options)
  const running = state.progress !== null
  usePageKeys([{ caps: KEYS, text: t('help:export.start'), code: 'Enter', ctrl: true, onPress: () => void start() }])
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{t('title')}</h1>
        <span className="grow" />
        <Button
          variant="primary"
          keys={KEYS}
          icon={<Download size={15} aria-hidden />}
          disabledReason={running ? t('running') : null}
          onPress={() => void start()}
        >
          {t('start')}
        </Button>
      </div>
      {subject && (
        <div className="export-grid">
          <section className="card export-fields">
            <ExportFields
              subject={subject}
              options={options}
              onChange={(change) => setOptions((old) => ({ ...old, ...change }))}
            />
          </section>
          <div className="col export-side">
            {state.failedCode !== null && <ExportFailure code={state.failedCode} onRetry={() => void start()} />}
            {running && <ExportProgressCard state={state} onCancel={cancel} />}
            {state.finished && <ExportReportCard finished={state.finished} />}
            <ExportPreview subject={subject} options={options} />
          </div>
        </div>
      )}
      <p className="muted sm">{t('isCopy')}</p>
    </>
  )
}

function useSubject(project: Project): ExportSubject | null {
  const { data, platform } = useServices()
  const annotatorId = useAnnotatorId()
  const { appVersion } = platform
  return (
    useQuery(async () => {
      const task = await currentTask(data, project.id)
      if (task === null) return null
      const known = await listPeople(data)
      const people = (await everyone(data, project.id)).flatMap((id) => known.get(id) ?? [])
      people.sort((a, b) => a.createdAt - b.createdAt)
      const reach = await readReach(data, { projectId: project.id, annotatorId })
      const readable = reach === 'all' ? people : people.filter(({ id }) => id === annotatorId)
      const others = (await settlers(data, project.id)).flatMap((id) => known.get(id) ?? [])
      const deciders = others.filter(({ id }) => people.every((one) => one.id !== id))
      const training = (await trainingItems(data, project.id)).size
      const metadata = await metadataNames(data, project.id)
      return { project, task, people: readable, deciders, metadata, reach, training, appVersion }
    }, [data, project, annotatorId, appVersion]) ?? null
  )
}
