import { Server } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { TeamLink } from '#renderer/data/team/team-links.ts'
import type { OwnHubPort } from '#renderer/platform/own-hub-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ROUTES } from '../routes.ts'
import { useServices } from '../services-context.ts'
import { isOwnHub } from './is-own-hub.ts'
import { OwnHubState } from './own-hub-state.tsx'
import { useOwnHub } from './use-own-hub.ts'
import './own-hub.css'

/** On the people page of a team whose hub is this laptop: that it runs, or that it is off and nobody can send. */
export function OwnHubStrip({ link }: { link: TeamLink }) {
  const { ownHub } = useServices().platform
  if (ownHub === null) return null
  return <Strip link={link} port={ownHub} />
}

function Strip({ link, port }: { link: TeamLink; port: OwnHubPort }) {
  const { t } = useTranslation('team')
  const state = useOwnHub(port)
  const [, navigate] = useLocation()
  if (!isOwnHub(state, link)) return null
  return (
    <section className="card own-hub-strip" aria-label={t('ownHub.title')}>
      <span className="row grow">
        <Server size={18} className="team-hub-icon" aria-hidden />
        <span>{t(state.kind === 'off' ? 'ownHub.stripOff' : 'ownHub.strip')}</span>
      </span>
      {state.kind !== 'off' && <OwnHubState state={state} port={port} />}
      {state.kind === 'off' && (
        <Button variant="primary" size="s" onPress={() => void port.switch(true)}>
          {t('ownHub.turnOn')}
        </Button>
      )}
      <Button variant="quiet" size="s" onPress={() => navigate(ROUTES.settings)}>
        {t('ownHub.open')}
      </Button>
    </section>
  )
}
