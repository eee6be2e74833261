import { useMemo, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field } from '#shared/domain/project.ts'
import type { Question } from '#shared/domain/question.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import type { WorkItem } from '#renderer/data/queries/queue.ts'
import { MarkedText, type MarkedTextHandle } from '#renderer/ui/marked-text/marked-text.tsx'
import { contentStyle } from '#shared/text/content-style.ts'
import { fieldMarks } from './item-marks.ts'
import type { Answering } from './use-answering.ts'
import type { TaskLabel } from './task-labels.ts'
import './answering.css'

export type FieldTextProps = {
  field: Field
  showName: boolean
  questions: readonly Question[]
  labels: readonly TaskLabel[]
  work: WorkItem
  answering: Answering
  /** Of the size in which texts are answered: 1. */
  scale?: number
  textRef?: RefObject<MarkedTextHandle | null>
}

/** One text of the item in its own language, with its spans. */
export function FieldText({ field, showName, questions, labels, work, answering, textRef, scale = 1 }: FieldTextProps) {
  const { t } = useTranslation('annotate')
  const settings = useSettings()
  const text = work.item.texts[field.id]
  const language = languageOf(text?.language ?? field.language)
  const style = contentStyle(language, { ...settings, contentScale: settings.contentScale * scale })
  const { spans, choice, picked } = answering
  const marks = useMemo(
    () => fieldMarks(spans, field.id, { questions, locale: settings.locale, labels }),
    [spans, field.id, questions, settings.locale, labels],
  )
  const marked = questions.some((q) => q.kind === 'spans' && (q.fields.length === 0 || q.fields.includes(field.id)))
  const selection = choice?.field === field.id ? choice.range : null
  const pickedHere = picked?.value.field === field.id ? picked : null
  const announcement = selection
    ? t('announce.chosen', { words: text?.text.slice(selection.start, selection.end) })
    : pickedHere
      ? t('announce.picked', { words: pickedHere.value.quote })
      : ''
  if (text === undefined) return null
  return (
    <section className="field-text">
      {showName && <h2 className="field-label">{field.name}</h2>}
      <MarkedText
        text={text.text}
        tokens={text.tokens}
        dir={language.dir}
        lang={language.lang}
        typeface={style.typeface}
        fontSizePx={style.fontSizePx}
        lineHeight={style.lineHeight}
        marks={marks}
        pickedId={pickedHere?.id ?? null}
        selection={selection}
        readOnly={!marked || answering.halt !== null}
        labels={{ text: field.name, marks: t('spans'), announcement }}
        onPick={answering.pick}
        onSelect={(range) => answering.choose(field.id, range)}
        onResize={answering.resize}
        {...(textRef && { ref: textRef })}
      />
    </section>
  )
}
