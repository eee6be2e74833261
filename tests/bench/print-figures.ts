import type { BenchFigure } from './bench-figure.ts'

/** Prints each figure beside its goal; the program ends with 1 when one is missed. */
export function printFigures(figures: readonly BenchFigure[]): void {
  for (const { name, value, unit, goal, met, note } of figures) {
    const measured = value === null ? '–' : `${value} ${unit}`
    console.log(
      `${met ? 'met   ' : 'MISSED'}  ${name}: ${measured} (goal ${goal})${note === undefined ? '' : `  ${note}`}`,
    )
    if (!met) process.exitCode = 1
  }
}
