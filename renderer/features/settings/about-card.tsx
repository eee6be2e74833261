import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { MarkdownView } from '#renderer/ui/markdown-view.tsx'
import { SettingRow } from './setting-row.tsx'

/** Version, and the licences of what the app is built on. */
export function AboutCard() {
  const { t } = useTranslation(['settings', 'common'])
  const { platform } = useServices()
  const [shown, setShown] = useState(false)
  return (
    <section className="card settings-card" aria-labelledby="settings-about">
      <h2 className="section-title" id="settings-about">
        {t('about.title')}
      </h2>
      <p className="muted">{t('about.what')}</p>
      <SettingRow name={t('about.version')} hint={t(`about.${platform.kind}`)}>
        <bdi className="num" lang="en">
          {platform.appVersion}
        </bdi>
      </SettingRow>
      <SettingRow name={t('about.licences')} hint={t('about.licencesHint')}>
        <Button size="s" onPress={() => setShown(true)}>
          {t('about.show')}
        </Button>
      </SettingRow>
      {shown && (
        <Dialog
          title={t('about.licences')}
          size="medium"
          closeLabel={t('common:action.close')}
          onClose={() => setShown(false)}
        >
          <div className="notices" lang="en" dir="ltr">
            <MarkdownView
              text={__THIRD_PARTY_NOTICES__}
              linkQuestion={{
                title: t('about.link'),
                open: t('common:action.open'),
                keep: t('common:action.cancel'),
              }}
              onOpen={(url) => void platform.openExternal(url)}
            />
          </div>
        </Dialog>
      )}
    </section>
  )
}
