import { cssOf, leftOf, type Drawing, type Paint, type Shape } from './drawing.ts'
import { fitText, plotFont } from './fit-text.ts'

/** Pixels of an image for one of the screen: sharp in print. */
const SCALE = 2
const MARGIN = 16

/** A drawing as PNG, with the fonts and colours of the screen now; `dir` as it is shown. Null where the browser makes none. */
export async function plotImage(drawing: Drawing, dir: 'ltr' | 'rtl'): Promise<Uint8Array<ArrayBuffer> | null> {
  const canvas = document.createElement('canvas')
  canvas.width = (drawing.width + 2 * MARGIN) * SCALE
  canvas.height = (drawing.height + 2 * MARGIN) * SCALE
  const context = canvas.getContext('2d')
  if (context === null) return null
  const colour = colourReader()
  context.scale(SCALE, SCALE)
  context.fillStyle = colour({ role: 'surface' })
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.translate(MARGIN, MARGIN)
  context.direction = dir
  // Digits have another shape in Urdu than in Persian.
  Object.assign(context, { lang: document.documentElement.lang })
  for (const shape of drawing.shapes) drawShape(context, shape, { drawing, dir, colour })
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer())
}

/** Reads what a paint is on this screen: canvases know no tokens. */
function colourReader(): (paint: Paint) => string {
  const probe = document.createElement('canvas').getContext('2d')
  const element = document.createElement('span')
  return (paint) => {
    element.style.color = cssOf(paint)
    document.body.append(element)
    const { color } = getComputedStyle(element)
    element.remove()
    if (probe === null) return color
    probe.fillStyle = color
    return probe.fillStyle
  }
}

type Place = { drawing: Drawing; dir: 'ltr' | 'rtl'; colour: (paint: Paint) => string }

function drawShape(context: CanvasRenderingContext2D, shape: Shape, { drawing, dir, colour }: Place): void {
  const left = (x: number, width = 0) => leftOf(drawing, dir, x, width)
  context.beginPath()
  switch (shape.kind) {
    case 'rect':
      context.roundRect(left(shape.x, shape.width), shape.y, shape.width, shape.height, shape.radius ?? 0)
      context.fillStyle = colour(shape.fill)
      context.fill()
      if (shape.stroke) stroke(context, colour(shape.stroke), 1)
      return
    case 'line':
      context.moveTo(left(shape.x1), shape.y1)
      context.lineTo(left(shape.x2), shape.y2)
      stroke(context, colour(shape.stroke), shape.width)
      return
    case 'circle':
      context.arc(left(shape.x), shape.y, shape.radius, 0, 2 * Math.PI)
      context.fillStyle = colour(shape.fill)
      context.fill()
      return
    case 'path':
      for (const [x, y] of shape.points) context.lineTo(left(x), y)
      if (shape.fill) {
        context.fillStyle = colour(shape.fill)
        context.fill()
      } else stroke(context, colour(shape.stroke ?? { role: 'accent' }), 2)
      return
    case 'text': {
      const { size, bold = false, text, maxWidth, anchor, x, y } = shape
      context.font = plotFont(size, bold)
      context.textBaseline = 'middle'
      context.textAlign = anchor === 'middle' ? 'center' : anchor
      context.fillStyle = colour(shape.fill)
      context.fillText(fitText(text, maxWidth, { size, bold }), left(x), y)
    }
  }
}

function stroke(context: CanvasRenderingContext2D, colour: string, width: number): void {
  context.strokeStyle = colour
  context.lineWidth = width
  context.stroke()
}
