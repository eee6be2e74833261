import { Mail, Receipt } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FileContent } from '#renderer/app/bundles/open-file.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { receiptClaim } from '#renderer/data/bundles/receipts.ts'
import { listPeople } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { inviteToHash } from '#shared/sync/invite-link.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { MergeNumbers } from './merge-numbers.tsx'

type OfKind<Kind extends FileContent['kind']> = Extract<FileContent, { kind: Kind }>

/** What a file would change, before anything is. */
export function ContentView({ content, onClose }: { content: FileContent; onClose: () => void }) {
  const { t } = useTranslation('bundles')
  switch (content.kind) {
    case 'answers':
      return <AnswersView content={content} />
    case 'work':
      return <WorkView content={content} />
    case 'receipt':
      return <ReceiptView content={content} />
    case 'invite':
      return <InviteView content={content} onClose={onClose} />
    case 'everything':
      return <p>{t('everything')}</p>
    case 'sealed':
      return <p>{t('sealed')}</p>
  }
}

function AnswersView({ content }: { content: OfKind<'answers'> }) {
  const { t } = useTranslation('bundles')
  return (
    <div className="col bundle-about">
      <p>
        {t('answers.project')} <bdi className="bold">{content.projectName}</bdi>
      </p>
      <MergeNumbers report={content.report} />
      <p className="sm muted">{t(content.session === null ? 'answers.here' : 'answers.atHub')}</p>
    </div>
  )
}

function WorkView({ content: { summary } }: { content: OfKind<'work'> }) {
  const { t } = useTranslation('bundles')
  const { annotatorId } = useSettings()
  const { name, projectName, texts, fresh, who } = summary
  return (
    <div className="col bundle-about">
      <p>
        {t('work.for')} <bdi className="bold">{name}</bdi>
      </p>
      <p>
        {t('work.project')} <bdi className="bold">{projectName}</bdi>
      </p>
      <p className="sm muted">
        {texts === 0 ? t('work.noTexts') : t('work.texts', { count: texts })}
        {' · '}
        {fresh === 0 ? t('work.nothingNew') : t('work.new', { count: fresh })}
      </p>
      {annotatorId !== '' && annotatorId !== who.annotatorId && <Note>{t('work.another', { name })}</Note>}
    </div>
  )
}

function ReceiptView({ content: { text } }: { content: OfKind<'receipt'> }) {
  const { t } = useTranslation('bundles')
  const { data } = useServices()
  const people = useQuery(() => listPeople(data), [data])
  const claim = receiptClaim(text)
  const name = claim === null ? undefined : people?.get(claim.person)?.name
  return (
    <p className="row">
      <Receipt size={18} aria-hidden />
      {name === undefined ? t('receipt.title') : t('receipt.for', { name })}
    </p>
  )
}

function InviteView({ content: { invite }, onClose }: { content: OfKind<'invite'>; onClose: () => void }) {
  const { t } = useTranslation('bundles')
  const go = () => {
    onClose()
    location.hash = `#/${inviteToHash(invite)}`
  }
  return (
    <div className="row">
      <Mail size={18} aria-hidden />
      <p className="grow">{t('invite.body', { name: invite.name, project: invite.projectName })}</p>
      <Button variant="primary" onPress={go}>
        {t('invite.go')}
      </Button>
    </div>
  )
}
