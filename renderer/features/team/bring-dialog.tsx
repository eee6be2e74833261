import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import type { HubAddress } from '#renderer/platform/hub-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { BringOwnHub } from './bring-own-hub.tsx'
import { HubAddressFields, typedAddress, type TypedHub } from './hub-address-fields.tsx'

/** In a browser the hub is the one that serves this page. */
const HERE: HubAddress = { urls: [location.origin], fingerprint: null }

type Props = { project: Project; onClose: () => void }

/** Brings a project to a hub: to this laptop, where it can be one, or to another computer. */
export function BringDialog({ project, onClose }: Props) {
  const { t } = useTranslation(['team', 'common'])
  const { ownHub } = useServices().platform
  const [where, setWhere] = useState<'own' | 'other'>(ownHub === null ? 'other' : 'own')
  return (
    <Dialog title={t('bring.title')} closeLabel={t('common:action.close')} onClose={onClose}>
      <div className="col team-form">
        <p>{t('bring.explain')}</p>
        {ownHub !== null && (
          <Segmented
            label={t('bring.where')}
            value={where}
            options={[
              { value: 'own', label: t('bring.own') },
              { value: 'other', label: t('bring.other') },
            ]}
            onChange={setWhere}
          />
        )}
        {where === 'own' && ownHub !== null ? (
          <BringOwnHub project={project} port={ownHub} onClose={onClose} />
        ) : (
          <BringElsewhere project={project} onClose={onClose} />
        )}
      </div>
    </Dialog>
  )
}

/** The hub shows a code where it was started, and whoever has it leads the project there. */
function BringElsewhere({ project, onClose }: Props) {
  const { t } = useTranslation('team')
  const { team } = useServices()
  const annotatorId = useAnnotatorId()
  const { sameOrigin } = team.hub
  const [typed, setTyped] = useState<TypedHub>({ url: '', key: '' })
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const bring = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(null)
    const address = sameOrigin ? HERE : typedAddress(typed)
    if (address === null) {
      setProblem('bad-address')
      setBusy(false)
      return
    }
    const brought = await team.bring({ projectId: project.id, annotatorId }, address, code)
    setBusy(false)
    if (brought.ok) onClose()
    else setProblem(brought.error)
  }
  return (
    <form className="col team-form" onSubmit={(event) => void bring(event)}>
      {!sameOrigin && <HubAddressFields typed={typed} onChange={setTyped} />}
      <TextField
        label={t('bring.code')}
        hint={t('bring.codeHint')}
        value={code}
        onChange={setCode}
        dir="ltr"
        maxLength={64}
        autoFocus
      />
      {problem !== null && (
        <Note tone="danger" title={t('bring.failed')}>
          {t(`failed.${problem}`, t('failed.other'))}
        </Note>
      )}
      <div className="row">
        <span className="grow" />
        <Button variant="primary" type="submit" isDisabled={busy || code.trim() === ''}>
          {busy ? t('bring.busy') : t('bring.action')}
        </Button>
      </div>
    </form>
  )
}
