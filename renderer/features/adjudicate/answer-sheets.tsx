import { Flag } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Annotation } from '#shared/domain/annotation.ts'
import { labelLine, labelName } from '#shared/domain/label.ts'
import type { Field, Project, TaskVersion } from '#shared/domain/project.ts'
import type { Question } from '#shared/domain/question.ts'
import { isSpan, samePart, type Part } from '#shared/domain/settle.ts'
import type { SpanValue } from '#shared/domain/span.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { listPeople } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import type { Mark, MarkVariant } from '#renderer/ui/marked-text/mark.ts'
import { useAnswerLetters, wholeKeys } from './answer-letters.ts'
import { Parts, questionTitle } from './part-tag.tsx'
import { ReadText } from './read-text.tsx'
import type { Row } from './settling-state.ts'
import type { ShownItem } from './use-shown-item.ts'

/** Of the size in which texts are answered: two sheets stand side by side. */
const SHEET_SCALE = 0.78

export type AnswerSheetsProps = {
  project: Project
  task: TaskVersion
  shown: ShownItem
  /** What is decided now: outlined in each sheet. */
  row: Row | null
  showNames: boolean
  /** Why no answer may be taken whole; null where one may. Undefined: nothing is to be taken. */
  disabledReason?: string | null
  onTake?: (index: number) => void
}

/** The answers side by side, in an order that does not tell whose they are. More than three scroll sideways. */
export function AnswerSheets(props: AnswerSheetsProps) {
  const { t } = useTranslation('adjudicate')
  const { data } = useServices()
  const people = useQuery(() => listPeople(data), [data])
  const { answers } = props.shown
  if (answers.length === 0) return <p className="card adj-none muted">{t('noAnswers')}</p>
  return (
    <div className="adj-sheets" role="group" aria-label={t('sheets')}>
      {answers.map((annotation, index) => (
        <AnswerSheet
          {...props}
          key={annotation.annotatorId}
          annotation={annotation}
          index={index}
          name={people?.get(annotation.annotatorId)?.name ?? ''}
        />
      ))}
    </div>
  )
}

type SheetProps = AnswerSheetsProps & { annotation: Annotation; index: number; name: string }

function AnswerSheet({ project, task, shown, row, annotation, index, ...props }: SheetProps) {
  const { t } = useTranslation(['adjudicate', 'annotate'])
  const letter = useAnswerLetters()(index)
  const title = t('answer', { letter })
  const marksSpans = task.questions.some(({ kind }) => kind === 'spans')
  const comment = annotation.comments['']?.value ?? ''
  return (
    <article className="card adj-sheet" aria-label={title} data-answer={index}>
      <div className="adj-sheet-head">
        <span className="adj-letter" aria-hidden>
          {letter}
        </span>
        <h2 className="med nowrap">{title}</h2>
        <span className="sm muted adj-name">
          {props.showNames ? <bdi>{props.name === '' ? t('nameless') : props.name}</bdi> : t('names.hidden')}
        </span>
        {annotation.status === 'unsure' && <Chip tone="warning">{t('annotate:status.unsure')}</Chip>}
        {annotation.flag?.value && <Flag size={15} className="adj-flag" aria-label={t('annotate:flagged')} />}
        <span className="grow" />
        {props.onTake && (
          <Button
            size="s"
            keys={wholeKeys(index)}
            disabledReason={props.disabledReason ?? null}
            onPress={() => props.onTake?.(index)}
          >
            {t('takeWhole')}
          </Button>
        )}
      </div>
      <div className="adj-sheet-body" tabIndex={0} role="region" aria-label={title}>
        {marksSpans &&
          project.fields.map((field) => (
            <SheetText key={field.id} {...{ field, task, shown, row, index }} title={title} />
          ))}
        <ChoiceLines questions={task.questions} shown={shown} index={index} />
        {comment !== '' && (
          <p className="sm adj-comment">
            <span className="muted">{t('theirComment')}</span> <bdi>{comment}</bdi>
          </p>
        )}
      </div>
    </article>
  )
}

type TextProps = Pick<SheetProps, 'task' | 'shown' | 'row' | 'index'> & { field: Field; title: string }

function SheetText({ field, task, shown, row, index, title }: TextProps) {
  const { locale } = useSettings()
  const marks = useMemo(
    () => sheetMarks({ shown, index, questions: task.questions, locale }).filter((one) => one.field === field.id),
    [shown, index, task, locale, field.id],
  )
  const here = row?.difference.said[index]?.find(isSpan)
  const picked = here && marks.find(({ question, span }) => question === row?.of.question && samePart(span, here))
  const drawn = useMemo(() => marks.map(({ mark }) => mark), [marks])
  return (
    <ReadText
      field={field}
      item={shown.item}
      marks={drawn}
      pickedId={picked?.mark.id ?? null}
      scale={SHEET_SCALE}
      name={title}
    />
  )
}

/** Labels of the whole text that an answer gave. */
function ChoiceLines({ questions, shown, index }: { questions: readonly Question[]; shown: ShownItem; index: number }) {
  const { locale } = useSettings()
  const choices = questions.filter(({ kind }) => kind === 'choice')
  if (choices.length === 0) return null
  return (
    <dl className="adj-choices">
      {choices.map((question) => (
        <div key={question.id} className="row">
          <dt className="sm muted">
            <bdi>{questionTitle(question, locale)}</bdi>
          </dt>
          <dd>
            <Parts
              parts={shown.cases.find((one) => one.question === question.id)?.said[index] ?? []}
              question={question}
              item={shown.item}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}

type DrawnSpan = { question: string; span: SpanValue; field: string; mark: Mark }
type Drawing = { shown: ShownItem; index: number; questions: readonly Question[]; locale: string }

function sheetMarks({ shown, index, questions, locale }: Drawing): DrawnSpan[] {
  return shown.cases.flatMap(({ question: id, said, agreed, differences }) => {
    const question = questions.find((one) => one.id === id)
    const parts = said[index] ?? []
    if (question === undefined) return []
    // Of a question that is settled nothing steps back: the gold is beside it.
    const common = differences.length === 0 ? parts : agreed
    return drawSpans(question, parts, { locale, key: id, variant: (part) => (holds(common, part) ? 'agreed' : 'own') })
  })
}

const holds = (parts: readonly Part[], part: Part) => parts.some((other) => samePart(other, part))

type Look = { locale: string; key: string; variant: (span: SpanValue) => MarkVariant }

/** Spans as a text draws them. A retired label keeps its colour and name. */
export function drawSpans(question: Question, parts: readonly Part[], { locale, key, variant }: Look): DrawnSpan[] {
  return parts.filter(isSpan).map((span, n) => {
    const label = question.labels.find(({ id }) => id === span.label)
    const colour = label?.colour ?? 1
    const mark: Mark = {
      id: `${key} ${n}`,
      start: span.start,
      end: span.end,
      colour,
      line: labelLine(colour),
      name: label ? labelName(label, locale) : span.label,
      variant: variant(span),
    }
    return { question: question.id, span, field: span.field, mark }
  })
}
