import { figure, type BenchFigure } from '../bench-figure.ts'
import { median, quantile } from '../statistics.ts'

/** Of one size of project: ms from key to paint, and what its page did to the database. */
export type AnswerSamples = {
  items: number
  seedMs: number
  answer: number[]
  next: number[]
  /** From the key that finishes an item to the painted sign that it is saved. */
  saved: number[]
  writes: number
  notStrict: number
  counted: number
  /** Answers given, and those found in the kept counters and as rows afterwards. */
  given: number
  counters: number
  rows: number
}

const PAINTED_MS = 50
const SAVED_MS = 100
const MOST_GROWTH = 1.5
const ms = (value: number): string => `${value.toFixed(1)} ms`

export function answerFigures(small: AnswerSamples, large: AnswerSamples): BenchFigure[] {
  const sizes = [small, large]
  const sum = (key: 'writes' | 'notStrict' | 'counted' | 'given'): number =>
    sizes.reduce((all, one) => all + one[key], 0)
  const growth = (name: string, of: (values: readonly number[]) => number): BenchFigure =>
    figure(
      `Answer: next item, ${name}, ${million(large)} ÷ ${million(small)} items`,
      of(large.next) / of(small.next),
      { below: MOST_GROWTH, unit: '×' },
      `${ms(of(large.next))} against ${ms(of(small.next))}; sizes in turns`,
    )
  const lost = sizes.reduce(
    (all, { given, counters, rows }) => all + Math.abs(given - counters) + Math.abs(given - rows),
    0,
  )
  return [
    ...sizes.flatMap((size) => [
      painted('next item', size, size.next, PAINTED_MS),
      painted('label', size, size.answer, PAINTED_MS),
      painted('saved sign', size, size.saved, SAVED_MS),
    ]),
    growth('p95', p95),
    growth('median', median),
    figure(
      'Answer: writes that were not strict',
      sum('notStrict'),
      { exactly: 0, unit: '' },
      `of ${sum('writes')} transactions`,
    ),
    figure(
      'Answer: rows counted',
      sum('counted'),
      { exactly: 0, unit: 'times' },
      'count() of stores and indexes while answering',
    ),
    figure(
      'Answer: answers missing from rows or kept counters',
      lost,
      { exactly: 0, unit: '' },
      `of ${sum('given')} answers`,
    ),
  ]
}

const p95 = (values: readonly number[]): number => quantile(values, 0.95)

function painted(what: string, { items }: AnswerSamples, values: readonly number[], below: number): BenchFigure {
  return figure(
    `Answer: key to painted ${what}, p95, ${items.toLocaleString('en')} items`,
    p95(values),
    { below, unit: 'ms' },
    `median ${ms(median(values))}; ${values.length} keys`,
  )
}

const million = ({ items }: AnswerSamples): string => items.toLocaleString('en')
