import { FolderOpen, RefreshCw, Server, Usb } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { SwitchField } from '#renderer/ui/switch-field.tsx'
import type { Project } from '#shared/domain/project.ts'
import { ChooseFilesButton } from '#renderer/ui/choose-files-button.tsx'
import { ThreeNumbers } from '#renderer/app/team/three-numbers.tsx'
import type { Team } from '#renderer/app/team/use-team.ts'

/** On this laptop, on the hub, waiting; send now; a connection paid by the megabyte. */
export function NumbersCard({ project, team }: { project: Project; team: Team }) {
  const { t } = useTranslation(['team', 'bundles'])
  const format = useFormat()
  const { team: service, bundles } = useServices()
  const readOnly = useReadOnlyReason()
  const { schedule, progress, texts, numbers, contactAt } = team.status
  const moving = progress === null ? t('running') : t('progress', { pushed: progress.pushed, pulled: progress.pulled })
  const running = texts !== null && texts.wanted > 0 ? t('texts', { done: texts.fetched, all: texts.wanted }) : moving
  const bytes = numbers?.waiting.bytes ?? 0
  const size = bytes > 0 ? t('numbers.size', { size: format.bytes(bytes) }) : t('numbers.nothing')
  return (
    <section className="card team-numbers" aria-label={t('numbers.title')}>
      <ThreeNumbers
        laptop={{ label: t('numbers.laptop'), value: numbers?.laptop ?? 0, foot: t('numbers.allSaved') }}
        there={{
          icon: <Server size={18} className="team-hub-icon" aria-hidden />,
          label: t('numbers.hub'),
          value: numbers?.hub ?? 0,
          foot: contactAt === null ? t('contact.notYet') : t('numbers.received', { when: format.ago(contactAt) }),
        }}
        waiting={{ label: t('numbers.waiting'), value: numbers?.waiting.texts ?? 0, foot: size }}
      />
      <div className="team-acts row">
        <Button
          variant="primary"
          icon={<RefreshCw size={15} aria-hidden />}
          disabledReason={readOnly}
          isDisabled={schedule.running}
          onPress={() => team.session.wake('asked')}
        >
          {t('now')}
        </Button>
        <Button
          icon={<Usb size={15} aria-hidden />}
          disabledReason={readOnly}
          onPress={() => bundles.makeAnswers(project)}
        >
          {t('bundles:make')}
        </Button>
        <ChooseFilesButton
          variant="quiet"
          icon={<FolderOpen size={15} aria-hidden />}
          disabledReason={readOnly}
          onFiles={(files) => bundles.openPicked(files)}
        >
          {t('bundles:bring')}
        </ChooseFilesButton>
        <span className="sm muted num grow" role="status">
          {schedule.running && running}
        </span>
        <SwitchField isSelected={service.metered} onChange={(metered) => void service.setMetered(metered)}>
          {t('metered')}
        </SwitchField>
      </div>
    </section>
  )
}
