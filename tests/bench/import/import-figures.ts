import { figure, type BenchFigure } from '../bench-figure.ts'
import type { Heap } from '../heap-probe.ts'
import { median } from '../statistics.ts'
import type { LongTask } from './long-tasks.ts'

export type ImportRound = { importMs: number; plainMs: number; longTasks: LongTask[] }
/** Heaps when this share of the file (0 to 1) had been added. */
export type HeapSample = Heap & { share: number }

export type ImportResults = { rows: number; rounds: readonly ImportRound[]; heaps: readonly HeapSample[] }

const MIB = 2 ** 20
const LONG_TASK_MS = 50

export function importFigures({ rows, rounds, heaps }: ImportResults): BenchFigure[] {
  const rate = (ms: number): string => `${Math.round((rows / ms) * 1000)} rows/s`
  const importMs = median(rounds.map((round) => round.importMs))
  const plainMs = median(rounds.map((round) => round.plainMs))
  const longest = Math.max(0, ...rounds.flatMap(({ longTasks }) => longTasks.map(({ durationMs }) => durationMs)))
  const half = heapAt(heaps, 0.5)
  const whole = heapAt(heaps, 1)
  return [
    figure(
      'Import: rate ÷ plain Dexie bulkAdd',
      median(rounds.map((round) => round.plainMs / round.importMs)),
      { atLeast: 0.6, unit: '×' },
      `${rate(importMs)} against ${rate(plainMs)}; ${rows} rows, medians of ${rounds.length} rounds; both strict, 1,000 rows a transaction`,
    ),
    figure(
      'Import: longest main-thread task',
      longest,
      { below: LONG_TASK_MS, unit: 'ms' },
      longest === 0
        ? 'the browser reported no task of over 50 ms, from the choice of the file to the result'
        : `${rounds.reduce((sum, { longTasks }) => sum + longTasks.length, 0)} tasks of over 50 ms in ${rounds.length} rounds`,
    ),
    figure(
      'Import: heap after all rows ÷ after half of them',
      whole / half,
      { below: 1.25, unit: '×' },
      `page and worker, after garbage collection: ${(half / MIB).toFixed(1)} MiB and ${(whole / MIB).toFixed(1)} MiB`,
    ),
  ]
}

/** Page and worker together, at the sample nearest to a share of the file. */
function heapAt(heaps: readonly HeapSample[], share: number): number {
  const [nearest] = heaps.toSorted((a, b) => Math.abs(a.share - share) - Math.abs(b.share - share))
  return nearest === undefined ? Number.NaN : nearest.pageBytes + nearest.workerBytes
}
