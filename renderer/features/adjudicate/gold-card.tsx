import { BadgeCheck, Scale } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field, Project, TaskVersion } from '#shared/domain/project.ts'
import { answersSaying, isSpan, type Part } from '#shared/domain/settle.ts'
import type { Item } from '#shared/domain/item.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { TextRange } from '#renderer/ui/marked-text/text-range.ts'
import { drawSpans } from './answer-sheets.tsx'
import { useAnswerLetters } from './answer-letters.ts'
import { Parts, questionTitle } from './part-tag.tsx'
import { proposedParts, type Proposals } from './proposed-parts.ts'
import { ReadText } from './read-text.tsx'
import type { Settling } from './use-settling.ts'
import type { ShownItem } from './use-shown-item.ts'

/** Between the sheets and the text as it is answered. */
const GOLD_SCALE = 0.85

type CardProps = { head: ReactNode; children: ReactNode; foot?: ReactNode }

/** The frame of a gold answer, being settled or settled. */
export function GoldFrame({ head, children, foot }: CardProps) {
  const { t } = useTranslation('adjudicate')
  return (
    <section className="card adj-gold" aria-label={t('gold')}>
      <div className="adj-gold-head">
        <BadgeCheck size={18} className="success-text" aria-hidden />
        <h2 className="med nowrap">{t('gold')}</h2>
        {head}
      </div>
      {children}
      {foot}
    </section>
  )
}

type GoldTextProps = {
  project: Project
  task: TaskVersion
  item: Item
  gold: (question: string) => readonly Part[]
  place?: { field: string; range: TextRange } | null
}

/** The gold answer as it will be: the text with its spans, and the labels of the whole text. */
export function GoldText({ project, task, item, gold, place = null }: GoldTextProps) {
  const { t } = useTranslation('adjudicate')
  const { locale } = useSettings()
  const choices = task.questions.filter(({ kind }) => kind === 'choice')
  return (
    <div className="adj-gold-body adj-gold-read" tabIndex={0} role="region" aria-label={t('goldText')}>
      {project.fields.map((field) => (
        <GoldField
          key={field.id}
          {...{ field, task, item, gold }}
          place={place?.field === field.id ? place.range : null}
        />
      ))}
      {choices.length > 0 && (
        <dl className="adj-choices">
          {choices.map((question) => (
            <div key={question.id} className="row">
              <dt className="sm muted">
                <bdi>{questionTitle(question, locale)}</bdi>
              </dt>
              <dd>
                <Parts parts={gold(question.id)} question={question} item={item} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

type FieldProps = Pick<GoldTextProps, 'task' | 'item' | 'gold'> & { field: Field; place: TextRange | null }

function GoldField({ field, task, item, gold, place }: FieldProps) {
  const { t } = useTranslation('adjudicate')
  const { locale } = useSettings()
  // By what is drawn: the parts are made anew with each drawing of the page.
  const sign = JSON.stringify(task.questions.map(({ id }) => gold(id)))
  const marks = useMemo(() => {
    const parts = JSON.parse(sign) as Part[][]
    return task.questions
      .flatMap((question, index) =>
        question.kind === 'spans'
          ? drawSpans(question, parts[index] ?? [], { locale, key: question.id, variant: () => 'own' })
          : [],
      )
      .filter((one) => one.field === field.id)
      .map(({ mark }) => mark)
  }, [sign, task, locale, field.id])
  return <ReadText field={field} item={item} marks={marks} place={place} scale={GOLD_SCALE} name={t('goldText')} />
}

type HeadProps = {
  shown: ShownItem
  settling: Settling
  proposals: Proposals
  disabledReason: string | null
}

/** How far it is settled, and what is proposed. */
export function GoldHead({ shown, settling, proposals, disabledReason }: HeadProps) {
  const { t } = useTranslation('adjudicate')
  const { rows, open } = settling
  const common = shown.cases.reduce(
    (sum, one) => sum + (one.differences.length > 0 ? one.agreed.filter(isSpan).length : 0),
    0,
  )
  return (
    <>
      <span className="sm muted" role="status">
        {rows.length === 0
          ? t('progress.none')
          : open.size === rows.length
            ? t('progress.open', { count: open.size })
            : t('progress.settled', { settled: rows.length - open.size, count: rows.length })}
        {common > 0 && rows.length > 0 && t('progress.common', { count: common })}
      </span>
      <span className="grow" />
      <ProposalChips {...{ shown, settling, proposals, disabledReason }} />
    </>
  )
}

/** What methods would settle on; taken by the adjudicator's own key alone. */
function ProposalChips({ shown, settling, proposals, disabledReason }: HeadProps) {
  const { t } = useTranslation('adjudicate')
  const { locale } = useSettings()
  const format = useFormat()
  const letterOf = useAnswerLetters()
  const offered = offeredNow(settling, proposals)
  if (offered === null) return null
  const { of, methods } = offered
  const question = settling.ground.questions.find(({ id }) => id === of.question)
  const several = Object.values(proposals).filter((list) => list.length > 0).length > 1
  return methods.map((proposed, index) => {
    const parts = proposedParts(shown.item, proposed)
    const [same] = answersSaying(of, parts)
    const what = same === undefined ? t('proposal.mixed') : letterOf(same)
    return (
      <Button
        key={proposed.method}
        size="s"
        variant="quiet"
        className="adj-proposal"
        icon={<Scale size={15} aria-hidden />}
        keys={index === 0 ? ['P'] : ['Shift', 'P']}
        disabledReason={disabledReason}
        onPress={() => settling.act({ kind: 'propose', question: of.question, parts })}
      >
        {several && question && <bdi>{questionTitle(question, locale)} · </bdi>}
        {t('proposal.words', { what, share: format.share(proposed.confidence) })}
        {methods.length > 1 && ` · ${t(`proposal.${proposed.method}`)}`}
      </Button>
    )
  })
}

/** Proposals for the question of the marked line, the surer first; the same answer by two methods is one. */
export function offeredNow(settling: Settling, proposals: Proposals) {
  const { row } = settling
  if (row === null) return null
  const methods = (proposals[row.of.question] ?? []).toSorted((a, b) => b.confidence - a.confidence)
  const first = methods[0]
  if (first === undefined) return null
  const others = methods.slice(1).filter((one) => JSON.stringify(one.answer) !== JSON.stringify(first.answer))
  return { of: row.of, methods: [first, ...others] }
}
