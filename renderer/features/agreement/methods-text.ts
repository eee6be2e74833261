import type { TFunction } from 'i18next'
import type { AnswerFilter } from '#shared/agreement/report/answer-filter.ts'
import type { MeasureId } from '#shared/agreement/report/question-report.ts'
import { labelName } from '#shared/domain/label.ts'
import type { Question } from '#shared/domain/question.ts'
import type { FormatStyle } from '#renderer/i18n/format.ts'
import { formatNumber } from '#renderer/i18n/format.ts'
import type { ReportTold } from '#renderer/workers/agreement-protocol.ts'
import { coefficient, percent } from './figure-words.ts'

export type Methods = { paragraph: string; table: { title: string; heads: string[]; rows: string[][] } }

type Input = { question: Question; filter: AnswerFilter; style: FormatStyle; t: TFunction<'agreement'> }

/** What a paper says of the agreement on a question: how it was measured, on how much, with which interval. */
export function methodsOf(told: ReportTold, { question, filter, style, t }: Input): Methods {
  const { report } = told
  const filtered = filterWords(filter)
  const design = t('methods.design', {
    people: report.people.length,
    answers: report.answers,
    shared: report.shared,
    question: style.locale === 'en' && question.titleEn !== '' ? question.titleEn : question.title,
  })
  const sentences = [design, measured(told, style, t)]
  if (filtered !== '') sentences.push(t('methods.filterNote', { filter: filtered }))
  return { paragraph: sentences.join(' '), table: tableOf(told, question, style, t) }
}

function measured(told: ReportTold, style: FormatStyle, t: Input['t']): string {
  const { report, interval } = told
  const { value } = report.headline.value
  if (value === null) return t('methods.undefined')
  const shown = (id: MeasureId, how: typeof coefficient = coefficient) => {
    const found = [...report.beside, ...report.more].find((one) => one.id === id)?.value.value ?? null
    return found === null ? '—' : how(found, style)
  }
  const range =
    interval === null
      ? t('methods.noInterval')
      : t('methods.interval', {
          from: coefficient(interval.lower, style),
          to: coefficient(interval.upper, style),
          replicates: interval.replicates,
        })
  const said = { value: coefficient(value, style), interval: range }
  switch (report.kind) {
    case 'single': {
      const observed = report.observed.value === null ? '—' : percent(report.observed.value, style)
      return t('methods.alpha-nominal', { ...said, observed, ac1: shown('ac1') })
    }
    case 'multiple':
      return t('methods.label-alpha-mean', {
        ...said,
        jaccard: shown('mean-jaccard'),
        exact: shown('exact-sets', percent),
      })
    case 'spans':
      return t('methods.f1-exact', { ...said, overlap: shown('f1-overlap'), chance: shown('alpha-characters') })
  }
}

function tableOf({ report }: ReportTold, question: Question, style: FormatStyle, t: Input['t']): Methods['table'] {
  const figure = (value: number | null) => (value === null ? '—' : coefficient(value, style))
  const nameOf = (id: string) => {
    const label = question.labels.find((one) => one.id === id)
    return label === undefined ? id : labelName(label, style.locale)
  }
  const withAlpha = report.kind !== 'spans'
  const heads = [t('methods.head.label'), t('methods.head.agreement'), t('methods.head.interval')]
  if (withAlpha) heads.push(t('methods.head.alpha'))
  heads.push(t('methods.head.n'))
  const rows = report.labels.map(({ label, agreement, range, alpha, given }) => {
    const row = [nameOf(label), figure(agreement.value)]
    const { lower = null, upper = null } = range ?? {}
    row.push(range === null ? '—' : t('headline.range', { from: figure(lower), to: figure(upper) }))
    if (withAlpha) row.push(figure(alpha.value))
    return [...row, formatNumber(given, style)]
  })
  return { title: t('methods.tableTitle'), heads, rows }
}

/** In a form that needs no translation: names and values as they stand in the data. */
function filterWords({ language, batch, from, to, column, taskVersion }: AnswerFilter): string {
  return [
    language,
    batch === undefined ? undefined : `batch ${batch}`,
    from === undefined && to === undefined ? undefined : `${from ?? '…'}–${to ?? '…'}`,
    column === undefined ? undefined : `${column.name} = ${column.value}`,
    taskVersion === undefined ? undefined : `v${taskVersion}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ')
}
