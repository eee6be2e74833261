import type { LabelLine } from '#shared/agreement/report/question-report.ts'
import type { Drawing, Shape } from '#renderer/ui/plot/drawing.ts'

export type LabelWords = {
  name: (line: LabelLine) => string
  colour: (line: LabelLine) => number
  /** «۷۱٪», or what stands there when it cannot be said. */
  figure: (line: LabelLine) => string
  size: number
}

const ROW = 46

/** One bar a label, with its range. */
export function labelsPlot(width: number, lines: readonly LabelLine[], words: LabelWords): Drawing {
  const shapes = lines.flatMap((line, index): Shape[] => {
    const y = index * ROW
    const bar = y + 28
    const at = (share: number) => Math.min(1, Math.max(0, share)) * width
    const { value } = line.agreement
    const shown: Shape[] = [
      { kind: 'circle', x: 6, y: y + 12, radius: 6, fill: { label: words.colour(line) } },
      text(20, y + 12, words.name(line), { anchor: 'start', maxWidth: width - 90, size: words.size }),
      text(width, y + 12, words.figure(line), { anchor: 'end', size: words.size, bold: value !== null }),
      { kind: 'rect', x: 0, y: bar, width, height: 9, fill: { role: 'hover' }, radius: 4 },
    ]
    if (value !== null) {
      shown.push({
        kind: 'rect',
        x: 0,
        y: bar,
        width: at(value),
        height: 9,
        fill: { heat: 'accent', share: 1 },
        radius: 4,
      })
    }
    if (line.range !== null) shown.push(...whisker(at(line.range.lower), at(line.range.upper), bar + 4.5))
    return shown
  })
  return { width, height: lines.length * ROW, shapes }
}

export function whisker(from: number, to: number, y: number): Shape[] {
  const line = (x1: number, y1: number, x2: number, y2: number): Shape => ({
    kind: 'line',
    x1,
    y1,
    x2,
    y2,
    stroke: { role: 'text' },
    width: 1.5,
  })
  return [line(from, y, to, y), line(from, y - 5, from, y + 5), line(to, y - 5, to, y + 5)]
}

type TextStyle = { anchor: 'start' | 'end'; size: number; maxWidth?: number; bold?: boolean }

function text(x: number, y: number, content: string, style: TextStyle): Shape {
  return { kind: 'text', x, y, text: content, fill: { role: 'text' }, ...style }
}
