import { Lock, LockOpen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Seal } from '#shared/backup/backup-schema.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { PasswordDialog } from './password-dialog.tsx'

/** Whether new backups are locked, and how that is changed. */
export function PasswordCard({ sealed, setSeal }: { sealed: boolean; setSeal: (seal: Seal | null) => Promise<void> }) {
  const { t } = useTranslation(['backups', 'common'])
  const [asking, setAsking] = useState<'set' | 'remove' | null>(null)
  const close = () => setAsking(null)
  const Icon = sealed ? Lock : LockOpen
  return (
    <section className="card backups-card" aria-labelledby="backups-password">
      <h2 className="section-title" id="backups-password">
        {t('seal.title')}
      </h2>
      <div className="row backups-lock">
        <Icon size={18} className={sealed ? 'success-text' : 'muted'} aria-hidden />
        <p className="grow">{t(sealed ? 'seal.on' : 'seal.off')}</p>
      </div>
      <div className="row wrap">
        <Button size="s" onPress={() => setAsking('set')}>
          {t(sealed ? 'seal.change' : 'seal.set')}
        </Button>
        {sealed && (
          <Button size="s" variant="quiet" onPress={() => setAsking('remove')}>
            {t('seal.remove')}
          </Button>
        )}
      </div>
      {asking === 'set' && <PasswordDialog sealed={sealed} setSeal={setSeal} onClose={close} />}
      {asking === 'remove' && (
        <ConfirmDialog
          title={t('seal.removeTitle')}
          actLabel={t('seal.removeAct')}
          keepLabel={t('common:action.keep')}
          onKeep={close}
          onAct={() => {
            void setSeal(null)
            close()
          }}
        >
          <p>{t('seal.removeBody')}</p>
          <p className="muted sm">{t('seal.older')}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}
