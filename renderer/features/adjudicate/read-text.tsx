import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field } from '#shared/domain/project.ts'
import type { Item } from '#shared/domain/item.ts'
import { contentStyle } from '#shared/text/content-style.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { MarkedText } from '#renderer/ui/marked-text/marked-text.tsx'
import type { Mark } from '#renderer/ui/marked-text/mark.ts'
import type { TextRange } from '#renderer/ui/marked-text/text-range.ts'

export type ReadTextProps = {
  field: Field
  item: Item
  marks: readonly Mark[]
  /** Drawn with an outline: what is decided now. */
  pickedId?: string | null
  /** Drawn as a choice: where there is something to decide. */
  place?: TextRange | null
  /** Of the size in which texts are answered: 1. */
  scale: number
  /** Whose text this is, for those who hear the screen. */
  name: string
}

const NOTHING = () => undefined

/** A text with spans, to be read: nothing in it can be changed. */
export function ReadText({ field, item, marks, pickedId = null, place = null, scale, name }: ReadTextProps) {
  const { t } = useTranslation('annotate')
  const settings = useSettings()
  const text = item.texts[field.id]
  const language = languageOf(text?.language ?? field.language)
  const style = contentStyle(language, { ...settings, contentScale: settings.contentScale * scale })
  const labels = useMemo(() => ({ text: name, marks: t('spans'), announcement: '' }), [name, t])
  if (text === undefined) return null
  return (
    <MarkedText
      text={text.text}
      tokens={text.tokens}
      dir={language.dir}
      lang={language.lang}
      typeface={style.typeface}
      fontSizePx={style.fontSizePx}
      lineHeight={style.lineHeight}
      marks={marks}
      pickedId={pickedId}
      selection={place}
      readOnly
      labels={labels}
      onPick={NOTHING}
      onSelect={NOTHING}
      onResize={NOTHING}
    />
  )
}
