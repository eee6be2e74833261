import { BookOpen, CircleCheck, Info, MessageSquareText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { labelName, paletteColour } from '#shared/domain/label.ts'
import type { Question } from '#shared/domain/question.ts'
import type { SpanValue } from '#shared/domain/span.ts'
import { isAnswered } from '#shared/domain/status.ts'
import { isAllRight, trainingResult, type QuestionResult, type SpanDifference } from '#shared/domain/training-result.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import type { WorkItem } from '#renderer/data/queries/queue.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import './feedback.css'

type Props = { questions: readonly Question[]; work: WorkItem; onGuidelines: (() => void) | null }

/** An answer of a training round beside the settled one, and where they differ. */
export function Feedback({ questions, work, onGuidelines }: Props) {
  const { t } = useTranslation('annotate')
  const results = trainingResult(questions, work.annotation, work.training?.answers ?? {})
  const right = isAllRight(work.annotation, results)
  const verdict = right ? 'right' : isAnswered(work.annotation?.status ?? 'open') ? 'differs' : 'unanswered'
  const Icon = right ? CircleCheck : Info
  return (
    <section className="card feedback" data-right={right} role="status" aria-label={t('feedback.title')}>
      <div className="row">
        <Icon size={18} className="feedback-sign" aria-hidden />
        <h2 className="bold grow">{t(`feedback.${verdict}`)}</h2>
        {onGuidelines && (
          <Button
            size="s"
            variant="quiet"
            icon={<BookOpen size={15} aria-hidden />}
            keys={['G']}
            onPress={onGuidelines}
          >
            {t('guidelines')}
          </Button>
        )}
      </div>
      {results.map((result) => {
        const question = questions.find(({ id }) => id === result.question)
        return question && <Compared key={question.id} question={question} result={result} work={work} />
      })}
    </section>
  )
}

type ComparedProps = { question: Question; result: QuestionResult; work: WorkItem }

function Compared({ question, result, work }: ComparedProps) {
  const { t } = useTranslation('annotate')
  const { locale } = useSettings()
  const title = locale === 'en' && question.titleEn !== '' ? question.titleEn : question.title
  return (
    <div className="feedback-question">
      <bdi className="sm muted">{title}</bdi>
      {result.kind === 'choice' ? (
        <dl className="feedback-choice">
          <div className="row wrap">
            <dt className="sm muted">{t('feedback.own')}</dt>
            <dd className="row wrap">
              <Labels question={question} ids={result.own} />
            </dd>
          </div>
          <div className="row wrap">
            <dt className="sm muted">{t('feedback.settled')}</dt>
            <dd className="row wrap">
              <Labels question={question} ids={result.gold} />
            </dd>
          </div>
        </dl>
      ) : result.differences.length === 0 ? (
        <p className="sm">{t('feedback.noSpans')}</p>
      ) : (
        <ul className="feedback-spans">
          {result.differences.map((difference, index) => (
            <SpanLine key={index} question={question} difference={difference} work={work} />
          ))}
        </ul>
      )}
      {result.note !== '' && (
        <p className="row feedback-note">
          <MessageSquareText size={15} aria-hidden />
          <span>
            <span className="med">{t('feedback.note')}</span> <bdi>{result.note}</bdi>
          </span>
        </p>
      )}
    </div>
  )
}

function Labels({ question, ids }: { question: Question; ids: readonly string[] }) {
  const { t } = useTranslation('annotate')
  if (ids.length === 0) return <span className="sm">{t('feedback.none')}</span>
  return ids.map((id) => <LabelTag key={id} question={question} id={id} />)
}

function LabelTag({ question, id }: { question: Question; id: string }) {
  const { locale } = useSettings()
  const label = question.labels.find((one) => one.id === id)
  return (
    <bdi className={`tag label-colour-${paletteColour(label?.colour ?? 1)}`}>
      {label ? labelName(label, locale) : id}
    </bdi>
  )
}

type SpanLineProps = { question: Question; difference: SpanDifference; work: WorkItem }

function SpanLine({ question, difference, work }: SpanLineProps) {
  const { t } = useTranslation('annotate')
  const { kind } = difference
  const own = kind === 'missing' ? null : difference.own
  const gold = kind === 'extra' ? null : difference.gold
  return (
    <li className="row wrap">
      <Chip tone={kind === 'same' ? 'success' : 'warning'}>{t(`feedback.span.${kind}`)}</Chip>
      {kind === 'same' || kind === 'extra' ? (
        own && <Quoted question={question} span={own} work={work} />
      ) : (
        <>
          {own && (
            <span className="row wrap">
              <span className="sm muted">{t('feedback.own')}</span>
              <Quoted question={question} span={own} work={work} />
            </span>
          )}
          {gold && (
            <span className="row wrap">
              <span className="sm muted">{t('feedback.settled')}</span>
              <Quoted question={question} span={gold} work={work} />
            </span>
          )}
        </>
      )}
    </li>
  )
}

function Quoted({ question, span, work }: { question: Question; span: SpanValue; work: WorkItem }) {
  const { lang, dir, typeface } = languageOf(work.item.texts[span.field]?.language ?? 'ur')
  return (
    <>
      <bdi className={`feedback-words typeface-${typeface}`} lang={lang} dir={dir}>
        {span.quote}
      </bdi>
      <LabelTag question={question} id={span.label} />
    </>
  )
}
