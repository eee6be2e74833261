import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectId } from '#shared/base/ids.ts'
import type { ProjectPlan, RestorePlan } from '#renderer/data/restore/restore-plan.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

type PlanProps = {
  plan: RestorePlan
  onWhole: () => void
  onCopy: (id: ProjectId, name: string) => void
}

/** What would change, project by project, before anything does. */
export function RestorePlanView({ plan, onWhole, onCopy }: PlanProps) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const [copying, setCopying] = useState<ProjectPlan | null>(null)
  const changes = plan.projects.reduce((sum, project) => sum + project.changes, 0)
  if (copying !== null) return <CopyName project={copying} onCopy={onCopy} onBack={() => setCopying(null)} />
  return (
    <div className="col backups-form">
      <p>
        {t('restore.of', { time: format.dateTime(plan.createdAt) })} {t('restore.neverLess')}
      </p>
      {plan.projects.length === 0 && <p className="muted">{t('restore.noProjects')}</p>}
      <ul className="restore-projects">
        {plan.projects.map((project) => (
          <li key={project.id} className="restore-project">
            <div className="col grow">
              <div className="row wrap">
                <bdi className="restore-name">{project.name}</bdi>
                {project.here !== 'present' && <Chip tone="info">{t(`restore.here.${project.here}`)}</Chip>}
              </div>
              <span className="sm muted num">
                {t('restore.holds', { count: project.finished, texts: format.number(project.texts) })}
              </span>
              <Change project={project} />
            </div>
            <Button size="s" onPress={() => setCopying(project)}>
              {t('restore.copy')}
            </Button>
          </li>
        ))}
      </ul>
      {plan.missingBlobs > 0 && <Note tone="warning">{t('restore.missing')}</Note>}
      <div className="row">
        <span className="grow sm muted">{changes === 0 ? t('restore.nothing') : ''}</span>
        <Button variant="primary" disabledReason={changes === 0 ? t('restore.nothing') : null} onPress={onWhole}>
          {t('restore.whole', { count: changes })}
        </Button>
      </div>
    </div>
  )
}

function Change({ project }: { project: ProjectPlan }) {
  const { t } = useTranslation('backups')
  const { changes, newTexts, answeredTexts, newerHere, clashes } = project
  const parts = [
    changes === 0 ? t('restore.same') : t('restore.changes', { count: changes }),
    newTexts > 0 ? t('restore.newTexts', { count: newTexts }) : '',
    answeredTexts > 0 ? t('restore.answered', { count: answeredTexts }) : '',
    newerHere > 0 ? t('restore.newer', { count: newerHere }) : '',
  ].filter((part) => part !== '')
  return (
    <>
      <span className="sm num">{parts.join(' · ')}</span>
      {clashes > 0 && <span className="sm warning-text num">{t('restore.clashes', { count: clashes })}</span>}
    </>
  )
}

function CopyName({
  project,
  onCopy,
  onBack,
}: {
  project: ProjectPlan
  onCopy: PlanProps['onCopy']
  onBack: () => void
}) {
  const { t } = useTranslation(['backups', 'common'])
  const format = useFormat()
  const [name, setName] = useState(t('restore.copyName', { name: project.name, date: format.date(project.lastAt) }))
  const wanted = name.trim()
  return (
    <form
      className="col backups-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (wanted !== '') onCopy(project.id, wanted)
      }}
    >
      <p>{t('restore.copyAbout')}</p>
      <TextField
        label={t('restore.copyLabel')}
        value={name}
        onChange={setName}
        dir="auto"
        maxLength={120}
        error={wanted === '' ? t('restore.copyEmpty') : null}
        autoFocus
      />
      <div className="row">
        <Button onPress={onBack}>{t('common:action.back')}</Button>
        <span className="grow" />
        <Button variant="primary" type="submit" isDisabled={wanted === ''}>
          {t('restore.makeCopy')}
        </Button>
      </div>
    </form>
  )
}
