import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isPin, type Annotator } from '#shared/domain/annotator.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { changePin } from '#renderer/data/commands/profiles.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

/** Sets, changes or removes a PIN; where there is one, it is asked for first. */
export function PinFormDialog({
  profile,
  remove,
  onClose,
}: {
  profile: Annotator
  remove: boolean
  onClose: () => void
}) {
  const { t } = useTranslation(['profiles', 'common'])
  const { data, saveState } = useServices()
  const [had] = useState(profile.pin !== null)
  const [old, setOld] = useState('')
  const [next, setNext] = useState('')
  const [problem, setProblem] = useState<'wrong' | 'short' | null>(null)
  const act = remove ? 'remove' : had ? 'change' : 'set'
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!remove && !isPin(next)) {
      setProblem('short')
      return
    }
    const saved = await saveState.track(changePin(data, profile.id, { old, next: remove ? null : next }))
    if (saved.ok) onClose()
    else {
      setProblem('wrong')
      setOld('')
    }
  }
  const field = { type: 'password', inputMode: 'numeric', dir: 'ltr', maxLength: 12 } as const
  return (
    <Dialog
      title={t(`pin.${act}`)}
      subtitle={<bdi>{profile.name}</bdi>}
      closeLabel={t('common:action.close')}
      onClose={onClose}
    >
      <form className="col profile-form" onSubmit={(event) => void save(event)}>
        {had && (
          <TextField
            {...field}
            label={t('pin.old')}
            value={old}
            onChange={(value) => {
              setOld(value)
              setProblem(null)
            }}
            autoFocus
            error={problem === 'wrong' ? t('pin.wrong') : null}
          />
        )}
        {!remove && (
          <TextField
            {...field}
            label={t('pin.new')}
            value={next}
            onChange={(value) => {
              setNext(value)
              setProblem(null)
            }}
            autoFocus={!had}
            hint={t('pin.rule')}
            error={problem === 'short' ? t('pin.short') : null}
          />
        )}
        {!remove && <p className="sm muted">{t('pin.forgot')}</p>}
        <div className="row">
          <span className="grow" />
          <Button variant="primary" type="submit" isDisabled={(had && old === '') || (!remove && next === '')}>
            {t(`pin.${act}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
