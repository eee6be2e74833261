import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { labelName, paletteColour } from '#shared/domain/label.ts'
import { findLabel, type Question } from '#shared/domain/question.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import type { WorkItem } from '#renderer/data/queries/queue.ts'
import { Button } from '#renderer/ui/button.tsx'
import { classNames } from '#renderer/ui/class-names.ts'
import type { ItemSpan } from '#renderer/app/answering/item-marks.ts'
import type { Answering } from '#renderer/app/answering/use-answering.ts'

export type SpansPanelProps = {
  spans: readonly ItemSpan[]
  questions: readonly Question[]
  work: WorkItem
  answering: Answering
}

/** Every span of the item in text order; a press picks it in the text. */
export function SpansPanel({ spans, questions, work, answering }: SpansPanelProps) {
  const { t } = useTranslation('annotate')
  const { locale } = useSettings()
  if (spans.length === 0) return <p className="muted">{t('noSpans')}</p>
  return (
    <ul className="span-list">
      {spans.map((span) => {
        const label = findLabel(questions, span.question, span.value.label)
        const language = languageOf(work.item.texts[span.value.field]?.language ?? 'ur')
        return (
          <li key={span.id} className={classNames('span-row', answering.picked?.id === span.id && 'span-row-picked')}>
            <button type="button" className="span-pick" onClick={() => answering.pick(span.id)}>
              {label && (
                <bdi className={`tag label-colour-${paletteColour(label.colour)}`}>
                  {labelName(label, locale)}
                  {span.suggestion && ' ؟'}
                </bdi>
              )}
              <bdi className={`span-words typeface-${language.typeface}`} lang={language.lang} dir={language.dir}>
                {span.value.quote}
              </bdi>
            </button>
            {!span.suggestion && (
              <Button
                variant="quiet"
                size="s"
                icon={<Trash2 size={15} />}
                label={t('removeSpan')}
                isDisabled={answering.halt !== null}
                onPress={() => answering.remove(span.id)}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}
