import { ZoomIn, ZoomOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { nextZoom } from '#shared/domain/zoom-steps.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { SwitchField } from '#renderer/ui/switch-field.tsx'
import { SettingRow } from './setting-row.tsx'

/** Language, colours, digits, size and motion of the app itself. */
export function InterfaceCard() {
  const { t } = useTranslation('settings')
  const { settings } = useServices().platform
  const { locale, theme, digits, reducedMotion, guidelinesOpen } = useSettings()
  return (
    <section className="card settings-card" aria-labelledby="settings-interface">
      <h2 className="section-title" id="settings-interface">
        {t('interface.title')}
      </h2>
      <SettingRow name={t('interface.language')}>
        <Segmented
          label={t('interface.language')}
          value={locale}
          options={[
            { value: 'ur', label: 'اردو', lang: 'ur' },
            { value: 'en', label: 'English', lang: 'en' },
          ]}
          onChange={(value) => settings.update({ locale: value })}
        />
      </SettingRow>
      <SettingRow name={t('interface.theme')}>
        <Segmented
          label={t('interface.theme')}
          value={theme}
          options={[
            { value: 'light', label: t('interface.light') },
            { value: 'dark', label: t('interface.dark') },
            { value: 'system', label: t('interface.system') },
          ]}
          onChange={(value) => settings.update({ theme: value })}
        />
      </SettingRow>
      <SettingRow name={t('interface.digits')}>
        <Segmented
          label={t('interface.digits')}
          value={digits}
          options={[
            { value: 'urdu', label: '۱۲۳', lang: 'ur' },
            { value: 'latin', label: '123', lang: 'en' },
            { value: 'auto', label: t('interface.digitsAuto') },
          ]}
          onChange={(value) => settings.update({ digits: value })}
        />
      </SettingRow>
      <SettingRow name={t('interface.zoom')}>
        <ZoomSteps />
      </SettingRow>
      <SwitchField isSelected={reducedMotion} onChange={(on) => settings.update({ reducedMotion: on })}>
        {t('interface.reducedMotion')}
      </SwitchField>
      <SwitchField isSelected={guidelinesOpen} onChange={(on) => settings.update({ guidelinesOpen: on })}>
        {t('interface.guidelinesOpen')}
      </SwitchField>
    </section>
  )
}

/** Steps, not a slider: a slider would grow under the hand that drags it. */
function ZoomSteps() {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const { settings } = useServices().platform
  const { zoom } = useSettings()
  const button = (direction: 1 | -1) => {
    const next = nextZoom(zoom, direction)
    return (
      <Button
        icon={direction === 1 ? <ZoomIn size={18} /> : <ZoomOut size={18} />}
        label={t(direction === 1 ? 'interface.larger' : 'interface.smaller')}
        disabledReason={next === zoom ? t('interface.zoomEnd') : null}
        onPress={() => settings.update({ zoom: next })}
      />
    )
  }
  return (
    <div className="row" role="group" aria-label={t('interface.zoom')}>
      {button(-1)}
      <output className="num zoom-value">{format.share(zoom + 0.0001)}</output>
      {button(1)}
    </div>
  )
}
