import { useTranslation } from 'react-i18next'
import { contentStyle } from '#shared/text/content-style.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { SliderField } from '#renderer/ui/slider-field.tsx'
import { SettingRow } from './setting-row.tsx'

/** Long enough for two lines at every size; written for this page. */
const PREVIEW =
  'بارش تھمی تو گاؤں کے بچے کھیتوں کی طرف دوڑے، جہاں پانی میں آسمان کا عکس ٹھہرا ہوا تھا اور بوڑھا کسان مسکرا کر کہہ رہا تھا کہ اس بار گندم اچھی ہو گی۔'

/** Typeface, size and line height of the texts that are labeled, with a sentence that shows them at once. */
export function TextCard() {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const { settings } = useServices().platform
  const { contentFont, contentScale, leadingScale } = useSettings()
  return (
    <section className="card settings-card" aria-labelledby="settings-text">
      <h2 className="section-title" id="settings-text">
        {t('text.title')}
      </h2>
      <SettingRow name={t('text.font')} hint={t('text.fontHint')}>
        <Segmented
          label={t('text.font')}
          value={contentFont}
          options={[
            { value: 'nastaliq', label: t('text.nastaliq') },
            { value: 'naskh', label: t('text.naskh') },
          ]}
          onChange={(value) => settings.update({ contentFont: value })}
        />
      </SettingRow>
      <div className="settings-sliders">
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
      <TextPreview />
    </section>
  )
}

function TextPreview() {
  const { t } = useTranslation('settings')
  const { lang, dir, ...language } = languageOf('ur')
  const { typeface, fontSizePx, lineHeight } = contentStyle({ lang, dir, ...language }, useSettings())
  return (
    <figure className="text-preview" aria-label={t('text.preview')}>
      <p
        className={`text-preview-words typeface-${typeface}`}
        lang={lang}
        dir={dir}
        style={{ fontSize: `${fontSizePx}px`, lineHeight }}
      >
        {PREVIEW}
      </p>
    </figure>
  )
}
