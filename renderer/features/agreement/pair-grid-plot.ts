import type { AnnotatorId } from '#shared/base/ids.ts'
import type { PairLine } from '#shared/agreement/report/question-report.ts'
import type { Drawing, Shape } from '#renderer/ui/plot/drawing.ts'

export type PairGridWords = {
  person: (id: AnnotatorId) => string
  figure: (value: number) => string
  /** What a cell says aloud. */
  cell: (pair: PairLine) => string
  empty: string
  size: number
}

/** Id of a pair's cell. */
export const pairId = ({ people: [one, other] }: PairLine) => `${one} ${other}`

/** The two people of a cell. */
export const peopleOf = (id: string) => id.split(' ') as AnnotatorId[]

const NAME = 92
const LABELS = 26

/** The lower half of a square: who agrees with whom. Pairs without shared items have no figure. */
export function pairGridPlot(
  width: number,
  people: readonly AnnotatorId[],
  pairs: readonly PairLine[],
  words: PairGridWords,
): Drawing {
  const columns = Math.max(1, people.length - 1)
  const cell = Math.min(86, (width - NAME) / columns)
  const height = Math.min(62, Math.max(30, cell * 0.72))
  const byPeople = new Map(pairs.map((pair) => [pairId(pair), pair]))
  const shapes: Shape[] = []
  for (const [row, person] of people.entries()) {
    if (row === 0) continue
    const y = (row - 1) * height
    shapes.push(
      text(0, y + height / 2, words.person(person), { anchor: 'start', maxWidth: NAME - 10, size: words.size }),
    )
    for (const [column, other] of people.slice(0, row).entries()) {
      const pair = byPeople.get(`${other} ${person}`) ?? byPeople.get(`${person} ${other}`)
      if (pair !== undefined)
        shapes.push(...cellShapes({ x: NAME + column * cell, y, width: cell - 4, height: height - 4 }, pair, words))
    }
  }
  const foot = (people.length - 1) * height + LABELS / 2
  for (const [column, person] of people.slice(0, -1).entries()) {
    const x = NAME + column * cell + (cell - 4) / 2
    shapes.push(text(x, foot, words.person(person), { anchor: 'middle', maxWidth: cell - 6, size: words.size }))
  }
  return { width: NAME + columns * cell, height: (people.length - 1) * height + LABELS, shapes }
}

type Box = { x: number; y: number; width: number; height: number }

function cellShapes(box: Box, pair: PairLine, words: PairGridWords): Shape[] {
  const { value } = pair.value
  const share = value === null ? 0 : Math.max(0, value)
  const shapes: Shape[] = [
    {
      kind: 'rect',
      ...box,
      fill: value === null ? { role: 'hover' } : { heat: 'accent', share },
      radius: 6,
      cell: { id: pairId(pair), name: words.cell(pair) },
    },
  ]
  const shown = value === null ? words.empty : words.figure(value)
  const bold = value !== null
  shapes.push(
    text(box.x + box.width / 2, box.y + box.height / 2, shown, {
      anchor: 'middle',
      size: words.size + (bold ? 1 : 0),
      bold,
      maxWidth: box.width - 4,
    }),
  )
  return shapes
}

type TextStyle = { anchor: 'start' | 'middle' | 'end'; size: number; maxWidth?: number; bold?: boolean }

function text(x: number, y: number, content: string, style: TextStyle): Shape {
  return { kind: 'text', x, y, text: content, fill: { role: 'text' }, ...style }
}
