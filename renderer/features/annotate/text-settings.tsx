import { useTranslation } from 'react-i18next'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { SliderField } from '#renderer/ui/slider-field.tsx'

/** Size and line height of item texts, as two sliders. */
export function TextSettings() {
  const { t } = useTranslation('annotate')
  const format = useFormat()
  const { platform } = useServices()
  const { contentScale, leadingScale } = useSettings()
  return (
    <div className="col text-settings-body">
      <SliderField
        label={t('size')}
        value={contentScale}
        min={0.6}
        max={2}
        step={0.05}
        shown={format.share(contentScale + 0.0001)}
        onChange={(value) => platform.settings.update({ contentScale: value })}
      />
      <SliderField
        label={t('leading')}
        value={leadingScale}
        min={0.92}
        max={1.6}
        step={0.02}
        shown={format.share(leadingScale + 0.0001)}
        onChange={(value) => platform.settings.update({ leadingScale: value })}
      />
    </div>
  )
}
