import type { TrendPoint } from '#shared/agreement/report/question-report.ts'
import type { Drawing, Shape } from '#renderer/ui/plot/drawing.ts'

export type TrendWords = {
  figure: (value: number) => string
  /** Under the first and the last point. */
  ends: [string, string]
  size: number
}

const FOOT = 22
const AXIS = 40
const HEIGHT = 96

/** A line over batches or days with its band; points without a figure are left out. Higher is more. */
export function trendPlot(width: number, points: readonly TrendPoint[], words: TrendWords): Drawing {
  const told = points.flatMap((point, index) =>
    point.value.value === null ? [] : [{ ...point, index, value: point.value.value }],
  )
  const lows = told.flatMap(({ value, range }) => [value, range?.lower ?? value])
  const highs = told.flatMap(({ value, range }) => [value, range?.upper ?? value])
  const least = Math.floor(Math.min(1, ...lows) * 5) / 5
  const most = Math.max(least + 0.2, Math.ceil(Math.max(0, ...highs) * 5) / 5)
  const inner = width - AXIS - 8
  const x = (index: number) => AXIS + (points.length === 1 ? inner / 2 : (index / (points.length - 1)) * inner)
  const y = (value: number) => 8 + (1 - (value - least) / (most - least)) * (HEIGHT - 16)
  const shapes: Shape[] = [least, most].flatMap((value): Shape[] => [
    { kind: 'line', x1: AXIS, y1: y(value), x2: width, y2: y(value), stroke: { role: 'border' }, width: 1 },
    {
      kind: 'text',
      x: AXIS - 8,
      y: y(value),
      text: words.figure(value),
      size: words.size,
      fill: { role: 'text-2' },
      anchor: 'end',
    },
  ])
  const banded = told.filter(({ range }) => range !== null)
  if (banded.length > 1) {
    const upper = banded.map(({ index, range, value }): [number, number] => [x(index), y(range?.upper ?? value)])
    const lower = banded.map(({ index, range, value }): [number, number] => [x(index), y(range?.lower ?? value)])
    shapes.push({ kind: 'path', points: [...upper, ...lower.toReversed()], fill: { heat: 'accent', share: 0.25 } })
  }
  shapes.push({
    kind: 'path',
    points: told.map(({ index, value }) => [x(index), y(value)]),
    stroke: { role: 'accent' },
  })
  for (const { index, value } of told)
    shapes.push({ kind: 'circle', x: x(index), y: y(value), radius: 3.5, fill: { role: 'accent' } })
  const foot = HEIGHT + FOOT / 2
  const end = (at: number, text: string, anchor: 'start' | 'end'): Shape => ({
    kind: 'text',
    x: at,
    y: foot,
    text,
    size: words.size,
    fill: { role: 'text-2' },
    anchor,
  })
  shapes.push(end(AXIS, words.ends[0], 'start'))
  if (points.length > 1) shapes.push(end(width, words.ends[1], 'end'))
  return { width, height: HEIGHT + FOOT, shapes }
}
