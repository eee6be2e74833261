import { icc, type IccForm } from '#shared/agreement/icc.ts'
import { kendallTauB, meanKendallTauB } from '#shared/agreement/kendall-tau.ts'
import { kendallW } from '#shared/agreement/kendall-w.ts'
import type { Measured } from '#shared/agreement/measured.ts'
import { intervalAlpha, ordinalAlpha, ratioAlpha } from '#shared/agreement/numeric-alpha.ts'
import { numericTable, type NumericTable } from '#shared/agreement/numeric-table.ts'
import { meanSpearman, spearman } from '#shared/agreement/spearman.ts'
import type { CaseInput } from './case-file.ts'
import { part, splitId, type Ask } from './measure-id.ts'

export function numbersOf({ ratings = [], rankings }: CaseInput): NumericTable {
  if (rankings !== undefined) return numericTable(rankings)
  return numericTable(ratings.map((row) => row.map((cell) => (typeof cell === 'number' ? cell : null))))
}

const ICC_ID = /^icc([1AC])_([1k])(?:_(ci_lower|ci_upper))?$/

/** Answers the ids of rankings and of continuous ratings. */
export function numericMeasures(table: NumericTable): Ask {
  return (id) => {
    const { name, of } = splitId(id)
    const [first = 0, second = 0] = of.split('-').map(Number)
    switch (name) {
      case 'kendall_tau_b':
        return kendallTauB(table, first, second)
      case 'spearman':
        return spearman(table, first, second)
      case 'mean_pairwise_kendall_tau_b':
        return meanKendallTauB(table)
      case 'mean_pairwise_spearman':
        return meanSpearman(table)
      case 'kendall_w':
        return kendallW(table)
      case 'krippendorff_alpha_interval':
        return intervalAlpha(table)
      case 'krippendorff_alpha_ratio':
        return ratioAlpha(table)
      case 'krippendorff_alpha_ordinal':
        return ordinalAlpha(table)
      default:
        return iccMeasure(id, table)
    }
  }
}

function iccMeasure(id: string, table: NumericTable): Measured | undefined {
  const [, model, size, bound] = ICC_ID.exec(id) ?? []
  if (model === undefined) return undefined
  const measured = icc(table, `${model},${size}` as IccForm)
  if (bound === undefined || measured.value === null) return measured
  return part(bound === 'ci_lower' ? measured.interval?.lower : measured.interval?.upper, measured)
}
