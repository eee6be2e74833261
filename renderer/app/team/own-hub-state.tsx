import { CircleAlert, CircleCheck, LoaderCircle, Power } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnHubState as State } from '#shared/ipc/own-hub-contract.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import type { OwnHubPort } from '#renderer/platform/own-hub-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'

const ICONS = { off: Power, starting: LoaderCircle, on: CircleCheck, stopping: LoaderCircle, failed: CircleAlert }

/** How it stands with the hub on this laptop: who was in contact, or why it does not run and what to do. */
export function OwnHubState({ state, port }: { state: State; port: OwnHubPort }) {
  const { t } = useTranslation('team')
  if (state.kind === 'failed') return <Failed {...state} port={port} />
  const Icon = ICONS[state.kind]
  return (
    <p className="row own-hub-state" role="status">
      <Icon size={18} className={state.kind === 'on' ? 'success-text' : 'faint'} aria-hidden />
      <span className="med">{t(`ownHub.state.${state.kind}`)}</span>
      {state.kind === 'on' && <span className="sm muted num">{t('ownHub.people', state.people)}</span>}
    </p>
  )
}

type FailedProps = Omit<Extract<State, { kind: 'failed' }>, 'kind'> & { port: OwnHubPort }

function Failed({ problem, nextAt, port }: FailedProps) {
  const { t } = useTranslation('team')
  const format = useFormat()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <Note
      tone={problem === 'crashed' ? 'warning' : 'danger'}
      title={t('ownHub.state.failed')}
      action={
        <Button size="s" onPress={() => void port.switch(true)}>
          {t('ownHub.retry')}
        </Button>
      }
    >
      {t(`ownHub.problem.${problem}`)} {t('ownHub.safe')}{' '}
      {nextAt !== null && t('ownHub.next', { when: format.duration(Math.max(1_000, nextAt - now)) })}
    </Note>
  )
}
