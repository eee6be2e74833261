import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultAppearance } from '#shared/domain/settings.ts'
import { OwnHubCard } from '#renderer/app/team/own-hub-card.tsx'
import { useServices } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { AboutCard } from './about-card.tsx'
import { InterfaceCard } from './interface-card.tsx'
import { StorageCard } from './storage-card.tsx'
import { TextCard } from './text-card.tsx'
import './settings.css'

/** How the app looks on this laptop, where the work lies, and what this app is. Every change applies at once. */
export function SettingsPage() {
  const { t } = useTranslation(['settings', 'common'])
  const { settings } = useServices().platform
  const [asking, setAsking] = useState(false)
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{t('title')}</h1>
        <span className="grow" />
        <Button variant="quiet" icon={<RotateCcw size={15} aria-hidden />} onPress={() => setAsking(true)}>
          {t('defaults.button')}
        </Button>
      </div>
      <div className="settings-grid">
        <div className="col settings-column">
          <TextCard />
          <OwnHubCard />
          <AboutCard />
        </div>
        <div className="col settings-column">
          <InterfaceCard />
          <StorageCard />
        </div>
      </div>
      {asking && (
        <ConfirmDialog
          title={t('defaults.title')}
          actLabel={t('defaults.act')}
          keepLabel={t('common:action.keep')}
          danger={false}
          onKeep={() => setAsking(false)}
          onAct={() => {
            settings.update(defaultAppearance(settings.current()))
            setAsking(false)
          }}
        >
          <p>{t('defaults.body')}</p>
          <p className="muted sm">{t('defaults.safe')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
