import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { MAX_HUB_URLS } from '#shared/sync/protocol-limits.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { OwnHubState } from '#renderer/app/team/own-hub-state.tsx'
import { startOwnHub, useOwnHub } from '#renderer/app/team/use-own-hub.ts'
import type { OwnHubPort } from '#renderer/platform/own-hub-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'

/** One press: this laptop becomes the hub and the project goes there; nothing is typed. */
export function BringOwnHub({ project, port, onClose }: { project: Project; port: OwnHubPort; onClose: () => void }) {
  const { t } = useTranslation('team')
  const { team } = useServices()
  const annotatorId = useAnnotatorId()
  const state = useOwnHub(port)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const bring = async () => {
    setBusy(true)
    setProblem(null)
    const hub = await startOwnHub(port)
    if (hub !== null) {
      const address = { urls: [hub.ownUrl, ...hub.urls].slice(0, MAX_HUB_URLS), fingerprint: hub.fingerprint }
      const brought = await team.bring({ projectId: project.id, annotatorId }, address, hub.ownerCode)
      if (brought.ok) {
        onClose()
        return
      }
      setProblem(brought.error)
    }
    setBusy(false)
  }
  return (
    <>
      <p>{t('bring.ownExplain')}</p>
      {state.kind === 'failed' && !busy && <OwnHubState state={state} port={port} />}
      {problem !== null && (
        <Note tone="danger" title={t('bring.failed')}>
          {t(`failed.${problem}`, t('failed.other'))}
        </Note>
      )}
      <p className="sm muted">{t('ownHub.firewall')}</p>
      <div className="row">
        <span className="grow" />
        <Button variant="primary" isDisabled={busy} onPress={() => void bring()}>
          {busy ? t('bring.busy') : t(state.kind === 'on' ? 'bring.ownBring' : 'bring.ownAction')}
        </Button>
      </div>
    </>
  )
}
