import { FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearch } from 'wouter'
import { readInvite, type Invite } from '#shared/sync/invite-link.ts'
import { projectPath, ROUTES } from '#renderer/app/routes.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { PersonLine } from '#renderer/app/team/person-line.tsx'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { JoinByCode } from './join-by-code.tsx'
import './team.css'

const MAX_FILE_BYTES = 64 * 1024

/** Join a team: the invite says who one is and which project waits; one press and it arrives. */
export function JoinPage() {
  const { t } = useTranslation(['team', 'common'])
  const search = useSearch()
  const [pasted, setPasted] = useState('')
  const [typed, setTyped] = useState<Invite | null>(null)
  const [given, setGiven] = useState<'link' | 'code'>('link')
  const fromLink = readInvite(`join?${search}`)
  const invite = fromLink ?? typed ?? readInvite(pasted)
  return (
    <main className="card team-join col">
      <p className="brand" lang="ur" dir="rtl">
        نشان
      </p>
      <h1 className="nastaliq team-join-title">{t('join.title')}</h1>
      {invite === null ? (
        <>
          <Segmented
            label={t('join.given')}
            value={given}
            options={[
              { value: 'link', label: t('join.givenLink') },
              { value: 'code', label: t('join.givenCode') },
            ]}
            onChange={setGiven}
          />
          {given === 'link' ? <AskForInvite text={pasted} onText={setPasted} /> : <JoinByCode onInvite={setTyped} />}
        </>
      ) : (
        <Welcome key={invite.secret} invite={invite} />
      )}
      <Link className="team-back" href={ROUTES.projects}>
        {t('common:action.back')}
      </Link>
    </main>
  )
}

function AskForInvite({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t } = useTranslation('team')
  const { bundles } = useServices()
  const readFile = async (file: File | undefined) => {
    if (!file) return
    const text = file.size <= MAX_FILE_BYTES ? await file.text() : ''
    // Any other file of a team, as a work file is, says itself what it is.
    if (readInvite(text) !== null) onText(text)
    else bundles.openPicked([file])
  }
  return (
    <>
      <p>{t('join.ask')}</p>
      <TextField
        label={t('join.paste')}
        value={text}
        onChange={onText}
        rows={4}
        dir="ltr"
        error={text.trim() === '' ? null : t('join.notAnInvite')}
        autoFocus
      />
      <label className="btn team-file">
        <FolderOpen size={15} aria-hidden />
        <span>{t('join.file')}</span>
        <input
          className="visually-hidden"
          type="file"
          accept=".invite,.nishan,.json,.txt"
          onChange={(event) => void readFile(event.target.files?.[0])}
        />
      </label>
    </>
  )
}

function Welcome({ invite }: { invite: Invite }) {
  const { t } = useTranslation('team')
  const { team, platform } = useServices()
  const [, navigate] = useLocation()
  const readOnly = useReadOnlyReason()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const elsewhere = team.hub.sameOrigin && !invite.urls.includes(location.origin)
  const join = async () => {
    setBusy(true)
    setProblem(null)
    const joined = await team.join(invite)
    if (!joined.ok) {
      setBusy(false)
      setProblem(joined.error)
      return
    }
    platform.settings.update({ annotatorId: invite.annotatorId })
    navigate(projectPath('annotate', invite.project))
  }
  return (
    <>
      <PersonLine name={invite.name} colour={invite.colour} role={invite.role} />
      <p>
        {t('join.welcome')} <bdi className="bold">{invite.projectName}</bdi>
      </p>
      <p className="muted">{t('join.explain')}</p>
      {elsewhere && (
        <Note tone="warning" title={t('join.elsewhere')}>
          {invite.urls.join(' · ')}
        </Note>
      )}
      {problem !== null && (
        <Note tone="danger" title={t('join.failed')}>
          {t(`failed.${problem}`, t('failed.other'))}
        </Note>
      )}
      <div className="row">
        <Button
          variant="primary"
          size="l"
          isDisabled={busy || elsewhere}
          disabledReason={readOnly}
          onPress={() => void join()}
        >
          {busy ? t('join.busy') : t('join.action')}
        </Button>
      </div>
    </>
  )
}
