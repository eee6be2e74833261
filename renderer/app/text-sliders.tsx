import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { SliderField } from '#renderer/ui/slider-field.tsx'
import { useServices, useSettings } from './services-context.ts'

/** Size and line height of item texts, as two sliders. */
export function TextSliders({ className }: { className: string }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const { settings } = useServices().platform
  const { contentScale, leadingScale } = useSettings()
  return (
    <div className={className}>
      <SliderField
        label={t('text.size')}
        value={contentScale}
        min={0.6}
        max={2}
        step={0.05}
        shown={format.share(contentScale + 0.0001)}
        onChange={(value) => settings.update({ contentScale: value })}
      />
      <SliderField
        label={t('text.leading')}
        value={leadingScale}
        min={0.92}
        max={1.6}
        step={0.02}
        shown={format.share(leadingScale + 0.0001)}
        onChange={(value) => settings.update({ leadingScale: value })}
      />
    </div>
  )
}
