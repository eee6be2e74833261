import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/app/services-context.ts'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { HubAddressFields, typedAddress, type TypedHub } from './hub-address-fields.tsx'

/**
 * The last step of moving a team (docs/bundles.md): the old hub tells laptops where the new one is. Asked only once the new
 * hub is there and knows this lead, so that nobody is sent to a hub without the project.
 */
export function MovedDialog({ session, onClose }: { session: TeamSession; onClose: () => void }) {
  const { t } = useTranslation(['team', 'common'])
  const { team } = useServices()
  const [typed, setTyped] = useState<TypedHub>({ url: '', key: '' })
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const tell = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const address = typedAddress(typed)
    setProblem(address === null ? 'bad-address' : null)
    if (address === null) return
    setBusy(true)
    const place = await team.placeOf(address, session.link)
    const told = place.ok ? await session.tellMoved(place.value) : place
    setBusy(false)
    if (told.ok) onClose()
    else setProblem(!place.ok && told.error === 'not-enrolled' ? 'not-there-yet' : told.error)
  }
  return (
    <Dialog title={t('moved.dialog')} closeLabel={t('common:action.close')} onClose={onClose}>
      <form className="col team-form" onSubmit={(event) => void tell(event)}>
        <p>{t('moved.explain')}</p>
        <p className="sm muted">{t('moved.before')}</p>
        <HubAddressFields typed={typed} onChange={setTyped} />
        {problem !== null && (
          <Note tone="danger" title={t('moved.failed')}>
            {t(`failed.${problem}`, t('failed.other'))}
          </Note>
        )}
        <div className="row">
          <span className="grow" />
          <Button variant="primary" type="submit" isDisabled={busy || typed.url.trim() === ''}>
            {busy ? t('moved.busy') : t('moved.tell')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
