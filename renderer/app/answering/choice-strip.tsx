import { CircleAlert, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { paletteColour } from '#shared/domain/label.ts'
import type { Question } from '#shared/domain/question.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import type { WorkItem } from '#renderer/data/queries/queue.ts'
import { Button } from '#renderer/ui/button.tsx'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { chosenWords } from '#renderer/ui/marked-text/chosen-words.ts'
import { indexTokens } from '#renderer/ui/marked-text/token-index.ts'
import type { AnswerHalt } from './answer-acts.ts'
import type { TaskLabel } from './task-labels.ts'
import type { Answering } from './use-answering.ts'
import './answering.css'

export type ChoiceStripProps = {
  questions: readonly Question[]
  labels: readonly TaskLabel[]
  work: WorkItem
  answering: Answering
}

/** The chosen words in logical order, how many, and what the keys do now. A fixed place: no menu floats over the text. */
export function ChoiceStrip(props: ChoiceStripProps) {
  const { t } = useTranslation('annotate')
  const { locale } = useSettings()
  const { answering } = props
  const { hint, hintQuestion, picked, choice } = answering
  if (hint !== null) {
    const question = locale === 'en' && hintQuestion?.titleEn ? hintQuestion.titleEn : (hintQuestion?.title ?? '')
    return (
      <div className="strip strip-hint" role="alert">
        <CircleAlert size={18} aria-hidden />
        <span>{t(`hint.${hint}`, { question })}</span>
      </div>
    )
  }
  if (answering.halt !== null && picked === null) return <HaltedStrip halt={answering.halt} />
  if (picked !== null) return <PickedStrip {...props} />
  if (choice !== null) return <ChosenStrip {...props} />
  return <IdleStrip {...props} />
}

function HaltedStrip({ halt }: { halt: AnswerHalt }) {
  const { t } = useTranslation('annotate')
  return (
    <div className="strip">
      <span className="muted sm">{t(`idle.${halt}`)}</span>
    </div>
  )
}

function ChosenStrip({ answering, work, labels }: ChoiceStripProps) {
  const { t } = useTranslation('annotate')
  const { choice } = answering
  const text = work.item.texts[choice?.field ?? '']
  const index = useMemo(() => indexTokens(text?.tokens ?? []), [text])
  if (choice === null || text === undefined) return null
  const words = chosenWords(text.text, index, choice.range)
  const language = languageOf(text.language)
  return (
    <div className="strip">
      <span className="muted sm">{t('chosen')}</span>
      <bdi className={`strip-words typeface-${language.typeface}`} lang={language.lang} dir={language.dir}>
        {words.quote}
      </bdi>
      <span className="muted sm nowrap">
        {t('words', { count: words.words })} · {t('letters', { count: words.letters })}
      </span>
      <span className="grow" />
      <span className="row sm muted strip-keys">
        <LabelKeys labels={labels} />
        {t('keys.label')}
      </span>
      <span className="row sm muted strip-keys">
        <KeyCap>Shift</KeyCap>
        <KeyCap>{language.dir === 'rtl' ? '←' : '→'}</KeyCap>
        {t('keys.oneMore')}
      </span>
      <span className="row sm muted strip-keys">
        <KeyCap>Esc</KeyCap>
        {t('keys.clear')}
      </span>
    </div>
  )
}

function PickedStrip({ answering, work, labels }: ChoiceStripProps) {
  const { t } = useTranslation('annotate')
  const { picked } = answering
  const text = work.item.texts[picked?.value.field ?? '']
  const index = useMemo(() => indexTokens(text?.tokens ?? []), [text])
  if (picked === null || text === undefined) return null
  const label = labels.find((one) => one.question.id === picked.question && one.label.id === picked.value.label)
  const words = chosenWords(text.text, index, picked.value)
  const language = languageOf(text.language)
  return (
    <div className="strip">
      {label && <bdi className={`tag label-colour-${paletteColour(label.label.colour)}`}>{label.name}</bdi>}
      <bdi className={`strip-words typeface-${language.typeface}`} lang={language.lang} dir={language.dir}>
        {words.quote}
      </bdi>
      <span className="muted sm nowrap">
        {t('words', { count: words.words })} · {t('letters', { count: words.letters })}
      </span>
      <span className="grow" />
      {picked.suggestion ? (
        <Button size="s" keys={['A']} isDisabled={answering.halt !== null} onPress={answering.acceptSuggestions}>
          {t('accept')}
        </Button>
      ) : (
        <>
          <span className="row sm muted strip-keys">
            <KeyCap>[</KeyCap>
            <KeyCap>]</KeyCap>
            {t('keys.edges')}
          </span>
          <span className="row sm muted strip-keys">
            <LabelKeys labels={labels} />
            {t('keys.relabel')}
          </span>
          <Button
            variant="danger"
            size="s"
            isDisabled={answering.halt !== null}
            icon={<Trash2 size={15} />}
            keys={['Del']}
            onPress={() => answering.remove(picked.id)}
          >
            {t('removeSpan')}
          </Button>
        </>
      )}
    </div>
  )
}

function IdleStrip({ answering, questions, labels, work }: ChoiceStripProps) {
  const { t } = useTranslation('annotate')
  const marks = questions.some((question) => question.kind === 'spans')
  const offered = work.suggestions.length > 0 && answering.spans.some((span) => span.suggestion)
  return (
    <div className="strip">
      <span className="muted sm">{t(marks ? 'idle.spans' : 'idle.choice')}</span>
      <span className="grow" />
      {offered || work.suggestions.length > 0 ? (
        <Button size="s" keys={['A']} onPress={answering.acceptSuggestions}>
          {t('acceptAll')}
        </Button>
      ) : (
        <span className="row sm muted strip-keys">
          <LabelKeys labels={labels} />
          {t('keys.label')}
        </span>
      )}
    </div>
  )
}

/** «1 – 8»: the first and last label key of the task. */
function LabelKeys({ labels }: { labels: readonly TaskLabel[] }) {
  const caps = labels.flatMap((label) => label.keyCap ?? [])
  const [first] = caps
  const last = caps.at(-1)
  if (first === undefined || last === undefined) return null
  return (
    <span className="row strip-range" dir="ltr">
      <KeyCap>{first}</KeyCap>
      {last !== first && (
        <>
          –<KeyCap>{last}</KeyCap>
        </>
      )}
    </span>
  )
}
