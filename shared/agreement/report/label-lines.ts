import type { LabelId } from '../../base/ids.ts'
import { gwetAc } from '../gwet-ac.ts'
import { labelAlpha } from '../krippendorff-alpha.ts'
import { ratingCounts } from '../rating-counts.ts'
import { oneAgainstRest, type RatingTable } from '../rating-table.ts'
import { labelPresence, type SetTable } from '../set-table.ts'
import { rangeOf, ratioOf } from './linear-range.ts'
import type { LabelLine } from './question-report.ts'

/** Agreement on each label of a single choice. */
export function singleLabelLines(table: RatingTable, labels: readonly LabelId[]): LabelLine[] {
  return labels.map((label, code) => ({
    label,
    ...specific(table, code),
    alpha: labelAlpha(table, code),
    ac1: gwetAc(oneAgainstRest(table, code)),
  }))
}

/** Agreement on each label of a set: whether it is there or not. */
export function setLabelLines(table: SetTable, labels: readonly LabelId[]): LabelLine[] {
  return labels.map((label, code) => {
    const presence = labelPresence(table, code)
    return { label, ...specific(presence, PRESENT), alpha: labelAlpha(presence, PRESENT), ac1: gwetAc(presence) }
  })
}

/** Code of "it is there" in a table of presence. */
const PRESENT = 0

/** Specific agreement Σ n_ik(n_ik-1) / Σ n_ik(n_i-1) as a ratio over items, with how often the label was given. */
function specific(table: RatingTable, code: number): Pick<LabelLine, 'agreement' | 'range' | 'given' | 'share'> {
  const { counts, perItem, categories } = ratingCounts(table)
  const parts: number[] = []
  const wholes: number[] = []
  let given = 0
  let ratings = 0
  for (const [item, all] of perItem.entries()) {
    if (all < 2) continue
    const own = counts[item * categories + code] ?? 0
    parts.push(own * (own - 1))
    wholes.push(own * (all - 1))
    given += own
    ratings += all
  }
  const agreement = ratioOf(parts, wholes)
  const range = rangeOf(agreement, parts.length, [0, 1])
  return { agreement, range, given, share: ratings === 0 ? 0 : given / ratings }
}
