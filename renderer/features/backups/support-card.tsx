import { LifeBuoy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { SwitchField } from '#renderer/ui/switch-field.tsx'
import { FileFailure, FileProgress } from './file-progress.tsx'
import { isolated } from '#renderer/ui/isolated.ts'
import { supportDocuments } from './support-documents.ts'
import { useBackupFile } from './use-backup-file.ts'

/** Everything for whoever helps, without texts unless they are wished. */
export function SupportCard() {
  const { t } = useTranslation('backups')
  const { platform } = useServices()
  const [withTexts, setWithTexts] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const { state, save, cancel } = useBackupFile()
  const start = async () => {
    setDone(null)
    const support = await supportDocuments(platform)
    const finished = await save({ kind: 'support', withTexts, seal: null, support })
    setDone(finished?.name ?? null)
  }
  return (
    <section className="card backups-card" aria-labelledby="backups-support">
      <h2 className="section-title" id="backups-support">
        {t('support.title')}
      </h2>
      <p className="sm muted">{t('support.about')}</p>
      <SwitchField isSelected={withTexts} onChange={setWithTexts}>
        {t('support.texts')}
      </SwitchField>
      <p className="sm">{t(withTexts ? 'support.with' : 'support.without')}</p>
      {state.progress === null ? (
        <div className="row">
          <Button size="s" icon={<LifeBuoy size={15} aria-hidden />} onPress={() => void start()}>
            {t('support.save')}
          </Button>
        </div>
      ) : (
        <FileProgress progress={state.progress} onCancel={cancel} />
      )}
      {state.failedCode !== null && <FileFailure code={state.failedCode} onRetry={() => void start()} />}
      <div aria-live="polite" className="backups-live">
        {done !== null && <Note tone="success">{t('support.done', { name: isolated(done) })}</Note>}
      </div>
    </section>
  )
}
