import { useRef, type KeyboardEvent } from 'react'
import { useLocale } from 'react-aria-components'
import { cssOf, leftOf, type Drawing, type Shape } from './drawing.ts'
import { fitText } from './fit-text.ts'
import './plot.css'

export type PlotProps = {
  drawing: Drawing
  /** What the plot shows, in a sentence: what is read out in its place. */
  name: string
  /** Cells become buttons; arrows go from one to the next. */
  onCell?: (id: string) => void
  selected?: string | null
}

/** A drawing as SVG, mirrored where the interface is read from right to left. */
export function Plot({ drawing, name, onCell, selected = null }: PlotProps) {
  const { direction } = useLocale()
  const svg = useRef<SVGSVGElement>(null)
  const cells = drawing.shapes.flatMap((shape) => (shape.kind === 'rect' && shape.cell ? [shape] : []))
  const first = cells.find(({ cell }) => cell?.id === selected) ?? cells[0]
  const move = (event: KeyboardEvent) => {
    const from = cells.find(({ cell }) => cell?.id === (event.target as Element).getAttribute('data-cell'))
    const to = from === undefined ? undefined : neighbour(cells, from, event.key, direction)
    if (to?.cell === undefined) return
    event.preventDefault()
    svg.current?.querySelector<SVGElement>(`[data-cell="${CSS.escape(to.cell.id)}"]`)?.focus()
  }
  const interactive = onCell !== undefined && cells.length > 0
  return (
    <svg
      ref={svg}
      className="plot"
      width={drawing.width}
      height={drawing.height}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      role={interactive ? 'group' : 'img'}
      aria-label={name}
      direction={direction}
      {...(interactive && { onKeyDown: move })}
    >
      {drawing.shapes.map((shape, index) => (
        <ShapeView
          key={index}
          drawing={drawing}
          shape={shape}
          dir={direction}
          isFirst={shape === first}
          isSelected={shape.kind === 'rect' && shape.cell !== undefined && shape.cell.id === selected}
          {...(onCell && { onCell })}
        />
      ))}
    </svg>
  )
}

type Cell = Extract<Shape, { kind: 'rect' }>

/** The nearest cell in the arrow's direction. */
function neighbour(cells: readonly Cell[], from: Cell, key: string, dir: 'ltr' | 'rtl'): Cell | undefined {
  const along = dir === 'rtl' ? -1 : 1
  const steps: Record<string, [number, number]> = {
    ArrowRight: [along, 0],
    ArrowLeft: [-along, 0],
    ArrowDown: [0, 1],
    ArrowUp: [0, -1],
  }
  const step = steps[key]
  if (step === undefined) return undefined
  const [byX, byY] = step
  const ahead = cells.filter((cell) => {
    const x = (cell.x - from.x) * byX
    const y = (cell.y - from.y) * byY
    return byX === 0 ? y > 0 && cell.x === from.x : x > 0 && cell.y === from.y
  })
  return ahead.toSorted((a, b) => distance(a, from) - distance(b, from))[0]
}

const distance = (a: Cell, b: Cell) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y)

type ShapeProps = {
  drawing: Drawing
  shape: Shape
  dir: 'ltr' | 'rtl'
  isFirst: boolean
  isSelected: boolean
  onCell?: (id: string) => void
}

function ShapeView({ drawing, shape, dir, isFirst, isSelected, onCell }: ShapeProps) {
  const left = (x: number, width = 0) => leftOf(drawing, dir, x, width)
  switch (shape.kind) {
    case 'rect': {
      const { cell, x, y, width, height, fill, stroke, radius = 0 } = shape
      const box = {
        x: left(x, width),
        y,
        width,
        height,
        rx: radius,
        style: { fill: cssOf(fill), ...(stroke && { stroke: cssOf(stroke) }) },
      }
      if (cell === undefined || onCell === undefined) return <rect {...box}>{cell && <title>{cell.name}</title>}</rect>
      const press = (event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onCell(cell.id)
      }
      return (
        <rect
          {...box}
          className={isSelected ? 'plot-cell plot-cell-selected' : 'plot-cell'}
          role="button"
          tabIndex={isFirst ? 0 : -1}
          aria-label={cell.name}
          data-cell={cell.id}
          onClick={() => onCell(cell.id)}
          onKeyDown={press}
        >
          <title>{cell.name}</title>
        </rect>
      )
    }
    case 'line':
      return (
        <line
          x1={left(shape.x1)}
          y1={shape.y1}
          x2={left(shape.x2)}
          y2={shape.y2}
          strokeWidth={shape.width}
          style={{ stroke: cssOf(shape.stroke) }}
        />
      )
    case 'circle':
      return <circle cx={left(shape.x)} cy={shape.y} r={shape.radius} style={{ fill: cssOf(shape.fill) }} />
    case 'path': {
      const points = shape.points.map(([x, y]) => `${left(x)},${y}`).join(' ')
      if (shape.fill) return <polygon points={points} style={{ fill: cssOf(shape.fill) }} />
      return (
        <polyline points={points} className="plot-line" style={{ stroke: cssOf(shape.stroke ?? { role: 'accent' }) }} />
      )
    }
    case 'text': {
      const { x, y, text, size, fill, anchor, bold = false, maxWidth } = shape
      return (
        <text
          className={bold ? 'plot-text bold' : 'plot-text'}
          x={left(x)}
          y={y}
          fontSize={size}
          textAnchor={anchor}
          style={{ fill: cssOf(fill) }}
        >
          {fitText(text, maxWidth, { size, bold })}
        </text>
      )
    }
  }
}
