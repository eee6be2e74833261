import type { AgreementWeights } from './agreement-weights.ts'
import { gwetAc } from './gwet-ac.ts'
import { krippendorffAlpha, labelAlpha } from './krippendorff-alpha.ts'
import { meanOfDefined } from './mean-of-defined.ts'
import type { Measured, MeasuredWithError } from './measured.ts'
import { observedAgreement } from './observed-agreement.ts'
import { setDistance, setMetric, type SetDistanceName } from './set-distance.ts'
import { labelPresence, type SetTable } from './set-table.ts'
import { specificAgreement } from './specific-agreement.ts'

/** α of whole sets under a set distance. */
export function setAlpha(table: SetTable, distance: SetDistanceName): Measured {
  return krippendorffAlpha(table, setMetric(distance, table))
}

/** Mean over items of the mean Jaccard similarity of their pairs of sets. */
export function meanJaccard(table: SetTable): MeasuredWithError {
  return observedAgreement(table, similarities(table))
}

/** Mean over items of the share of pairs with the same set. */
export function exactSetAgreement(table: SetTable): MeasuredWithError {
  return observedAgreement(table)
}

function similarities({ sets }: SetTable): AgreementWeights {
  return Float64Array.from({ length: sets.length ** 2 }, (_, cell) => {
    const a = sets[Math.floor(cell / sets.length)] ?? []
    return 1 - setDistance('jaccard', a, sets[cell % sets.length] ?? [])
  })
}

/** One label's agreement on present or absent. */
export type LabelAgreement = {
  alpha: Measured
  ac1: MeasuredWithError
  /** Specific agreement of "present". */
  positive: Measured
}

/** Agreement on one label of a set. */
export function labelAgreement(table: SetTable, label: number): LabelAgreement {
  const presence = labelPresence(table, label)
  return { alpha: labelAlpha(presence, 0), ac1: gwetAc(presence), positive: specificAgreement(presence, 0) }
}

/** The mean of the defined α of the labels: the headline of several labels at once. */
export function macroLabelAlpha(table: SetTable): Measured {
  const all = Array.from({ length: table.labels }, (_, label) => labelAlpha(labelPresence(table, label), 0))
  return meanOfDefined(all, 'no-data')
}
