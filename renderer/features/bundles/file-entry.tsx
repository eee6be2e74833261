import { FileText } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Entry } from '#renderer/app/bundles/open-run.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ProgressCard } from '#renderer/ui/progress.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { ContentView } from './content-view.tsx'
import { FaultNote } from './fault-note.tsx'
import { TakenView } from './taken-view.tsx'

/** One file: its name, and how far it is. */
export function FileEntry({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const format = useFormat()
  return (
    <section className="bundle-entry col" aria-live="polite">
      <div className="row bundle-file">
        <FileText size={18} aria-hidden />
        <bdi className="med file-name" dir="ltr">
          {entry.name}
        </bdi>
        <span className="sm muted num">{format.bytes(entry.bytes)}</span>
      </div>
      <PhaseView entry={entry} onClose={onClose} />
    </section>
  )
}

function PhaseView({ entry: { id, phase }, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useTranslation('bundles')
  switch (phase.at) {
    case 'waiting':
      return <p className="sm muted">{t('open.waiting')}</p>
    case 'reading':
    case 'taking':
      return <Working id={id} at={phase.at} share={phase.share} />
    case 'passphrase':
      return <AskPassword id={id} wrong={phase.wrong} />
    case 'refused':
      return (
        <FaultNote code={phase.fault.code} {...(phase.fault.entry !== undefined && { entry: phase.fault.entry })} />
      )
    case 'unreadable':
      return <FaultNote code={phase.code} />
    case 'ready':
      return <ContentView content={phase.content} onClose={onClose} />
    case 'taken':
      return <TakenView taken={phase.taken} onClose={onClose} />
  }
}

function Working({ id, at, share }: { id: number; at: 'reading' | 'taking'; share: number }) {
  const { t } = useTranslation('bundles')
  const { bundles } = useServices()
  const format = useFormat()
  return (
    <div className="bundle-late">
      <ProgressCard
        title={t(`open.${at}`)}
        share={share}
        shownShare={format.share(share)}
        detail=""
        cancelLabel={t(at === 'reading' ? 'open.stop' : 'open.stopTaking')}
        onCancel={() => bundles.run?.stop(id)}
      />
    </div>
  )
}

function AskPassword({ id, wrong }: { id: number; wrong: boolean }) {
  const { t } = useTranslation('bundles')
  const { bundles } = useServices()
  const [password, setPassword] = useState('')
  const open = (event: FormEvent) => {
    event.preventDefault()
    if (password !== '') bundles.run?.unlock(id, password)
  }
  return (
    <form className="col bundle-form" onSubmit={open}>
      <p className="sm muted">{t('password.ask')}</p>
      <div className="row bundle-password">
        <TextField
          className="grow"
          label={t('password.label')}
          value={password}
          onChange={setPassword}
          error={wrong && password === '' ? t('password.wrong') : null}
          dir="auto"
          maxLength={200}
          autoFocus
        />
        <Button type="submit" isDisabled={password === ''}>
          {t('password.open')}
        </Button>
      </div>
    </form>
  )
}
