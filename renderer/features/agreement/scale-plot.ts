import { RELY_FROM, TENTATIVE_FROM } from '#shared/agreement/report/plain-words.ts'
import type { Interval } from '#shared/agreement/t-interval.ts'
import type { Drawing, Shape } from '#renderer/ui/plot/drawing.ts'

export type ScaleWords = {
  ends: [string, string]
  steps: [string, string]
  verdicts: [string, string, string]
  size: number
}

/** The line from 0 to 1 in three steps, with a figure and its interval: it is read at the lower end. */
export function scalePlot(
  width: number,
  figure: { value: number; interval: Interval | null },
  words: ScaleWords,
): Drawing {
  const at = (value: number) => Math.min(1, Math.max(0, value)) * width
  const bar = 14
  const step = (from: number, to: number, share: number): Shape => ({
    kind: 'rect',
    x: at(from),
    y: 0,
    width: at(to) - at(from) - (to === 1 ? 0 : 2),
    height: bar,
    fill: share === 0 ? { role: 'hover' } : { heat: 'accent', share },
    radius: 3,
  })
  const label = (x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end'): Shape => ({
    kind: 'text',
    x,
    y,
    text,
    size: words.size,
    fill: { role: 'text-2' },
    anchor,
  })
  const shapes: Shape[] = [step(0, TENTATIVE_FROM, 0), step(TENTATIVE_FROM, RELY_FROM, 0.45), step(RELY_FROM, 1, 1)]
  if (figure.interval !== null) {
    const from = at(figure.interval.lower)
    const to = at(figure.interval.upper)
    shapes.push({
      kind: 'rect',
      x: from,
      y: 4,
      width: Math.max(3, to - from),
      height: 6,
      fill: { role: 'text' },
      radius: 3,
    })
  }
  shapes.push({ kind: 'circle', x: at(figure.value), y: bar / 2, radius: 8, fill: { role: 'surface' } })
  shapes.push({ kind: 'circle', x: at(figure.value), y: bar / 2, radius: 6, fill: { role: 'text' } })
  const line = bar + 14
  shapes.push(
    label(0, line, words.ends[0], 'start'),
    label(width, line, words.ends[1], 'end'),
    label(at(TENTATIVE_FROM), line, words.steps[0], 'middle'),
    label(at(RELY_FROM), line, words.steps[1], 'middle'),
    label(at(TENTATIVE_FROM / 2), line + 22, words.verdicts[0], 'middle'),
    label(at((TENTATIVE_FROM + RELY_FROM) / 2), line + 22, words.verdicts[1], 'middle'),
    label(at((RELY_FROM + 1) / 2), line + 22, words.verdicts[2], 'middle'),
  )
  return { width, height: line + 34, shapes }
}
