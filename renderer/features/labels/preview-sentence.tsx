import { useTranslation } from 'react-i18next'
import { contentStyle } from '#shared/text/content-style.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { MarkedText } from '#renderer/ui/marked-text/marked-text.tsx'
import type { Mark } from '#renderer/ui/marked-text/mark.ts'
import type { PreviewText } from './preview-text.ts'

/** The preview keeps the design's size: the sliders of the work screen would push it out of its card. */
const DESIGN_SIZE = { contentScale: 1, leadingScale: 1 }

const ignore = () => undefined

/** A sentence with spans drawn by the overlay of the annotate screen. */
export function PreviewSentence({ preview, marks }: { preview: PreviewText; marks: readonly Mark[] }) {
  const { t } = useTranslation('labels')
  const { contentFont } = useSettings()
  const language = languageOf(preview.language)
  const { typeface, fontSizePx, lineHeight } = contentStyle(language, { contentFont, ...DESIGN_SIZE })
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
