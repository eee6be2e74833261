import { Highlighter } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { languageOf } from '#shared/text/languages.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import type { ProjectSummary } from '#renderer/data/queries/projects.ts'
import { nextUnanswered, readPlace, readQueue, readWorkItem } from '#renderer/data/queries/queue.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Bar } from '#renderer/ui/progress.tsx'

/** Where one left off, in one press. */
export function ContinueCard({ summary }: { summary: ProjectSummary | null }) {
  const { t } = useTranslation('projects')
  const format = useFormat()
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const [, navigate] = useLocation()
  const projectId = summary?.project.id
  const next = useQuery(async () => {
    if (projectId === undefined) return null
    const who = { projectId, annotatorId }
    const queue = await readQueue(data, who)
    const [order] = await nextUnanswered(data, queue, await readPlace(data, who))
    return order === undefined ? null : readWorkItem(data, queue, order)
  }, [data, projectId, annotatorId])
  if (summary === null) return <div className="card continue-card muted">{t('noTexts')}</div>
  const { project, items, finished } = summary
  const text = next?.item.texts[project.fields[0]?.id ?? '']
  const language = languageOf(text?.language ?? 'ur')
  return (
    <div className="card continue-card">
      <div className="grow col">
        <p className="muted sm med">
          {t('continue')} · <bdi>{project.name}</bdi>
        </p>
        {next === null ? (
          <p className="continue-done">{t('allDone')}</p>
        ) : (
          <p className={`continue-text fade typeface-${language.typeface}`} lang={language.lang} dir={language.dir}>
            {text?.text.slice(0, 240)}
          </p>
        )}
        <div className="row">
          <span className="grow">
            <Bar label={t('progress')} share={items === 0 ? 0 : finished / items} />
          </span>
          <span className="num nowrap">
            <b>{format.number(finished)}</b> <span className="muted">/ {format.number(items)}</span>
          </span>
        </div>
      </div>
      <Button
        variant="primary"
        size="l"
        className="continue-button"
        keys={['Enter']}
        icon={<Highlighter size={15} aria-hidden />}
        onPress={() => navigate(projectPath('annotate', project.id))}
      >
        {t('label')}
      </Button>
    </div>
  )
}
