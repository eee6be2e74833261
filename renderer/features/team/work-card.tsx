import { Eye } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CheckResult } from '#shared/agreement/report/check-results.ts'
import { forecast } from '#shared/agreement/report/forecast.ts'
import type { Caution, PersonStats } from '#shared/agreement/report/person-stats.ts'
import { labelName } from '#shared/domain/label.ts'
import type { Annotator } from '#shared/domain/annotator.ts'
import type { Project, Role } from '#shared/domain/project.ts'
import { findLabel } from '#shared/domain/question.ts'
import { useAnswerTurn, useTold } from '#renderer/app/agreement/use-told.ts'
import { answersPath } from '#renderer/app/routes.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { PersonLine } from '#renderer/app/team/person-line.tsx'
import { localDay } from '#renderer/data/data-context.ts'
import { currentTask, listPeople, type Share } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { listTeam } from '#renderer/data/team/team-numbers.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { isolated } from '#renderer/ui/isolated.ts'

/** How everyone's work stands: what they answered, how fast, how many check texts right, what is left and until when. For leads. */
export function WorkCard({ project }: { project: Project }) {
  const { t } = useTranslation('team')
  const { data } = useServices()
  const told = useTold('people', { projectId: project.id }, useAnswerTurn(project.id))
  const members = useQuery(() => listTeam(data, project.id), [data, project.id])
  const people = useQuery(() => listPeople(data), [data])
  // Of the day on which the page was opened.
  const [today] = useState(() => localDay(Date.now()))
  if (told === null || members === undefined || people === undefined || told.stats.length === 0) return null
  const rows = told.stats.map((stats) => {
    const member = members.find(({ annotatorId }) => annotatorId === stats.person)
    const { name = '', colour = 1 } = people.get(stats.person) ?? {}
    // Whose answers came with a file is no member, and is given nothing.
    return {
      stats,
      person: { id: stats.person, name, colour, role: member?.role ?? null, share: member?.share ?? null },
    }
  })
  const cautioned = rows.filter(({ stats }) => stats.cautions.length > 0)
  return (
    <section className="card team-people team-work" data-testid="work">
      <h2 className="section-title team-work-title">{t('work.title')}</h2>
      <table className="table">
        <thead>
          <tr>
            <th className="team-first">{t('column.name')}</th>
            <th>{t('work.answered')}</th>
            <th>{t('work.passed')}</th>
            <th>{t('work.flagged')}</th>
            <th>{t('work.speed')}</th>
            <th>{t('work.checks')}</th>
            <th>{t('work.remaining')}</th>
            <th>{t('work.forecast')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ stats, person }) => (
            <WorkRow
              key={stats.person}
              stats={stats}
              person={person}
              today={today}
              check={told.checks.find(({ person }) => person === stats.person) ?? null}
            />
          ))}
        </tbody>
      </table>
      {cautioned.length > 0 && (
        <ul className="col team-cautions">
          {cautioned.flatMap(({ stats, person }) =>
            stats.cautions.map((caution) => (
              <li key={`${stats.person} ${caution.code}`} className="row sm">
                <Eye size={15} aria-hidden className="muted" />
                <CautionLine project={project} person={person} caution={caution} />
              </li>
            )),
          )}
        </ul>
      )}
    </section>
  )
}

type Person = Pick<Annotator, 'id' | 'name' | 'colour'> & { role: Role | null; share: Share | null }
type RowProps = { stats: PersonStats; person: Person; check: CheckResult | null; today: string }

function WorkRow({ stats, person, check, today }: RowProps) {
  const { t } = useTranslation('team')
  const format = useFormat()
  const remaining = person.share && Math.max(0, person.share.items - person.share.finished)
  const { medianActiveMs } = stats
  return (
    <tr data-person={person.name}>
      <td className="team-first">
        <PersonLine name={person.name} colour={person.colour} role={person.role} />
      </td>
      <td className="num">{format.number(stats.answered)}</td>
      <td className="num">{format.number(stats.passed)}</td>
      <td className="num">{format.number(stats.flagged)}</td>
      <td className="num nowrap">
        {medianActiveMs === null ? '—' : t('work.perText', { time: format.duration(medianActiveMs) })}
      </td>
      <td className="num nowrap">
        {check === null ? <span className="muted">—</span> : t('work.checksOf', { right: check.right, of: check.of })}
      </td>
      <td className="num">{remaining === null ? <span className="muted">—</span> : format.number(remaining)}</td>
      <td>{remaining !== null && <ForecastWords stats={stats} remaining={remaining} today={today} />}</td>
    </tr>
  )
}

function ForecastWords({ stats, remaining, today }: { stats: PersonStats; remaining: number; today: string }) {
  const { t } = useTranslation('team')
  const format = useFormat()
  const at = forecast(stats.byDay, today, remaining)
  switch (at.kind) {
    case 'done':
      return <span className="success-text">{t('work.done')}</span>
    case 'standing':
      return <span className="muted">{t('work.standing')}</span>
    case 'far':
      return <span className="muted">{t('work.far')}</span>
    case 'day':
      return <span>{t('work.until', { day: format.weekday(new Date(`${at.day}T12:00:00`).getTime()) })}</span>
  }
}

/** A prompt to look, never a verdict; it leads to the person's answers. */
function CautionLine({ project, person, caution }: { project: Project; person: Person; caution: Caution }) {
  const { t } = useTranslation('team')
  const { data } = useServices()
  const { locale } = useSettings()
  const format = useFormat()
  const task = useQuery(() => currentTask(data, project.id), [data, project.id])
  const name = isolated(person.name || t('nameless'))
  const said = () => {
    if (caution.code === 'fast') {
      return t('work.fast', { name, own: format.duration(caution.median), others: format.duration(caution.others) })
    }
    const label = findLabel(task?.questions ?? [], caution.question, caution.label)
    return t('work.same', {
      name,
      label: isolated(label === null ? caution.label : labelName(label, locale)),
      own: format.share(caution.own),
      others: format.share(caution.others),
    })
  }
  return (
    <span>
      {said()} <Link href={answersPath(project.id, person.id)}>{t('work.look')}</Link>
    </span>
  )
}
