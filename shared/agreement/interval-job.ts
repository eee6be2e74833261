import { assertNever } from '../base/assert.ts'
import type { AgreementWeights } from './agreement-weights.ts'
import type { AlphaMetric } from './alpha-metric.ts'
import type { Resampled } from './bootstrap.ts'
import { brennanPrediger } from './brennan-prediger.ts'
import type { CharacterChoice } from './character-alpha.ts'
import { cohenKappa } from './cohen-kappa.ts'
import { congerKappa } from './conger-kappa.ts'
import { fleissKappa } from './fleiss-kappa.ts'
import { gwetAc } from './gwet-ac.ts'
import { icc, type IccForm } from './icc.ts'
import { meanKendallTauB } from './kendall-tau.ts'
import { kendallW } from './kendall-w.ts'
import { lightKappa } from './light-kappa.ts'
import { meanOfDefined } from './mean-of-defined.ts'
import type { Measured } from './measured.ts'
import { intervalAlpha } from './numeric-alpha.ts'
import type { NumericTable } from './numeric-table.ts'
import { observedAgreement } from './observed-agreement.ts'
import type { RatingTable } from './rating-table.ts'
import { resampleAlpha } from './resample-alpha.ts'
import { resampleMean, resampleNumbers, resampleTable } from './resample-items.ts'
import { resampleCharacterAlpha, resampleSpanF1, resampleUnitizingAlpha } from './resample-spans.ts'
import { macroLabelAlpha, meanJaccard } from './set-agreement.ts'
import type { SetTable } from './set-table.ts'
import type { SpanDocument } from './span-document.ts'
import type { SpanF1Choice } from './span-f1.ts'
import { meanSpearman } from './spearman.ts'

export type CodedCoefficient =
  | 'observed-agreement'
  | 'gwet-ac'
  | 'fleiss-kappa'
  | 'conger-kappa'
  | 'brennan-prediger'
  | 'cohen-kappa'
  | 'light-kappa'

export type RankingMeasure = 'kendall-w' | 'mean-tau-b' | 'mean-spearman'

/**
 * A measure to be resampled, as plain data that a worker can be given. Units are items; for spans,
 * documents; for rankings, the rankings (one item with its objects each), whose values are averaged.
 */
export type IntervalJob =
  | { kind: 'alpha'; table: RatingTable; metric: AlphaMetric }
  | { kind: 'coded'; coefficient: CodedCoefficient; table: RatingTable; weights?: AgreementWeights }
  | { kind: 'macro-label-alpha'; table: SetTable }
  | { kind: 'mean-jaccard'; table: SetTable }
  | { kind: 'icc'; table: NumericTable; form: IccForm }
  | { kind: 'interval-alpha'; table: NumericTable }
  | { kind: 'span-f1'; documents: readonly SpanDocument[]; choice: SpanF1Choice }
  | { kind: 'character-alpha'; documents: readonly SpanDocument[]; choice: CharacterChoice }
  | { kind: 'unitizing-alpha'; documents: readonly SpanDocument[]; labels: number }
  | { kind: 'rankings'; rankings: readonly NumericTable[]; measure: RankingMeasure }

/** The job as something to draw units of. */
export function resampledOf(job: IntervalJob): Resampled {
  switch (job.kind) {
    case 'alpha':
      return resampleAlpha(job.table, job.metric)
    case 'coded':
      return resampleTable(job.table, (drawn) => codedCoefficient(job.coefficient, drawn, job.weights))
    case 'macro-label-alpha':
      return resampleTable(job.table, macroLabelAlpha)
    case 'mean-jaccard':
      return resampleTable(job.table, meanJaccard)
    case 'icc':
      return resampleNumbers(job.table, (drawn) => icc(drawn, job.form))
    case 'interval-alpha':
      return resampleNumbers(job.table, intervalAlpha)
    case 'span-f1':
      return resampleSpanF1(job.documents, job.choice)
    case 'character-alpha':
      return resampleCharacterAlpha(job.documents, job.choice)
    case 'unitizing-alpha':
      return resampleUnitizingAlpha(job.documents, job.labels)
    case 'rankings':
      return resampleMean(
        job.rankings.map((ranking) => rankingMeasure(job.measure, ranking)),
        (drawn) => meanOfDefined(drawn, 'no-data'),
      )
    default:
      return assertNever(job, 'job')
  }
}

/** The headline of several rankings: the mean of the defined values of each. */
export function meanOfRankings(rankings: readonly NumericTable[], measure: RankingMeasure): Measured {
  return meanOfDefined(
    rankings.map((ranking) => rankingMeasure(measure, ranking)),
    'no-data',
  )
}

function rankingMeasure(measure: RankingMeasure, ranking: NumericTable): Measured {
  switch (measure) {
    case 'kendall-w':
      return kendallW(ranking)
    case 'mean-tau-b':
      return meanKendallTauB(ranking)
    case 'mean-spearman':
      return meanSpearman(ranking)
    default:
      return assertNever(measure, 'measure of rankings')
  }
}

function codedCoefficient(name: CodedCoefficient, table: RatingTable, weights?: AgreementWeights): Measured {
  switch (name) {
    case 'observed-agreement':
      return observedAgreement(table, weights)
    case 'gwet-ac':
      return gwetAc(table, weights)
    case 'fleiss-kappa':
      return fleissKappa(table, weights)
    case 'conger-kappa':
      return congerKappa(table, weights)
    case 'brennan-prediger':
      return brennanPrediger(table, weights)
    case 'cohen-kappa':
      return cohenKappa(table, weights)
    case 'light-kappa':
      return lightKappa(table, weights)
    default:
      return assertNever(name, 'coefficient')
  }
}
