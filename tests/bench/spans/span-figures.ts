import { figure, type BenchFigure } from '../bench-figure.ts'
import { median, quantile } from '../statistics.ts'

/** Everything measured of one contender; ms. `addTask` is one span's, above the same frames with nothing added. */
export type Samples = {
  openTask: number[]
  openPainted: number[]
  addTask: number[]
  addPainted: number[]
  emptyFrame: number[]
  /** A frame in which only a dot appears in a corner, above an empty one. */
  dotFrame: number[]
}

export type SpanResults = {
  readonly samples: ReadonlyMap<string, Samples>
  readonly lostInk: number
  readonly ink: number
  /** Why there are no peers, when there are none. */
  readonly withoutPeers: string | null
}

export const PEERS = [
  '@recogito/text-annotator',
  'v-annotator',
  'react-text-annotate-blend',
  '@heartexlabs/label-studio',
]

/** The table: every figure beside its goal. */
export function spanFigures(results: SpanResults): BenchFigure[] {
  const own = results.samples.get('nishan')
  const plain = results.samples.get('plain')
  if (own === undefined || plain === undefined) throw new Error('Ours or the plain text was not measured')
  const figures = [
    figure(
      'Spans: open, main thread × plain text',
      median(own.openTask) / median(plain.openTask),
      { below: 1.5, unit: '×' },
      `${ms(own.openTask)} against ${ms(plain.openTask)}; ours draws paragraphs near the viewport`,
    ),
    figure(
      'Spans: open, painted × plain text',
      median(own.openPainted) / median(plain.openPainted),
      { below: 1.5, unit: '×' },
      `${ms(own.openPainted)} against ${ms(plain.openPainted)}`,
    ),
    figure(
      'Spans: add one, painted p95',
      quantile(own.addPainted, 0.95),
      { below: 16, unit: 'ms' },
      `from the frame that adds to the end of its paint; median ${ms(own.addPainted)}; ${own.addPainted.length} spans`,
    ),
    figure(
      'Spans: add one, main thread median',
      median(own.addTask),
      { below: 3, unit: 'ms' },
      `Chromium task time of one span with the idle work after it, above an empty frame (${ms(own.emptyFrame)}); a frame in which only a dot appears costs ${ms(own.dotFrame)} of it`,
    ),
    figure(
      'Spans: lost ink pixels, light and dark',
      results.ink > 0 ? results.lostInk : Number.NaN,
      { exactly: 0, unit: 'px' },
      `of ${results.ink} ink pixels`,
    ),
  ]
  return [...figures, ...PEERS.flatMap((peer) => peerFigures(peer, own, results))]
}

function peerFigures(peer: string, own: Samples, results: SpanResults): BenchFigure[] {
  const samples = results.samples.get(peer)
  const compare = (what: string, key: keyof Samples): BenchFigure => {
    const name = `Spans: ${what}, ours ÷ ${peer}`
    if (samples === undefined || samples[key].length === 0) {
      return { name, value: null, unit: '×', goal: '< 1', met: false, note: results.withoutPeers ?? 'it drew nothing' }
    }
    return figure(
      name,
      median(own[key]) / median(samples[key]),
      { below: 1, unit: '×' },
      `${ms(own[key])} against ${ms(samples[key])}`,
    )
  }
  return [
    compare('open, main thread', 'openTask'),
    compare('open, painted', 'openPainted'),
    compare('add one, main thread', 'addTask'),
    compare('add one, painted', 'addPainted'),
  ]
}

const ms = (values: readonly number[]): string => `${median(values).toFixed(1)} ms`
