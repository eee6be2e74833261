import { Phone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '#shared/sync/hub-url.ts'
import type { Invite } from '#shared/sync/invite-link.ts'
import { fingerprintStart, formatJoinCode } from '#shared/sync/join-code.ts'

/** Addresses read out: the best, and one more should that not be found. */
const SPOKEN = 2

/** An invite as it is read out on the telephone: where the hub is, and a code in groups. */
export function SpokenCode({ invite, code }: { invite: Invite; code: string }) {
  const { t } = useTranslation('team')
  const { fingerprint, urls, name } = invite
  const start = fingerprint === null ? null : fingerprintStart(fingerprint)
  const groups = formatJoinCode({ fingerprintStart: start, code }).split('-')
  return (
    <section className="team-code" aria-labelledby="team-code">
      <h3 className="row med" id="team-code">
        <Phone size={15} aria-hidden />
        {t('invite.code')}
      </h3>
      <p className="sm muted">{t('invite.codeHow', { name })}</p>
      <dl className="team-code-lines">
        <dt className="sm muted">{t('invite.codeAddress')}</dt>
        <dd className="mono" lang="en" dir="ltr">
          {urls.slice(0, SPOKEN).map(shortAddress).join('  ·  ')}
        </dd>
        <dt className="sm muted">{t('invite.codeWord')}</dt>
        <dd className="mono team-code-groups" lang="en" dir="ltr" data-code={groups.join('-')}>
          {groups.map((group, index) => (
            // The same group may come twice.
            <span key={`${index}${group}`}>{group}</span>
          ))}
        </dd>
      </dl>
    </section>
  )
}
