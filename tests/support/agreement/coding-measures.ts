import type { AlphaMetric } from '#shared/agreement/alpha-metric.ts'
import { alphaStandardError } from '#shared/agreement/alpha-standard-error.ts'
import {
  linearWeights,
  ordinalWeights,
  quadraticWeights,
  weightsOfDisagreements,
  type AgreementWeights,
} from '#shared/agreement/agreement-weights.ts'
import { brennanPrediger } from '#shared/agreement/brennan-prediger.ts'
import { cohenKappa } from '#shared/agreement/cohen-kappa.ts'
import { congerKappa } from '#shared/agreement/conger-kappa.ts'
import { fleissCategoryKappa, fleissKappa, fleissNullError } from '#shared/agreement/fleiss-kappa.ts'
import { gwetAc } from '#shared/agreement/gwet-ac.ts'
import { krippendorffAlpha, labelAlpha, type Alpha } from '#shared/agreement/krippendorff-alpha.ts'
import { lightKappa } from '#shared/agreement/light-kappa.ts'
import type { ChanceCorrected, Measured, MeasuredWithError } from '#shared/agreement/measured.ts'
import { observedAgreement, pooledAgreement, unanimousShare } from '#shared/agreement/observed-agreement.ts'
import { itemsWith, ratingCounts, ratingsGiven } from '#shared/agreement/rating-counts.ts'
import { emptyRatingTable, type RatingTable } from '#shared/agreement/rating-table.ts'
import { scottPi } from '#shared/agreement/scott-pi.ts'
import { labelShare, specificAgreement } from '#shared/agreement/specific-agreement.ts'
import type { CaseInput } from './case-file.ts'
import { errorOf, part, splitId, type Ask } from './measure-id.ts'

/** The codes of a coding case. */
export function codingTable({ raters = [], categories = [], ratings, ratings_packed: packed }: CaseInput): RatingTable {
  const rows =
    packed === undefined
      ? (ratings ?? []).map((row) =>
          row.map((cell) => (cell === null ? -1 : categories.findIndex((one) => one === cell))),
        )
      : packed.rows.map((row) => Array.from(row, (digit) => (digit === '.' ? -1 : Number.parseInt(digit, 36))))
  const size = { raters: raters.length, items: rows[0]?.length ?? 0, categories: categories.length }
  const table = emptyRatingTable(size)
  for (const [rater, row] of rows.entries()) {
    for (const [item, code] of row.entries()) table.codes[item * size.raters + rater] = code
  }
  return table
}

/** What weights and metrics go by: the declared numbers, or positions where there are none. */
function valuesOf({ categories = [] }: CaseInput): number[] {
  const numbers = categories.filter((one) => typeof one === 'number')
  return numbers.length === categories.length ? numbers : categories.map((_, at) => at)
}

export function alphaMetricOf(name: string, input: CaseInput): AlphaMetric | undefined {
  if (name === 'nominal' || name === 'ordinal') return { name }
  if (name === 'interval' || name === 'ratio') return { name, values: valuesOf(input) }
  if (name !== 'custom') return undefined
  return { name, distances: Float64Array.from((input.disagreement_weights ?? []).flat()) }
}

function weightsOf(name: string, input: CaseInput): AgreementWeights | undefined {
  if (name === 'linear') return linearWeights(valuesOf(input))
  if (name === 'quadratic') return quadraticWeights(valuesOf(input))
  if (name === 'ordinal') return ordinalWeights(input.categories?.length ?? 0)
  if (name === 'custom') return weightsOfDisagreements(input.disagreement_weights ?? [])
  return undefined
}

const COEFFICIENTS: Record<string, (table: RatingTable, weights?: AgreementWeights) => ChanceCorrected> = {
  fleiss_kappa: fleissKappa,
  conger_kappa: congerKappa,
  gwet_ac1: gwetAc,
  gwet_ac2: gwetAc,
  brennan_prediger: brennanPrediger,
  cohen_kappa: cohenKappa,
}

