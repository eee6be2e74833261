import { useTranslation } from 'react-i18next'
import { labelName, paletteColour } from '#shared/domain/label.ts'
import type { Question } from '#shared/domain/question.ts'
import { isSpan, type Part } from '#shared/domain/settle.ts'
import type { Item } from '#shared/domain/item.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useSettings } from '#renderer/app/services-context.ts'

export function questionTitle({ title, titleEn }: Question, locale: string): string {
  return locale === 'en' && titleEn !== '' ? titleEn : title
}

/** A label, and for a span the words it lies on. A retired label keeps its colour and name. */
export function PartTag({ part, question, item }: { part: Part; question: Question; item: Item }) {
  const { locale } = useSettings()
  const id = isSpan(part) ? part.label : part
  const label = question.labels.find((one) => one.id === id)
  const language = isSpan(part) ? languageOf(item.texts[part.field]?.language ?? 'ur') : null
  return (
    <span className="row part">
      <span className={`tag label-colour-${paletteColour(label?.colour ?? 1)}`}>
        <bdi>{label ? labelName(label, locale) : id}</bdi>
      </span>
      {isSpan(part) && language && (
        <bdi className={`part-words fade typeface-${language.typeface}`} lang={language.lang} dir={language.dir}>
          {part.quote.replaceAll(/\s+/gu, ' ')}
        </bdi>
      )}
    </span>
  )
}

/** What an answer says at one place; a dash where it says nothing. */
export function Parts({ parts, question, item }: { parts: readonly Part[]; question: Question; item: Item }) {
  const { t } = useTranslation('adjudicate')
  if (parts.length === 0) {
    return (
      <span className="faint">
        <span aria-hidden>—</span>
        <span className="visually-hidden">{t('nothing')}</span>
      </span>
    )
  }
  return (
    <span className="row wrap part-list">
      {parts.map((part, index) => (
        <PartTag key={index} part={part} question={question} item={item} />
      ))}
    </span>
  )
}
