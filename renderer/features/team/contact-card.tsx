import { CircleAlert, CircleCheck, CloudOff, RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '#shared/sync/hub-url.ts'
import type { HubPlace } from '#shared/sync/messages/moved.ts'
import { useServices } from '#renderer/app/services-context.ts'
import type { TeamStatus } from '#renderer/app/team/team-session.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { contactState, type ContactState } from '#renderer/app/team/contact-state.ts'
import type { Team } from '#renderer/app/team/use-team.ts'
import { Note } from '#renderer/ui/note.tsx'

const ICONS: Record<ContactState, typeof CircleCheck> = {
  fine: CircleCheck,
  first: RefreshCw,
  elsewhere: RefreshCw,
  away: CloudOff,
  portal: CloudOff,
  unknown: CircleAlert,
  other: CircleAlert,
  full: CircleAlert,
  old: CircleAlert,
  failed: CircleAlert,
}

/** What the last contact came to: what happened, what is safe, what the app will do. */
export function ContactCard({ team }: { team: Team }) {
  const { t } = useTranslation('team')
  const format = useFormat()
  const { status } = team
  const state = contactState(status)
  const Icon = ICONS[state]
  const waiting = status.numbers?.waiting.texts ?? 0
  const tone = state === 'fine' ? 'success-text' : ''
  return (
    <section className="card team-contact" aria-labelledby="team-contact" aria-live="polite">
      <h2 className="row section-title" id="team-contact">
        <Icon size={18} className={tone} aria-hidden />
        {t(`contact.${state}.title`)}
      </h2>
      <p>
        {waiting > 0 ? t('contact.safe', { count: waiting }) : t('contact.allSafe')} {t(`contact.${state}.body`)}{' '}
        <NextTry status={status} />
      </p>
      {status.movedTo !== null && <MovedNote place={status.movedTo} />}
      <p className="sm muted num">
        {status.contactAt === null ? t('contact.notYet') : t('contact.last', { when: format.ago(status.contactAt) })}
      </p>
    </section>
  )
}

/** The lead has said that the team is at another hub, and this laptop is not there yet. */
function MovedNote({ place }: { place: HubPlace }) {
  const { t } = useTranslation('team')
  const { sameOrigin } = useServices().team.hub
  return (
    <Note tone="warning" title={t('moved.title')}>
      {t(sameOrigin ? 'moved.inBrowser' : 'moved.waiting')}{' '}
      <bdi className="mono" lang="en" dir="ltr">
        {shortAddress(place.urls[0] ?? '')}
      </bdi>
    </Note>
  )
}

/** «۲ منٹ بعد دوبارہ»; said again while it changes. */
function NextTry({ status: { schedule } }: { status: TeamStatus }) {
  const { t } = useTranslation('team')
  const format = useFormat()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5_000)
    return () => clearInterval(timer)
  }, [])
  if (schedule.running || schedule.nextAt === null || schedule.last === null || schedule.last.kind === 'done')
    return null
  return t('contact.next', { when: format.duration(Math.max(1_000, schedule.nextAt - now)) })
}
