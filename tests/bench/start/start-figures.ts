import { figure, type BenchFigure } from '../bench-figure.ts'
import type { Heap } from '../heap-probe.ts'
import { median, quantile } from '../statistics.ts'
import type { BundleSize } from './bundle-size.ts'

/** One opening of the annotate screen by a browser that has just started. */
export type ColdStart = {
  chromium: string
  /** From the navigation to the painted first item, in its own font. */
  paintedMs: number
  /** From the navigation to the painted effect of a key pressed as soon as the item was there. */
  usableMs: number
  heap: Heap
  /** Memory that the renderer process shares with nobody; null where the system does not tell. */
  privateBytes: number | null
}

export type StartResults = {
  items: number
  fewItems: number
  many: readonly ColdStart[]
  few: readonly ColdStart[]
  bundle: BundleSize
}

const MIB = 2 ** 20
const KIB = 2 ** 10

export function startFigures({ items, fewItems, many, few, bundle }: StartResults): BenchFigure[] {
  const usable = (starts: readonly ColdStart[]): number => median(starts.map(({ usableMs }) => usableMs))
  const heap = (starts: readonly ColdStart[]): number =>
    median(starts.map((one) => one.heap.pageBytes + one.heap.workerBytes))
  const process = many.flatMap(({ privateBytes }) => privateBytes ?? [])
  const count = items.toLocaleString('en')
  return [
    figure(
      `Start: cold, to the first usable item, ${count} items`,
      usable(many),
      { below: 2000, unit: 'ms' },
      `median of ${many.length}; painted ${Math.round(median(many.map(({ paintedMs }) => paintedMs)))} ms, p95 usable ${Math.round(
        quantile(
          many.map(({ usableMs }) => usableMs),
          0.95,
        ),
      )} ms; new browser, empty cache`,
    ),
    figure(
      `Start: cold, ${count} items ÷ ${fewItems} items`,
      usable(many) / usable(few),
      { below: 1.25, unit: '×' },
      `${Math.round(usable(many))} ms against ${Math.round(usable(few))} ms; in turns`,
    ),
    figure(
      `Start: renderer heap with ${count} items open`,
      heap(many) / MIB,
      { below: 32, unit: 'MiB' },
      process.length === 0
        ? 'after garbage collection'
        : `after garbage collection; private memory of the process ${Math.round(median(process) / MIB)} MiB`,
    ),
    figure(
      `Start: renderer heap, ${count} items ÷ ${fewItems} items`,
      heap(many) / heap(few),
      { below: 1.1, unit: '×' },
      `${(heap(many) / MIB).toFixed(1)} MiB against ${(heap(few) / MIB).toFixed(1)} MiB`,
    ),
    figure(
      'Start: scripts and styles of the first page, gzip',
      bundle.startGzip / KIB,
      { below: 500, unit: 'KiB' },
      `${Math.round(bundle.startBytes / KIB)} KiB unpacked; workers ${Math.round(bundle.laterGzip / KIB)} KiB, fonts ${Math.round(bundle.fontBytes / KIB)} KiB apart`,
    ),
  ]
}
