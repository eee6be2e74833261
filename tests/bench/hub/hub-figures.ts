import { figure, type BenchFigure } from '../bench-figure.ts'
import { quantile } from '../statistics.ts'
import type { LoadOutcome, Phase } from './load-hubs.ts'

/** A person who has just answered does not wait for the hub; half a second keeps the lead's screen true. */
const PUSH_MS = 500
/** What the team makes at work, in operations a second, is the least a hub must take when all come at once. */
const RUSH_TIMES_WORK = 4
/** A lead's laptop has 4 GB, and the app beside the hub. */
const MEMORY_MIB = 512
const FIRST_PULL_S = 60
const MIB = 2 ** 20

/** The figures of one load, each beside its goal. */
export function hubFigures(outcome: LoadOutcome): BenchFigure[] {
  const { name, work, rush, firstPull, revisions } = outcome
  const of = (what: string) => `${name}: ${what}`
  const rate = (phase: Phase) => phase.operations / phase.seconds
  const greatest = Math.max(...outcome.peakBytes) / MIB
  const skipped = revisions.greatest - revisions.distinct + (revisions.rows - revisions.distinct)
  return [
    figure(of('push at work, p95'), quantile(work.push, 0.95), { unit: 'ms', below: PUSH_MS }, spread(work.push)),
    figure(of('pull at work, p95'), quantile(work.pull, 0.95), { unit: 'ms', below: PUSH_MS }, spread(work.pull)),
    figure(
      of('operations a second with everyone at once, against those at work'),
      rate(rush) / rate(work),
      { unit: 'times', atLeast: RUSH_TIMES_WORK },
      `${rate(rush).toFixed(0)} a second of ${outcome.annotators} laptops, ${rush.operations} operations; ${rate(work).toFixed(0)} at work`,
    ),
    figure(
      of('push with everyone at once, p95'),
      quantile(rush.push, 0.95),
      { unit: 'ms', below: 30_000 },
      spread(rush.push),
    ),
    figure(
      of('operations acknowledged that the lead has not'),
      outcome.acknowledged - outcome.atLead,
      { unit: '', exactly: 0 },
      `${outcome.acknowledged} acknowledged; the lead pulled all the while`,
    ),
    figure(of('revisions skipped or given twice'), skipped, { unit: '', exactly: 0 }, `1 to ${revisions.greatest}`),
    figure(
      of('rounds that broke'),
      outcome.broken.length,
      { unit: '', exactly: 0 },
      [...new Set(outcome.broken)].join(', '),
    ),
    figure(
      of('first pull of a new laptop'),
      firstPull.seconds,
      { unit: 's', below: FIRST_PULL_S },
      `${firstPull.operations} operations, ${(firstPull.bytes / MIB).toFixed(1)} MiB unpacked`,
    ),
    figure(
      of('most memory of a hub'),
      greatest,
      { unit: 'MiB', below: MEMORY_MIB },
      outcome.peakBytes.map((bytes) => `${(bytes / MIB).toFixed(0)} MiB`).join(', '),
    ),
  ]
}

const spread = (values: readonly number[]) =>
  `${values.length} of them, median ${quantile(values, 0.5).toFixed(0)} ms, greatest ${Math.max(...values).toFixed(0)} ms`
