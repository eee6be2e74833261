import { useTranslation } from 'react-i18next'
import { contentStyle } from '#shared/text/content-style.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { TextSliders } from '#renderer/app/text-sliders.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { SettingRow } from './setting-row.tsx'

/** Long enough for two lines at every size; written for this page. */
const PREVIEW =
  'بارش تھمی تو گاؤں کے بچے کھیتوں کی طرف دوڑے، جہاں پانی میں آسمان کا عکس ٹھہرا ہوا تھا اور بوڑھا کسان مسکرا کر کہہ رہا تھا کہ اس بار گندم اچھی ہو گی۔'

/** Typeface, size and line height of the texts that are labeled, with a sentence that shows them at once. */
export function TextCard() {
  const { t } = useTranslation('settings')
  const { settings } = useServices().platform
  const { contentFont } = useSettings()
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
      <TextSliders className="settings-sliders" />
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
