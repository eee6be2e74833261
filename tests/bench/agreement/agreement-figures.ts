import { figure, type BenchFigure } from '../bench-figure.ts'
import { median } from '../statistics.ts'
import type { TimedCancel } from './bench-page.ts'

/** Rounds in turns, ms. */
export type AlphaRounds = { items: number; own: number[]; textbook: number[] }

/** In turns, ms. */
export type WorkerRounds = { replicates: number; allCores: number[]; oneWorker: number[] }

export type AgreementSamples = {
  small: AlphaRounds
  large: AlphaRounds
  cores: number
  /** Few, as a screen asks for, and many, where starting workers no longer counts. */
  few: WorkerRounds
  many: WorkerRounds
  cancels: TimedCancel[]
}

/** The table: every figure beside its goal. */
export function agreementFigures(samples: AgreementSamples): BenchFigure[] {
  const { small, large, cores, few, many, cancels } = samples
  const stray = cancels.reduce((sum, { reportsAfter }) => sum + reportsAfter, 0)
  return [
    alphaTime(small, 5),
    alphaTime(large, 50),
    alphaRatio(small),
    alphaRatio(large),
    figure(
      `Agreement: ${few.replicates.toLocaleString('en')} replicates of α, 10 raters × 10,000 items, all cores`,
      median(few.allCores),
      { unit: 'ms', below: 2000 },
      `${cores} workers in Chromium, with their start; median of ${few.allCores.length}; one worker ${ms(median(few.oneWorker))}`,
    ),
    figure(
      `Agreement: ${many.replicates.toLocaleString('en')} replicates, all cores ÷ one worker`,
      median(many.allCores) / median(many.oneWorker),
      { unit: '×', below: 1 },
      `${ms(median(many.allCores))} against ${ms(median(many.oneWorker))}; in turns; the same interval each time`,
    ),
    figure(
      'Agreement: from cancel to the end of the work',
      Math.max(...cancels.map((cancel) => cancel.ms)),
      { unit: 'ms', below: 100 },
      `the longest of ${cancels.length}, cancelled after ${cancels.map(({ doneBefore }) => doneBefore).join(', ')} replicates`,
    ),
    figure('Agreement: reports of progress after a cancel', stray, { unit: '', exactly: 0 }, 'within half a second'),
  ]
}

function alphaTime({ items, own }: AlphaRounds, below: number): BenchFigure {
  const size = `10 raters × ${items.toLocaleString('en')} items`
  return figure(`Agreement: α nominal, ${size}`, median(own), { unit: 'ms', below }, `Node; median of ${own.length}`)
}

function alphaRatio({ items, own, textbook }: AlphaRounds): BenchFigure {
  return figure(
    `Agreement: α nominal, 10 × ${items.toLocaleString('en')}, ours ÷ textbook`,
    median(own) / median(textbook),
    { unit: '×', below: 0.2 },
    `${ms(median(own))} against ${ms(median(textbook))}; in turns, the same value`,
  )
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`
}
