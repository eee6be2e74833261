import { FileOutput, FolderOpen, Receipt, Usb, UserCheck, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { PersonLine } from '#renderer/app/team/person-line.tsx'
import { ThreeNumbers } from '#renderer/app/team/three-numbers.tsx'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { fileNumbers, listFileTeam, type FileMember } from '#renderer/data/bundles/file-team.ts'
import { keepReceipts } from '#renderer/data/bundles/kept-files.ts'
import { receiptFor } from '#renderer/data/bundles/receipts.ts'
import { projectItems } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ChooseFilesButton } from '#renderer/ui/choose-files-button.tsx'
import { MenuButton } from '#renderer/ui/menu-button.tsx'
import { FiguredBar } from '#renderer/ui/progress.tsx'
import { AddPersonDialog } from './add-person-dialog.tsx'
import './bundles.css'

/** A project that is on no hub: work goes out and answers come in by files. */
export function FilesTeam({ project }: { project: Project }) {
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const who = { projectId: project.id, annotatorId }
  const role = useQuery(() => roleIn(data, who), [data, project.id, annotatorId])
  const numbers = useQuery(() => fileNumbers(data, who), [data, project.id, annotatorId])
  if (role === undefined || numbers === undefined) return null
  return (
    <>
      {numbers !== null && <OwnNumbers project={project} numbers={numbers} />}
      {role === 'lead' ? <LeadCard project={project} /> : numbers === null && <BringOnly />}
    </>
  )
}

function BringButton({ variant }: { variant?: 'primary' | 'secondary' }) {
  const { t } = useTranslation('bundles')
  const { bundles } = useServices()
  const readOnly = useReadOnlyReason()
  return (
    <ChooseFilesButton
      variant={variant ?? 'secondary'}
      icon={<FolderOpen size={15} aria-hidden />}
      disabledReason={readOnly}
      onFiles={(files) => bundles.openPicked(files)}
    >
      {t('bring')}
    </ChooseFilesButton>
  )
}

function BringOnly() {
  const { t } = useTranslation('bundles')
  return (
    <section className="card bundle-card row">
      <p className="grow muted">{t('drop.about')}</p>
      <BringButton />
    </section>
  )
}

type Numbers = NonNullable<Awaited<ReturnType<typeof fileNumbers>>>

/** On this laptop, with the lead, still to be handed over; and the file that hands it over. */
function OwnNumbers({ project, numbers }: { project: Project; numbers: Numbers }) {
  const { t } = useTranslation('bundles')
  const format = useFormat()
  const { bundles } = useServices()
  const readOnly = useReadOnlyReason()
  const { laptop, received, waiting } = numbers
  const size = waiting.operations > 0 ? t('team.size', { size: format.bytes(waiting.bytes) }) : t('team.nothing')
  return (
    <section className="card team-numbers bundle-own" aria-label={t('team.own')}>
      <ThreeNumbers
        laptop={{ label: t('team.laptop'), value: laptop, foot: t('team.allSaved') }}
        there={{
          icon: <UserCheck size={18} className="team-hub-icon" aria-hidden />,
          label: t('team.received'),
          value: received,
          foot: t('team.receivedHint'),
        }}
        waiting={{ label: t('team.waiting'), value: waiting.texts, foot: size }}
      />
      <div className="team-acts row">
        <Button
          variant="primary"
          icon={<Usb size={15} aria-hidden />}
          disabledReason={readOnly}
          onPress={() => bundles.makeAnswers(project)}
        >
          {t('make')}
        </Button>
        <BringButton />
      </div>
    </section>
  )
}

/** A lead's team: a work file for each person, and what they hand back. */
function LeadCard({ project }: { project: Project }) {
  const { t } = useTranslation('bundles')
  const { data } = useServices()
  const readOnly = useReadOnlyReason()
  const members = useQuery(() => listFileTeam(data, project.id), [data, project.id])
  const items = useQuery(() => projectItems(data, project.id), [data, project.id]) ?? 0
  const [adding, setAdding] = useState(false)
  if (members === undefined) return null
  return (
    <section className="card team-people">
      <div className="row bundle-team-head">
        <div className="grow">
          <h2 className="section-title">{t('team.title')}</h2>
          <p className="sm muted">{t('team.about')}</p>
        </div>
        <Button icon={<UserPlus size={15} aria-hidden />} disabledReason={readOnly} onPress={() => setAdding(true)}>
          {t('team.add')}
        </Button>
        <BringButton />
      </div>
      <table className="table">
        <thead>
          <tr>
            <th className="team-first">{t('team.person')}</th>
            <th className="team-progress">{t('team.progress')}</th>
            <th>{t('team.last')}</th>
            <th>
              <span className="visually-hidden">{t('team.workFile')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <MemberRow key={member.annotatorId} project={project} member={member} items={items} />
          ))}
        </tbody>
      </table>
      {adding && <AddPersonDialog project={project} onClose={() => setAdding(false)} />}
    </section>
  )
}

function MemberRow({ project, member, items }: { project: Project; member: FileMember; items: number }) {
  const { t } = useTranslation('bundles')
  const format = useFormat()
  const { bundles } = useServices()
  const own = useAnnotatorId()
  const readOnly = useReadOnlyReason()
  const { annotatorId, name, colour, finished, lastAt, role } = member
  const done = items > 0 && finished >= items
  const figures = `${format.number(finished)} / ${format.number(items)}`
  return (
    <tr className="team-row" data-done={done}>
      <td className="team-first">
        <PersonLine name={name} colour={colour} role={role} />
      </td>
      <td className="team-progress">
        <FiguredBar label={t('team.progress')} share={items === 0 ? 0 : finished / items} figures={figures} />
      </td>
      <td className="nowrap num">{lastAt > 0 ? format.ago(lastAt) : '—'}</td>
      <td>
        {annotatorId !== own && (
          <div className="row bundle-acts">
            <Button
              size="s"
              icon={<FileOutput size={15} className="mirrored" aria-hidden />}
              disabledReason={readOnly}
              onPress={() => bundles.makeWork(project, member)}
            >
              {t('team.workFile')}
            </Button>
            {member.joined && <MemberMenu project={project} member={member} />}
          </div>
        )}
      </td>
    </tr>
  )
}

function MemberMenu({ project, member }: { project: Project; member: FileMember }) {
  const { t } = useTranslation('bundles')
  const { data, bundles } = useServices()
  const make = async () => {
    const keys = await bundles.parts.vault.get(project.id)
    const receipt = keys === null ? null : await receiptFor(data, member.annotatorId, keys)
    if (receipt !== null) await keepReceipts(data, [receipt])
  }
  return (
    <MenuButton
      label={t('team.more', { name: member.name })}
      entries={[
        {
          id: 'receipt',
          label: t('team.receipt'),
          icon: <Receipt size={15} aria-hidden />,
          onAction: () => void make(),
        },
      ]}
    />
  )
}
