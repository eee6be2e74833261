import type { LabelId } from '#shared/base/ids.ts'
import type { ConfusionCell } from '#shared/agreement/report/question-report.ts'
import type { Drawing, Shape } from '#renderer/ui/plot/drawing.ts'

export type ConfusionWords = {
  label: (id: LabelId | null) => string
  number: (value: number) => string
  /** What a cell says aloud. */
  cell: (cell: ConfusionCell) => string
  size: number
}

/** Id of a cell, and what it stands for. */
export const confusionId = ({ one, other }: Pick<ConfusionCell, 'one' | 'other'>) => `${one ?? ''} ${other ?? ''}`

export function cellOfId(id: string): { one: LabelId | null; other: LabelId | null } {
  const [one = '', other = ''] = id.split(' ')
  return { one: one === '' ? null : (one as LabelId), other: other === '' ? null : (other as LabelId) }
}

const HEAD = 30

/**
 * The lower half of a square: one said this, the other that. Equal answers on the diagonal, in grey; the more often two are taken
 * for one another, the stronger the colour.
 */
export function confusionPlot(
  width: number,
  labels: readonly (LabelId | null)[],
  cells: readonly ConfusionCell[],
  words: ConfusionWords,
): Drawing {
  const name = Math.min(96, width * 0.26)
  const cell = Math.min(72, (width - name) / Math.max(1, labels.length))
  const height = Math.min(46, Math.max(26, cell * 0.66))
  const known = new Map(cells.map((one) => [confusionId(one), one]))
  const most = Math.max(1, ...cells.map(({ one, other, pairs }) => (one === other ? 0 : pairs)))
  const shapes: Shape[] = []
  for (const [row, label] of labels.entries()) {
    const y = HEAD + row * height
    shapes.push(text(0, y + height / 2, words.label(label), { anchor: 'start', maxWidth: name - 8, size: words.size }))
    // Nothing met with nothing is no pair of answers.
    if (label !== null || row < labels.length - 1) {
      shapes.push(
        text(name + row * cell + (cell - 3) / 2, HEAD / 2, words.label(label), {
          anchor: 'middle',
          maxWidth: cell - 4,
          size: words.size,
        }),
      )
    }
    for (const [column, other] of labels.slice(0, row + 1).entries()) {
      if (label === null && other === null) continue
      const found =
        known.get(confusionId({ one: other, other: label })) ?? known.get(confusionId({ one: label, other }))
      const shown: ConfusionCell = found ?? { one: other, other: label, pairs: 0 }
      const box = { x: name + column * cell, y, width: cell - 3, height: height - 3 }
      shapes.push(...cellShapes(box, shown, { words, share: shown.pairs / most }))
    }
  }
  return { width: name + labels.length * cell, height: HEAD + labels.length * height, shapes }
}

type Box = { x: number; y: number; width: number; height: number }

function cellShapes(
  box: Box,
  cell: ConfusionCell,
  { words, share }: { words: ConfusionWords; share: number },
): Shape[] {
  const same = cell.one === cell.other
  return [
    {
      kind: 'rect',
      ...box,
      fill: same ? { role: 'hover' } : { heat: 'warning', share },
      radius: 5,
      ...(cell.pairs > 0 && { cell: { id: confusionId(cell), name: words.cell(cell) } }),
    },
    // Nothing that was never confused asks to be read.
    text(box.x + box.width / 2, box.y + box.height / 2, cell.pairs === 0 ? '' : words.number(cell.pairs), {
      anchor: 'middle',
      size: words.size,
      bold: !same && cell.pairs > 0,
      maxWidth: box.width - 2,
      muted: same || cell.pairs === 0,
    }),
  ]
}

type TextStyle = { anchor: 'start' | 'middle'; size: number; maxWidth: number; bold?: boolean; muted?: boolean }

function text(x: number, y: number, content: string, { muted = false, ...style }: TextStyle): Shape {
  return { kind: 'text', x, y, text: content, fill: { role: muted ? 'text-2' : 'text' }, ...style }
}
