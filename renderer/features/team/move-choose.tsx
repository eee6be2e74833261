import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isLoopbackUrl } from '#shared/sync/hub-url.ts'
import { MAX_HUB_URLS } from '#shared/sync/protocol-limits.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { isOwnHub } from '#renderer/app/team/is-own-hub.ts'
import { OwnHubState } from '#renderer/app/team/own-hub-state.tsx'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import { startOwnHub, useOwnHub } from '#renderer/app/team/use-own-hub.ts'
import type { OwnHubPort } from '#renderer/platform/own-hub-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { HubAddressFields, typedAddress, type TypedHub } from './hub-address-fields.tsx'
import type { Move } from './use-move.ts'

type Props = { session: TeamSession; move: Move; busy: boolean }

/** Where the team goes: to this laptop, where it is not the hub already, or to another computer. */
export function MoveChoose({ session, move, busy }: Props) {
  const { ownHub } = useServices().platform
  return ownHub === null ? (
    <Elsewhere move={move} busy={busy} />
  ) : (
    <HereOrElsewhere session={session} move={move} busy={busy} port={ownHub} />
  )
}

function HereOrElsewhere({ session, move, busy, port }: Props & { port: OwnHubPort }) {
  const { t } = useTranslation('team')
  const state = useOwnHub(port)
  const [where, setWhere] = useState<'own' | 'other'>('own')
  if (isOwnHub(state, session.link)) return <Elsewhere move={move} busy={busy} />
  return (
    <>
      <Segmented
        label={t('bring.where')}
        value={where}
        options={[
          { value: 'own', label: t('bring.own') },
          { value: 'other', label: t('bring.other') },
        ]}
        onChange={setWhere}
      />
      {where === 'own' ? (
        <Here session={session} move={move} busy={busy} port={port} />
      ) : (
        <Elsewhere move={move} busy={busy} />
      )}
    </>
  )
}

/** One press: this laptop becomes the hub; nothing is typed. */
function Here({ session, move, busy, port }: Props & { port: OwnHubPort }) {
  const { t } = useTranslation(['moving', 'team'])
  const state = useOwnHub(port)
  const [starting, setStarting] = useState(false)
  const begin = async () => {
    setStarting(true)
    const hub = await startOwnHub(port)
    setStarting(false)
    if (hub === null) return
    // Where everyone works on one machine nobody needs another address.
    const onlyHere = session.link.urls.every(isLoopbackUrl)
    if (hub.urls.length === 0 && !onlyHere) return move.fail('no-address')
    const urls = [hub.ownUrl, ...hub.urls].slice(0, MAX_HUB_URLS)
    await move.begin({ address: { urls, fingerprint: hub.fingerprint }, ownerCode: hub.ownerCode })
  }
  return (
    <>
      <p>{t('here')}</p>
      {state.kind === 'failed' && !starting && <OwnHubState state={state} port={port} />}
      <p className="sm muted">{t('team:ownHub.firewall')}</p>
      <div className="row">
        <span className="grow" />
        <Button variant="primary" isDisabled={busy || starting} onPress={() => void begin()}>
          {busy || starting ? t('beginning') : t('beginHere')}
        </Button>
      </div>
    </>
  )
}

/** The hub shows its address and its code where it was started. */
function Elsewhere({ move, busy }: Pick<Props, 'move' | 'busy'>) {
  const { t } = useTranslation(['moving', 'team'])
  const [typed, setTyped] = useState<TypedHub>({ url: '', key: '' })
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState(false)
  const begin = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const address = typedAddress(typed)
    setWrong(address === null)
    if (address !== null) void move.begin({ address, ownerCode: code })
  }
  return (
    <form className="col team-form" onSubmit={begin}>
      <HubAddressFields typed={typed} onChange={setTyped} />
      <TextField
        label={t('team:bring.code')}
        hint={t('team:bring.codeHint')}
        value={code}
        onChange={setCode}
        dir="ltr"
        maxLength={64}
      />
      {wrong && <Note tone="danger">{t('team:failed.bad-address')}</Note>}
      <div className="row">
        <span className="grow" />
        <Button variant="primary" type="submit" isDisabled={busy || code.trim() === '' || typed.url.trim() === ''}>
          {busy ? t('beginning') : t('begin')}
        </Button>
      </div>
    </form>
  )
}
