import { useTranslation } from 'react-i18next'
import { hasManyUndefined } from '#shared/agreement/bootstrap.ts'
import { intervalPolicy } from '#shared/agreement/interval-policy.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Plot } from '#renderer/ui/plot/plot.tsx'
import { coefficient, percent } from './figure-words.ts'
import type { CardProps } from './figures.tsx'
import { scalePlot } from './scale-plot.ts'
import type { ReportTold } from '#renderer/workers/agreement-protocol.ts'

type Props = CardProps & { told: ReportTold; isWorking: boolean; onStop: () => void }

/** The headline with its interval, never alone: shared texts and raw agreement stand beside it. */
export function HeadlineCard({ told, isWorking, onStop }: Props) {
  const { t } = useTranslation('agreement')
  const settings = useSettings()
  const format = useFormat()
  const { report, interval } = told
  // Without an interval a figure would say more than is known.
  const enough = intervalPolicy(report.shared) !== 'too-few'
  const value = enough ? report.headline.value.value : null
  const beside = besideOf(told, t)
  return (
    <section className="card agreement-headline col">
      <p className="sm muted">{t(`headline.${headlineKey(report.headline.id)}`)}</p>
      <div className="row agreement-figures">
        {value === null ? (
          <>
            <p className="agreement-value muted">—</p>
            {report.shared > 0 && !enough && <p className="agreement-range muted">{t('headline.noRange')}</p>}
          </>
        ) : (
          <>
            <p className="agreement-value num">{coefficient(value, settings)}</p>
            <p className="agreement-range num muted">
              {interval === null
                ? isWorking && t('headline.working')
                : t('headline.range', {
                    from: coefficient(interval.lower, settings),
                    to: coefficient(interval.upper, settings),
                  })}
            </p>
          </>
        )}
        {isWorking && (
          <Button size="s" variant="quiet" onPress={onStop}>
            {t('act.stop')}
          </Button>
        )}
        <span className="grow" />
        <Beside figure={format.number(report.shared)} words={t('headline.shared')} />
        {beside.map(({ id, measured, words }) => (
          <Beside
            key={id}
            figure={
              measured.value === null || (!enough && id !== 'observed' && id !== 'f1-overlap')
                ? '—'
                : id === 'ac1' || id === 'alpha-characters'
                  ? coefficient(measured.value, settings)
                  : percent(measured.value, settings)
            }
            words={words}
          />
        ))}
      </div>
      {value !== null && <Scale told={told} />}
      {report.kind === 'spans' && value !== null && <p className="sm muted">{t('headline.f1Hint')}</p>}
      {interval !== null && intervalPolicy(report.shared) === 'warn' && (
        <p className="sm muted">{t('headline.caution')}</p>
      )}
      {interval !== null && hasManyUndefined(interval) && <p className="sm muted">{t('headline.unstable')}</p>}
    </section>
  )
}

type Words = ReturnType<typeof useTranslation<'agreement'>>['t']

function headlineKey(id: ReportTold['report']['headline']['id']): 'alpha-nominal' | 'label-alpha-mean' | 'f1-exact' {
  return id === 'label-alpha-mean' || id === 'f1-exact' ? id : 'alpha-nominal'
}

function besideOf({ report }: ReportTold, t: Words) {
  const find = (id: string) => report.beside.find((one) => one.id === id)?.value ?? report.observed
  switch (report.kind) {
    case 'single':
      return [
        { id: 'observed', measured: report.observed, words: t('headline.raw') },
        { id: 'ac1', measured: find('ac1'), words: 'AC1' },
      ]
    case 'multiple':
      return [
        { id: 'observed', measured: report.observed, words: t('measure.exact-sets') },
        { id: 'mean-jaccard', measured: find('mean-jaccard'), words: 'Jaccard' },
      ]
    case 'spans':
      return [
        { id: 'f1-overlap', measured: find('f1-overlap'), words: t('headline.rawMarks') },
        { id: 'alpha-characters', measured: find('alpha-characters'), words: 'cα' },
      ]
  }
}

function Beside({ figure, words }: { figure: string; words: string }) {
  return (
    <div className="agreement-beside col">
      <span className="num bold agreement-small-figure">{figure}</span>
      <span className="sm muted">{words}</span>
    </div>
  )
}

function Scale({ told: { report, interval } }: { told: ReportTold }) {
  const { t } = useTranslation('agreement')
  const settings = useSettings()
  const format = useFormat()
  const { value } = report.headline.value
  if (value === null) return null
  const words = {
    ends: [format.number(0), format.number(1)] as [string, string],
    steps: [coefficient(0.67, settings), coefficient(0.8, settings)] as [string, string],
    verdicts: [t('headline.verdict.not'), t('headline.verdict.care'), t('headline.verdict.rely')] as [
      string,
      string,
      string,
    ],
    size: settings.locale === 'ur' ? 13 : 12,
  }
  const shown = coefficient(value, settings)
  const name =
    interval === null
      ? t('headline.scale', { value: shown })
      : t('headline.scaleRange', {
          value: shown,
          from: coefficient(interval.lower, settings),
          to: coefficient(interval.upper, settings),
        })
  return <Plot drawing={scalePlot(780, { value, interval }, words)} name={name} />
}
