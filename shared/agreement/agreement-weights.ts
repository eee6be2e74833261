/** Square, row-major: the weight of a pair of categories, 1 on the diagonal, 0 for full disagreement. */
export type AgreementWeights = Float64Array

export function identityWeights(categories: number): AgreementWeights {
  return weightsOf(categories, (a, b) => (a === b ? 1 : 0))
}

/** 1 - |x_k - x_l| / (x_max - x_min), x being the numeric values of the declared categories. */
export function linearWeights(values: readonly number[]): AgreementWeights {
  const range = rangeOf(values)
  return weightsOf(values.length, (a, b) => 1 - Math.abs((values[a] ?? 0) - (values[b] ?? 0)) / range)
}

/** 1 - (x_k - x_l)² / (x_max - x_min)². */
export function quadraticWeights(values: readonly number[]): AgreementWeights {
  const range = rangeOf(values)
  return weightsOf(values.length, (a, b) => 1 - (((values[a] ?? 0) - (values[b] ?? 0)) / range) ** 2)
}

/** 1 for the same and for neighbouring categories: the weights of "agreement within one step". */
export function withinOneWeights(categories: number): AgreementWeights {
  return weightsOf(categories, (a, b) => (Math.abs(a - b) <= 1 ? 1 : 0))
}

/** Gwet's ordinal weights 1 - C(|k-l|+1, 2) / C(q, 2) on positions. Not the metric of Krippendorff's ordinal α. */
export function ordinalWeights(categories: number): AgreementWeights {
  const most = Math.max(1, pairs(categories))
  return weightsOf(categories, (a, b) => 1 - pairs(Math.abs(a - b) + 1) / most)
}

/** Weights of a square matrix of disagreements (Cohen 1968); their scale does not matter. */
export function weightsOfDisagreements(disagreements: readonly (readonly number[])[]): AgreementWeights {
  const most = Math.max(...disagreements.flat(), Number.MIN_VALUE)
  return weightsOf(disagreements.length, (a, b) => 1 - (disagreements[a]?.[b] ?? 0) / most)
}

function weightsOf(categories: number, weight: (a: number, b: number) => number): AgreementWeights {
  return Float64Array.from({ length: categories * categories }, (_, cell) =>
    weight(Math.floor(cell / categories), cell % categories),
  )
}

function rangeOf(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values) || 1
}

function pairs(n: number): number {
  return (n * (n - 1)) / 2
}
