import { useTranslation } from 'react-i18next'
import type { RunningHub } from '#shared/ipc/own-hub-contract.ts'
import { shortAddress } from '#shared/sync/hub-url.ts'
import type { OwnHubPort } from '#renderer/platform/own-hub-port.ts'
import { Note } from '#renderer/ui/note.tsx'
import { QrCode } from '#renderer/ui/qr-code.tsx'
import { SwitchField } from '#renderer/ui/switch-field.tsx'
import { useServices } from '../services-context.ts'
import { OwnHubState } from './own-hub-state.tsx'
import { useOwnHub } from './use-own-hub.ts'
import './own-hub.css'

/** One switch makes this laptop the team's hub; what others need to reach it, and what stops it. */
export function OwnHubCard() {
  const { t } = useTranslation('team')
  const { ownHub } = useServices().platform
  return (
    <section className="card own-hub" aria-labelledby="own-hub">
      <h2 className="section-title" id="own-hub">
        {t('ownHub.title')}
      </h2>
      <p className="muted">{t('ownHub.explain')}</p>
      {ownHub === null ? <Note title={t('ownHub.browserTitle')}>{t('ownHub.browser')}</Note> : <Switch port={ownHub} />}
    </section>
  )
}

function Switch({ port }: { port: OwnHubPort }) {
  const { t } = useTranslation('team')
  const state = useOwnHub(port)
  const isOn = state.kind !== 'off' && state.kind !== 'stopping'
  return (
    <>
      <SwitchField isSelected={isOn} onChange={(on) => void port.switch(on)}>
        {t('ownHub.switch')}
      </SwitchField>
      <OwnHubState state={state} port={port} />
      {state.kind === 'on' && <Reached hub={state} />}
      {isOn && (
        <>
          <Note title={t('ownHub.firewallTitle')}>{t('ownHub.firewall')}</Note>
          <p className="sm muted">{t('ownHub.awake')}</p>
        </>
      )}
    </>
  )
}

function Reached({ hub }: { hub: RunningHub }) {
  const { t } = useTranslation('team')
  const [best] = hub.urls
  return (
    <>
      {best === undefined ? (
        <Note tone="warning" title={t('ownHub.noNetworkTitle')}>
          {t('ownHub.noNetwork')}
        </Note>
      ) : (
        <div className="own-hub-reached">
          <QrCode text={best} label={t('ownHub.qr')} />
          <div className="col">
            <p className="sm muted">{t('ownHub.addresses')}</p>
            <ul className="own-hub-addresses">
              {hub.urls.map((url) => (
                <li key={url}>
                  <bdi className="mono" lang="en" dir="ltr">
                    {shortAddress(url)}
                  </bdi>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <details className="own-hub-more">
        <summary>{t('ownHub.more')}</summary>
        <p className="sm muted">{t('ownHub.moreExplain')}</p>
        <dl>
          <dt className="sm muted">{t('bring.code')}</dt>
          <dd className="mono" lang="en" dir="ltr">
            {inFours(hub.ownerCode)}
          </dd>
          <dt className="sm muted">{t('bring.key')}</dt>
          <dd className="mono own-hub-key" lang="en" dir="ltr">
            {inFours(hub.fingerprint)}
          </dd>
        </dl>
      </details>
    </>
  )
}

/** As it is read out and typed. */
const inFours = (code: string) => (code.match(/.{1,4}/g) ?? []).join(' ').toUpperCase()