const ID =
  /^(fleiss_kappa|conger_kappa|gwet_ac1|gwet_ac2|brennan_prediger|cohen_kappa)(?:_(linear|quadratic|ordinal|custom))?(?:_(gwet_se|se|pe|expected|ase|ase0|se0))?$/
const ALPHA_ID = /^krippendorff_alpha_(nominal|ordinal|interval|ratio|custom)(?:_(Do|De|se))?$/

/** Answers the ids of coding cases about a table of the case's declared scale. */
export function codingMeasures(input: CaseInput, table: RatingTable): Ask {
  return (id) => simple(id, input, table) ?? alpha(id, input, table) ?? coefficient(id, input, table)
}

function simple(id: string, input: CaseInput, table: RatingTable): Measured | undefined {
  const { categories = [] } = input
  const { name, of } = splitId(id)
  const category = categories.findIndex((one) => String(one) === of)
  switch (name) {
    case 'observed_agreement':
      return observedAgreement(table)
    case 'observed_agreement_se':
      return errorOf(observedAgreement(table))
    case 'observed_agreement_pooled':
      return pooledAgreement(table)
    case 'unanimous_share':
      return unanimousShare(table)
    case 'n_items_pairable':
      return { value: itemsWith(ratingCounts(table), 2) }
    case 'n_ratings':
      return { value: ratingsGiven(ratingCounts(table)) }
    case 'scott_pi':
      return scottPi(table)
    case 'scott_pi_pe':
      return part(scottPi(table).expected, scottPi(table))
    case 'light_kappa':
    case 'light_kappa_linear':
    case 'light_kappa_quadratic':
      return lightKappa(table, weightsOf(name.slice('light_kappa_'.length), input))
    case 'specific_agreement':
      return specificAgreement(table, category)
    case 'label_share':
      return labelShare(table, category)
    case 'alpha_category':
      return labelAlpha(table, category)
    case 'fleiss_kappa_category':
      return fleissCategoryKappa(table, category)
    case 'fleiss_kappa_category_se0': {
      const one = fleissCategoryKappa(table, category)
      return one.value === null ? one : { value: one.nullError }
    }
    default:
      return undefined
  }
}

function alpha(id: string, input: CaseInput, table: RatingTable): Measured | undefined {
  const [, name, asked] = ALPHA_ID.exec(id) ?? []
  const metric = alphaMetricOf(name ?? '', input)
  if (metric === undefined) return undefined
  if (asked === 'se') return alphaError(metric, input, table)
  const measured: Alpha = krippendorffAlpha(table, metric)
  if (asked === 'Do') return part(measured.observedDisagreement, measured)
  return asked === 'De' ? part(measured.expectedDisagreement, measured) : measured
}

function alphaError({ name }: AlphaMetric, input: CaseInput, table: RatingTable): Measured | undefined {
  if (name === 'nominal') return alphaStandardError(table)
  return name === 'interval' ? alphaStandardError(table, quadraticWeights(valuesOf(input))) : undefined
}

function coefficient(id: string, input: CaseInput, table: RatingTable): Measured | undefined {
  const [, name = '', weighting = '', asked] = ID.exec(id) ?? []
  const weights = weightsOf(weighting, input)
  const measured = COEFFICIENTS[name]?.(table, weights)
  if (measured === undefined) return undefined
  if (asked === undefined) return measured
  if (asked === 'se0') return name === 'fleiss_kappa' ? fleissNullError(table) : undefined
  if (asked === 'pe' || asked === 'expected') return part(measured.expected, measured)
  if (asked === 'ase0') return part(cohenKappa(table, weights).nullError, measured)
  return errorOf(measured)
}

/** A measure with its error, for the t intervals. */
export function withError(id: string, ask: Ask): MeasuredWithError | undefined {
  const measured = ask(id)
  if (measured === undefined || measured.value === null) return measured
  const se = ask(`${id}_se`) ?? ask(`${id}_ase`)
  return se === undefined ? undefined : { value: measured.value, se: se.value }
}
