import { BookOpen, Eye, Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { UndefinedReason } from '#shared/agreement/measured.ts'
import { adjudicatePath, projectPath } from '#renderer/app/routes.ts'
import type { ReportTold } from '#renderer/workers/agreement-protocol.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { CardProps } from './figures.tsx'
import { inSentence } from './names.ts'

/** What the figures say to a reader without statistics, and what to do next. */
export function WordsCard({ project, question, names, told }: CardProps & { told: ReportTold }) {
  const { t } = useTranslation('agreement')
  const [, navigate] = useLocation()
  const { words, report } = told
  const disputed = report.confusion.reduce((sum, { one, other, pairs }) => (one === other ? sum : sum + pairs), 0)
  const givesNothing = words.undefinedFor === 'no-overlap' || words.undefinedFor === 'single-rater'
  return (
    <section className="card agreement-words col">
      <p className="agreement-sentence grow">{sentenceOf(told, inSentence(names), t)}</p>
      <div className="row wrap">
        {givesNothing ? (
          <Button
            icon={<Send size={15} className="mirrored" aria-hidden />}
            onPress={() => navigate(projectPath('handOut', project.id))}
          >
            {t('act.giveTwice')}
          </Button>
        ) : (
          disputed > 0 && (
            <Button
              icon={<Eye size={15} aria-hidden />}
              onPress={() => navigate(adjudicatePath(project.id, { question: question.id }))}
            >
              {t('act.settle')}
            </Button>
          )
        )}
        <Button
          variant="quiet"
          icon={<BookOpen size={15} aria-hidden />}
          onPress={() => navigate(projectPath('guidelines', project.id))}
        >
          {t('act.guideline')}
        </Button>
      </div>
    </section>
  )
}

type Words = ReturnType<typeof useTranslation<'agreement'>>['t']

/** Sentences one after another: how many are alike, how far to trust, where people part. */
export function sentenceOf({ words, report }: ReportTold, names: CardProps['names'], t: Words): string {
  const sentences: string[] = []
  const { alike, byChance, verdict, undefinedFor, confused, shared } = words
  if (alike !== null && undefinedFor !== 'no-spans') {
    if (report.kind === 'spans') sentences.push(t('words.alikeMarks', { alike }))
    else if (byChance === null) sentences.push(t('words.alikeNoChance', { alike }))
    else sentences.push(t('words.alike', { alike, chance: byChance }))
  }
  if (undefinedFor !== null) sentences.push(t(`undefined.${undefinedKey(undefinedFor)}`))
  else if (verdict === 'too-few') sentences.push(t('words.too-few', { count: shared }))
  else sentences.push(t(`words.${verdict}`))
  if (confused !== null) sentences.push(confusedSentence(report, confused, names, t))
  return sentences.join(' ')
}

function confusedSentence(
  report: ReportTold['report'],
  confused: NonNullable<ReportTold['words']['confused']>,
  names: CardProps['names'],
  t: Words,
): string {
  const { spanDifferences: differences } = report
  if (differences !== null && differences.boundary > Math.max(differences.label, differences.missing)) {
    return t('words.confusedBoundary')
  }
  const [one, other] = confused.one === null ? [confused.other, null] : [confused.one, confused.other]
  return other === null
    ? t('words.confusedNothing', { one: names.label(one) })
    : t('words.confused', { one: names.label(one), other: names.label(other) })
}

const TOLD_REASONS = [
  'no-data',
  'single-rater',
  'no-overlap',
  'no-variation',
  'no-spans',
  'overlapping-spans',
  'too-many-labels',
  'too-large',
  'one-category',
  'label-unused',
  'not-two-raters',
  'incomplete',
  'one-pair',
] as const satisfies UndefinedReason[]

/** A reason that has words of its own. */
export function undefinedKey(reason: UndefinedReason): (typeof TOLD_REASONS)[number] | 'other' {
  return TOLD_REASONS.find((told) => told === reason) ?? 'other'
}
