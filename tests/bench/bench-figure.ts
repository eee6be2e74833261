/** One line of the bench table: what was measured beside what was promised. */
export type BenchFigure = {
  readonly name: string
  /** Null where nothing could be measured; `note` says why. */
  readonly value: number | null
  readonly unit: string
  /** In words, with its comparison: «< 1.5». */
  readonly goal: string
  readonly met: boolean
  readonly note?: string
}

export type BenchGoal = { readonly unit: string } & (
  | { readonly below: number }
  | { readonly atLeast: number }
  | { readonly exactly: number }
)

/** A measured value judged before it is rounded for the table. NaN (nothing measured) never meets a goal. */
export function figure(name: string, value: number, goal: BenchGoal, note: string): BenchFigure {
  return {
    name,
    value: Number.isFinite(value) ? Math.round(value * 100) / 100 : null,
    unit: goal.unit,
    goal: goalInWords(goal),
    met: meets(value, goal),
    note,
  }
}

function goalInWords(goal: BenchGoal): string {
  if ('below' in goal) return `< ${goal.below}`
  return 'atLeast' in goal ? `≥ ${goal.atLeast}` : `${goal.exactly}`
}

function meets(value: number, goal: BenchGoal): boolean {
  if ('below' in goal) return value < goal.below
  return 'atLeast' in goal ? value >= goal.atLeast : value === goal.exactly
}
