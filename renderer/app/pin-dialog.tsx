import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Annotator } from '#shared/domain/annotator.ts'
import { pinOpens } from '#renderer/data/commands/profiles.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useServices } from './services-context.ts'

/** Asks for a profile's PIN before its work is shown. */
export function PinDialog({
  profile,
  onOpen,
  onClose,
}: {
  profile: Annotator
  onOpen: () => void
  onClose: () => void
}) {
  const { t } = useTranslation(['profiles', 'common'])
  const { lock } = useServices()
  const [pin, setPin] = useState('')
  const [wrong, setWrong] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await pinOpens(profile, pin)) {
      lock.open(profile.id)
      onOpen()
    } else {
      setWrong(true)
      setPin('')
    }
  }
  return (
    <Dialog title={t('pin.title', { name: profile.name })} closeLabel={t('common:action.close')} onClose={onClose}>
      <form className="col pin-form" onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('pin.label')}
          type="password"
          inputMode="numeric"
          value={pin}
          onChange={setPin}
          autoFocus
          dir="ltr"
          error={wrong ? t('pin.wrong') : null}
        />
        <div className="row">
          <span className="grow" />
          <Button variant="primary" type="submit" isDisabled={pin === ''}>
            {t('pin.open')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
