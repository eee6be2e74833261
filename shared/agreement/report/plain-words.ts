import type { LabelId } from '../../base/ids.ts'
import { intervalPolicy } from '../interval-policy.ts'
import type { UndefinedReason } from '../measured.ts'
import type { Interval } from '../t-interval.ts'
import type { QuestionReport } from './question-report.ts'

/** Krippendorff's conventional thresholds, applied to the lower end of the interval. */
export const TENTATIVE_FROM = 0.667
export const RELY_FROM = 0.8

/** How far a figure may be trusted. */
export type Verdict = 'rely' | 'tentative' | 'not-yet' | 'too-few'

export function verdictOf(shared: number, interval: Interval | null): Verdict {
  if (interval === null || intervalPolicy(shared) === 'too-few') return 'too-few'
  if (interval.lower >= RELY_FROM) return 'rely'
  return interval.lower >= TENTATIVE_FROM ? 'tentative' : 'not-yet'
}

/** What a sentence for a reader without statistics says: counts of a hundred, chance, trust, where people part. */
export type PlainWords = {
  shared: number
  /** Of a hundred pairs of answers (marks, where texts are marked), how many are alike; null where undefined. */
  alike: number | null
  byChance: number | null
  verdict: Verdict
  undefinedFor: UndefinedReason | null
  /** What is taken for one another most often; null = a mark that one made and the other did not. */
  confused: { one: LabelId | null; other: LabelId | null; pairs: number } | null
}

export function plainWords(report: QuestionReport, interval: Interval | null): PlainWords {
  const { headline, observed, chance, shared } = report
  const apart = report.confusion.filter(({ one, other }) => one !== other).toSorted((a, b) => b.pairs - a.pairs)[0]
  return {
    shared,
    alike: hundredth(observed.value),
    byChance: hundredth(chance),
    verdict: verdictOf(shared, interval),
    undefinedFor: headline.value.value === null ? headline.value.reason : null,
    confused: apart === undefined ? null : { one: apart.one, other: apart.other, pairs: apart.pairs },
  }
}

/** Never 100 where one of many differs, nor 0 where one of many does not. */
function hundredth(share: number | null): number | null {
  if (share === null) return null
  const rounded = Math.round(share * 100)
  if (rounded === 100 && share < 1) return 99
  return rounded === 0 && share > 0 ? 1 : rounded
}
