import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Seal } from '#shared/backup/backup-schema.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { SwitchField } from '#renderer/ui/switch-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { sealWith } from '#renderer/workers/backup-client.ts'

const MIN_LENGTH = 8

type Problem = 'short' | 'different' | 'failed'

/** Asks for the password twice; what it locks is made in a worker, and the password is kept nowhere. */
export function PasswordDialog({
  sealed,
  setSeal,
  onClose,
}: {
  sealed: boolean
  setSeal: (seal: Seal | null) => Promise<void>
  onClose: () => void
}) {
  const { t } = useTranslation(['backups', 'common'])
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [shown, setShown] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [working, setWorking] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (working) return
    if (password.length < MIN_LENGTH) return setProblem('short')
    if (password !== again) return setProblem('different')
    setWorking(true)
    try {
      await setSeal(await sealWith(password))
      onClose()
    } catch {
      setProblem('failed')
      setWorking(false)
    }
  }
  const field = { type: shown ? 'text' : 'password', dir: 'auto', maxLength: 200 } as const
  const change = (set: (value: string) => void) => (value: string) => {
    set(value)
    setProblem(null)
  }
  return (
    <Dialog
      title={t(sealed ? 'seal.changeTitle' : 'seal.setTitle')}
      closeLabel={t('common:action.close')}
      onClose={onClose}
    >
      <form className="col backups-form" onSubmit={(event) => void save(event)}>
        <TextField
          {...field}
          label={t('seal.new')}
          value={password}
          onChange={change(setPassword)}
          hint={t('seal.rule')}
          error={problem === 'short' ? t('seal.short') : null}
          autoFocus
        />
        <TextField
          {...field}
          label={t('seal.again')}
          value={again}
          onChange={change(setAgain)}
          error={problem === 'different' ? t('seal.different') : null}
        />
        <SwitchField isSelected={shown} onChange={setShown}>
          {t('seal.show')}
        </SwitchField>
        <Note tone="warning">{t('seal.lost')}</Note>
        {sealed && <p className="sm muted">{t('seal.older')}</p>}
        {problem === 'failed' && <Note tone="danger">{t('seal.failed')}</Note>}
        <div className="row">
          <span className="grow sm muted" aria-live="polite">
            {working && t('seal.working')}
          </span>
          <Button variant="primary" type="submit" isDisabled={working || password === ''}>
            {t('seal.act')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
