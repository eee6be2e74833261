import { assertNever } from '../base/assert.ts'
import type { AlphaMetric } from './alpha-metric.ts'
import type { SetTable } from './set-table.ts'

export type SetDistanceName = 'jaccard' | 'masi' | 'dice' | 'nominal'

/**
 * Distance of two sets of labels, in rising order: 0 the same, 1 nothing in common. Two empty sets
 * are the same. MASI with exact 2/3 and 1/3 (Passonneau 2006).
 */
export function setDistance(name: SetDistanceName, a: readonly number[], b: readonly number[]): number {
  const both = a.filter((label) => b.includes(label)).length
  const either = a.length + b.length - both
  if (both === either) return 0
  switch (name) {
    case 'nominal':
      return 1
    case 'jaccard':
      return 1 - both / either
    case 'dice':
      return 1 - (2 * both) / (a.length + b.length)
    case 'masi':
      return 1 - (both / either) * monotonicity(both, a.length, b.length)
    default:
      return assertNever(name, 'set distance')
  }
}

/** For sets that differ: 2/3 when one holds the other, 1/3 when they overlap otherwise. */
function monotonicity(both: number, a: number, b: number): number {
  if (both === 0) return 0
  return both === a || both === b ? 2 / 3 : 1 / 3
}

/** The distances of a table's sets as a metric of α: α of sets puts d, not its square, in place of δ². */
export function setMetric(name: SetDistanceName, { sets }: SetTable): AlphaMetric {
  if (name === 'nominal') return { name: 'nominal' }
  const distances = new Float64Array(sets.length ** 2)
  for (const [row, a] of sets.entries()) {
    for (const [column, b] of sets.entries()) distances[row * sets.length + column] = setDistance(name, a, b)
  }
  return { name: 'custom', distances }
}
