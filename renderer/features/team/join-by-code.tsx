import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { hubUrlOf } from '#shared/sync/hub-url.ts'
import type { Invite } from '#shared/sync/invite-link.ts'
import { readJoinCode } from '#shared/sync/join-code.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

/** The code that was read out, and where the hub is. A wrong letter is told before anyone is asked. */
export function JoinByCode({ onInvite }: { onInvite: (invite: Invite) => void }) {
  const { t } = useTranslation('team')
  const { team } = useServices()
  const { sameOrigin } = team.hub
  const [text, setText] = useState('')
  const [address, setAddress] = useState('')
  const [wrong, setWrong] = useState<{ code?: string; address?: string }>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const look = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const code = readJoinCode(text)
    const url = address.trim() === '' ? null : hubUrlOf(address)
    const badAddress = address.trim() !== '' && url === null
    setProblem(null)
    setWrong({
      ...('problem' in code && { code: t(`join.code.${code.problem}`) }),
      ...(badAddress && { address: t('join.addressWrong') }),
    })
    if ('problem' in code || badAddress) return
    setBusy(true)
    const invited = await team.invited(code, url)
    setBusy(false)
    if (invited.ok) onInvite(invited.value)
    else setProblem(invited.error)
  }
  return (
    <form className="col team-form" onSubmit={(event) => void look(event)}>
      <TextField
        label={t('join.code.label')}
        hint={t('join.code.hint')}
        value={text}
        onChange={(value) => {
          setText(value)
          setWrong({})
        }}
        error={wrong.code ?? null}
        dir="ltr"
        lang="en"
        maxLength={60}
        className="team-code-field"
        autoFocus
      />
      {!sameOrigin && (
        <TextField
          label={t('join.address')}
          hint={t('join.addressHint')}
          value={address}
          onChange={setAddress}
          error={wrong.address ?? null}
          dir="ltr"
          lang="en"
          maxLength={300}
        />
      )}
      {problem !== null && (
        <Note tone="danger" title={t('join.failed')}>
          {t(`failed.${problem}`, t('failed.other'))}
        </Note>
      )}
      <div className="row">
        <Button variant="primary" type="submit" isDisabled={busy}>
          {busy ? t('join.looking') : t('join.look')}
        </Button>
      </div>
    </form>
  )
}
