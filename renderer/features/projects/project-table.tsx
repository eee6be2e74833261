import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { languageOf } from '#shared/text/languages.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import type { ProjectSummary } from '#renderer/data/queries/projects.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Bar } from '#renderer/ui/progress.tsx'
import { ProjectDialogs, type ProjectQuestion } from './project-dialogs.tsx'
import { ProjectIcon } from './project-icon.tsx'
import { ProjectMenu } from './project-menu.tsx'

export function ProjectTable({ summaries, search }: { summaries: readonly ProjectSummary[]; search: string }) {
  const { t } = useTranslation('projects')
  const [question, setQuestion] = useState<ProjectQuestion | null>(null)
  return (
    <section className="card project-table">
      {summaries.length === 0 ? (
        <EmptyState sentence={search === '' ? t('noArchived') : t('notFound')} />
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th className="project-first">{t('column.project')}</th>
              <th>{t('column.language')}</th>
              <th className="project-progress">{t('column.progress')}</th>
              <th>{t('column.last')}</th>
              <th className="project-menu">
                <span className="visually-hidden">{t('column.menu')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {summaries.map((summary) => (
              <ProjectRow key={summary.project.id} summary={summary} onAsk={setQuestion} />
            ))}
          </tbody>
        </table>
      )}
      {question && <ProjectDialogs question={question} onClose={() => setQuestion(null)} />}
    </section>
  )
}

function ProjectRow({ summary, onAsk }: { summary: ProjectSummary; onAsk: (question: ProjectQuestion) => void }) {
  const { t } = useTranslation('projects')
  const { locale } = useSettings()
  const format = useFormat()
  const { project, items, finished, lastAt, labels, isAssigned } = summary
  const noneGiven = isAssigned && items === 0
  const languages = [...new Set(project.fields.map((field) => languageOf(field.language)))]
  const shownLabels = labels.slice(0, 3).join(locale === 'ur' ? '، ' : ', ')
  return (
    <tr className="project-row">
      <td className="project-first">
        <div className="row project-name">
          <span className="faint">
            <ProjectIcon template={project.template} />
          </span>
          <div className="col">
            <p className="row">
              <Link href={projectPath('annotate', project.id)} className="project-link">
                <bdi>{project.name}</bdi>
              </Link>
              {project.sample && <Chip>{t('sample')}</Chip>}
            </p>
            <p className="sm faint">
              <bdi>{shownLabels}</bdi>
            </p>
          </div>
        </div>
      </td>
      <td className="nowrap">
        {languages.map((language, index) => (
          <span key={language.code}>
            {index > 0 && (locale === 'ur' ? '، ' : ', ')}
            <bdi lang={locale === 'ur' ? language.lang : 'en'}>
              {locale === 'ur' ? language.autonym : language.name}
            </bdi>
          </span>
        ))}
      </td>
      <td>
        {noneGiven ? (
          <span className="sm muted">{t('noneGiven')}</span>
        ) : (
          <div className="row">
            <span className="grow">
              <Bar label={t('progressOf', { name: project.name })} share={items === 0 ? 0 : finished / items} />
            </span>
            <span className="num nowrap sm project-count">
              {format.number(finished)} / {format.number(items)}
            </span>
          </div>
        )}
      </td>
      <td className="nowrap muted">{items === 0 && !noneGiven ? t('noItems') : format.ago(lastAt) || t('notBegun')}</td>
      <td>
        <ProjectMenu project={project} onAsk={onAsk} />
      </td>
    </tr>
  )
}
