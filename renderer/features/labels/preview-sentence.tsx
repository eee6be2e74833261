import { useTranslation } from 'react-i18next'
import { languageOf } from '#shared/text/languages.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { MarkedText } from '#renderer/ui/marked-text/marked-text.tsx'
import type { Mark } from '#renderer/ui/marked-text/mark.ts'
import type { PreviewText } from './preview-text.ts'

/** Sizes of mockups/design.md, Type: at these line heights tags stand clear of the ink. */
const SIZES = {
  nastaliq: { fontSizePx: 27, lineHeight: 2.6 },
  naskh: { fontSizePx: 21, lineHeight: 2.3 },
  latin: { fontSizePx: 19, lineHeight: 2.3 },
} as const

const ignore = () => undefined

/** A sentence with spans drawn by the overlay of the annotate screen. */
export function PreviewSentence({ preview, marks }: { preview: PreviewText; marks: readonly Mark[] }) {
  const { t } = useTranslation('labels')
  const { contentFont } = useSettings()
  const language = languageOf(preview.language)
  const typeface = language.typeface === 'nastaliq' ? contentFont : language.typeface
  const { fontSizePx, lineHeight } = SIZES[typeface]
  return (
    <MarkedText
      text={preview.text}
      tokens={preview.tokens}
      dir={language.dir}
      lang={language.lang}
      typeface={typeface}
      fontSizePx={fontSizePx}
      lineHeight={lineHeight}
      marks={marks}
      pickedId={null}
      selection={null}
      readOnly
      labels={{ text: t('preview'), marks: t('previewMarks'), announcement: '' }}
      onPick={ignore}
      onSelect={ignore}
      onResize={ignore}
    />
  )
}
