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
