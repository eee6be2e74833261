import {
  exactSetAgreement,
  labelAgreement,
  macroLabelAlpha,
  meanJaccard,
  setAlpha,
} from '#shared/agreement/set-agreement.ts'
import { itemsWith, ratingCounts, ratingsGiven } from '#shared/agreement/rating-counts.ts'
import { multiValuedAlpha } from '#shared/agreement/multi-valued-alpha.ts'
import { setTable, type SetTable } from '#shared/agreement/set-table.ts'
import type { CaseInput } from './case-file.ts'
import { errorOf, splitId, type Ask } from './measure-id.ts'

export function setsOf({ labels = [], ratings = [] }: CaseInput): SetTable {
  const rows = ratings.map((row) =>
    row.map((cell) => (Array.isArray(cell) ? cell.map((one) => labels.indexOf(one)) : null)),
  )
  return setTable(rows, labels.length)
}

/** Answers the ids of multi-label cases. */
export function setMeasures({ labels = [] }: CaseInput, table: SetTable): Ask {
  return (id) => {
    const { name, of } = splitId(id)
    const label = labels.indexOf(of)
    switch (name) {
      case 'alpha_jaccard':
        return setAlpha(table, 'jaccard')
      case 'alpha_masi':
        return setAlpha(table, 'masi')
      case 'alpha_dice':
        return setAlpha(table, 'dice')
      case 'alpha_sets_nominal':
        return setAlpha(table, 'nominal')
      case 'mv_alpha_nominal':
        return multiValuedAlpha(table)
      case 'alpha_label':
        return labelAgreement(table, label).alpha
      case 'gwet_ac1_label':
        return labelAgreement(table, label).ac1
      case 'gwet_ac1_label_se':
        return errorOf(labelAgreement(table, label).ac1)
      case 'positive_agreement_label':
        return labelAgreement(table, label).positive
      case 'alpha_label_macro_mean':
        return macroLabelAlpha(table)
      case 'mean_jaccard':
        return meanJaccard(table)
      case 'exact_set_agreement':
        return exactSetAgreement(table)
      case 'n_items_pairable':
        return { value: itemsWith(ratingCounts(table), 2) }
      case 'n_ratings':
        return { value: ratingsGiven(ratingCounts(table)) }
      default:
        return undefined
    }
  }
}
