import { Copy, Download } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project, Role } from '#shared/domain/project.ts'
import { inviteToHash, type Invite } from '#shared/sync/invite-link.ts'
import { isLoopbackUrl, urlsForOthers } from '#shared/sync/hub-url.ts'
import { MAX_HUB_URLS } from '#shared/sync/protocol-limits.ts'
import { inviteReplySchema } from '#shared/sync/messages/invite.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { anyColour, PersonFields } from '#renderer/app/team/person-fields.tsx'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import { addMember } from '#renderer/data/team/join-team.ts'
import type { TeamLink } from '#renderer/data/team/team-links.ts'
import type { TeamMember } from '#renderer/data/team/team-numbers.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import type { OwnHubPort } from '#renderer/platform/own-hub-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { showToast } from '#renderer/ui/toasts.tsx'
import { QrCode } from '#renderer/ui/qr-code.tsx'
import { SpokenCode } from './spoken-code.tsx'

type Props = {
  project: Project
  session: TeamSession
  /** Null = a new person. */
  person: TeamMember | null
  onClose: () => void
}
type Person = Pick<TeamMember, 'annotatorId' | 'name' | 'colour' | 'role'>
/** `code`: to be read out; null where the hub is of an older version. */
type Made = { invite: Invite; code: string | null; untilAt: number }

/** An invite for one person: good once, for a week. */
export function InviteDialog(props: Props) {
  const { t } = useTranslation(['team', 'common'])
  const [made, setMade] = useState<Made | null>(null)
  return (
    <Dialog
      title={made === null ? t('invite.title') : t('invite.ready', { name: made.invite.name })}
      closeLabel={t('common:action.close')}
      size="medium"
      onClose={props.onClose}
    >
      {made === null ? <InviteForm {...props} onMade={setMade} /> : <InviteReady {...made} onClose={props.onClose} />}
    </Dialog>
  )
}

function InviteForm({ project, session, person, onMade }: Props & { onMade: (made: Made) => void }) {
  const { t } = useTranslation('team')
  const { data, platform, saveState } = useServices()
  const [name, setName] = useState(person?.name ?? '')
  const [role, setRole] = useState<Role>(person?.role ?? 'annotator')
  const [problem, setProblem] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)

  const newPerson = async (): Promise<Person> => {
    const colour = anyColour()
    const annotatorId = await saveState.track(addMember(data, session.link, { name, role, colour }))
    return { annotatorId, name: name.trim(), colour, role }
  }
  const make = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (name.trim() === '') {
      setMissing(true)
      return
    }
    setBusy(true)
    setProblem(null)
    const invited = person ?? (await newPerson())
    // The hub must know the person before it can invite them.
    const outcome = await session.invite(invited.annotatorId, inviteReplySchema)
    setBusy(false)
    if (!outcome.ok) {
      setProblem(outcome.error)
      return
    }
    const { secret, code = null, untilAt } = outcome.value
    const urls = urlsOf(session.link, platform.ownHub)
    onMade({ invite: { ...inviteOf(project, session, invited, secret), urls }, code, untilAt })
  }
  return (
    <form className="col team-form" onSubmit={(event) => void make(event)}>
      <PersonFields
        name={name}
        onName={(value) => {
          setName(value)
          setMissing(false)
        }}
        role={role}
        onRole={setRole}
        missing={missing}
        isKnown={person !== null}
      />
      <p className="sm muted">{t('invite.explain')}</p>
      {problem !== null && (
        <Note tone="danger" title={t('invite.failed')}>
          {t(`failed.${problem}`, t('failed.other'))}
        </Note>
      )}
      <div className="row">
        <span className="grow" />
        <Button variant="primary" type="submit" isDisabled={busy}>
          {busy ? t('invite.making') : t('invite.make')}
        </Button>
      </div>
    </form>
  )
}

/** Where others find the hub: when it runs here, by the addresses that this laptop has at this moment. */
function urlsOf({ hub, urls }: TeamLink, ownHub: OwnHubPort | null): string[] {
  const own = ownHub?.current()
  const present = own?.kind === 'on' && own.hub === hub ? own.urls : []
  return [...new Set([...present, ...urlsForOthers(urls)])].slice(0, MAX_HUB_URLS)
}

function inviteOf(project: Project, session: TeamSession, person: Person, secret: string): Invite {
  const { urls, fingerprint, hub } = session.link
  const { annotatorId, name, colour, role } = person
  const where = { v: 1, urls, hub, fingerprint, project: project.id, projectName: project.name } as const
  return { ...where, annotatorId, name, colour, role, secret }
}

function InviteReady({ invite, code, untilAt, onClose }: Made & { onClose: () => void }) {
  const { t } = useTranslation(['team', 'common'])
  const { platform, team } = useServices()
  const format = useFormat()
  const nobodyReaches = !team.hub.sameOrigin && invite.urls.every(isLoopbackUrl)
  const link = `${invite.urls[0] ?? ''}/#/${inviteToHash(invite)}`
  const copy = async () => {
    await navigator.clipboard.writeText(link)
    showToast(t('invite.copied'))
  }
  const save = async () => {
    const sink = await platform.files.createSink(`${invite.name}.invite`)
    if (sink === null) return
    await sink.write(new TextEncoder().encode(JSON.stringify(invite)))
    await sink.close()
  }
  return (
    <div className="col team-form">
      {nobodyReaches && (
        <Note tone="warning" title={t('ownHub.noNetworkTitle')}>
          {t('invite.noNetwork')}
        </Note>
      )}
      <div className="team-invite">
        <QrCode text={link} label={t('invite.qr')} />
        <div className="col">
          <p>{t('invite.how', { name: invite.name })}</p>
          <p className="sm muted">{t('invite.until', { when: format.date(untilAt) })}</p>
          <textarea
            className="input team-link mono"
            dir="ltr"
            readOnly
            rows={4}
            value={link}
            aria-label={t('invite.link')}
          />
          <div className="row wrap">
            <Button variant="primary" icon={<Copy size={15} aria-hidden />} onPress={() => void copy()}>
              {t('invite.copy')}
            </Button>
            <Button icon={<Download size={15} aria-hidden />} onPress={() => void save()}>
              {t('invite.file')}
            </Button>
          </div>
        </div>
      </div>
      {code !== null && <SpokenCode invite={invite} code={code} />}
      <div className="row">
        <span className="grow" />
        <Button onPress={onClose}>{t('common:action.done')}</Button>
      </div>
    </div>
  )
}
