import { useTranslation } from 'react-i18next'
import { ruleOfThree } from '#shared/agreement/interval-policy.ts'
import type { QuestionReport, Warning } from '#shared/agreement/report/question-report.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Note } from '#renderer/ui/note.tsx'
import { coefficient, percent } from './figure-words.ts'
import type { CardProps } from './figures.tsx'
import { inSentence } from './names.ts'

/** What a lead should know before relying on the figures; nothing where there is nothing to say. */
export function WarningsCard({ names: plain, report }: CardProps & { report: QuestionReport }) {
  const names = inSentence(plain)
  const { t } = useTranslation('agreement')
  const settings = useSettings()
  if (report.warnings.length === 0) return null
  const sentence = (warning: Warning): string => {
    switch (warning.code) {
      case 'few-items':
        return t('warning.few-items', { count: warning.shared })
      case 'prevalence': {
        const said = {
          observed: percent(warning.observed, settings),
          share: percent(warning.share, settings),
          label: names.label(warning.label),
        }
        return warning.rare === null || warning.rare === warning.label
          ? t('warning.prevalenceNoRare', said)
          : t('warning.prevalence', { ...said, rare: names.label(warning.rare) })
      }
      case 'uninformative':
        return t('warning.uninformative', { ac1: coefficient(warning.ac1, settings) })
      case 'outlier':
        return t('warning.outlier', {
          name: names.person(warning.person),
          with: coefficient(warning.with, settings),
          without: coefficient(warning.without, settings),
        })
      case 'shift':
        return t('warning.shift', {
          name: names.person(warning.person),
          label: names.label(warning.label),
          own: percent(warning.own, settings),
          others: percent(warning.others, settings),
        })
      case 'apart':
        return t('warning.apart', { one: names.person(warning.people[0]), other: names.person(warning.people[1]) })
      case 'no-disagreement':
        return t('warning.no-disagreement', {
          count: warning.shared,
          most: percent(ruleOfThree(warning.shared), settings),
        })
      case 'unused':
        return t('warning.unused', { labels: warning.labels.map((label) => names.label(label)).join(t('listComma')) })
    }
  }
  return (
    <section className="agreement-two-thirds">
      <Note title={t('warning.title')}>
        <ul className="agreement-warnings col">
          {report.warnings.map((warning, index) => (
            <li key={index}>{sentence(warning)}</li>
          ))}
        </ul>
      </Note>
    </section>
  )
}
