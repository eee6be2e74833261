import type { MeasuredRange } from './block-geometry.ts'
import type { BoxSpec } from './box-pool.ts'
import type { LineBox } from './line-boxes.ts'
import type { Mark } from './mark.ts'
import { bandEdges, OVERLAY } from './overlay-measures.ts'
import type { TagPlace } from './tag-places.ts'
import type { Direction, TextBlock } from './text-blocks.ts'

/** A span with everything known of its picture in one block. */
export type PlacedMark = {
  readonly mark: Mark
  readonly depth: number
  readonly measured: MeasuredRange
  readonly tag: TagPlace
}

/** What the boxes of a block have in common. */
export type BlockFrame = { readonly block: TextBlock; readonly lineHeight: number }

/** Number of label colours; the 13th label repeats the first. */
const COLOURS = 12

const px = (value: number): string => `${Math.round(value * 100) / 100}px`

export function boxStyle(box: { left: number; top: number; width: number; height: number }): string {
  return `margin-left:${px(box.left)};margin-top:${px(box.top)};width:${px(box.width)};height:${px(box.height)}`
}

/** A class of renderer/styles/label-colours.css. */
export function colourClass(colour: number): string {
  return `label-colour-${((colour - 1) % COLOURS) + 1}`
}

/** Bands, bidi connectors and the tag of one span. */
export function markBoxes(placed: PlacedMark, frame: BlockFrame, hovered: boolean): BoxSpec[] {
  const { mark, measured, depth } = placed
  const look = lookOf(mark, hovered)
  // The outermost bands need none: a stacking context for each would cost time in every frame.
  const order = depth === 0 ? '' : `;z-index:${depth}`
  const specs: BoxSpec[] = []
  measured.boxes.forEach((box, index) => {
    const edges = bandEdges(box.line, depth, frame.lineHeight)
    specs.push({
      line: box.line,
      className: `marked-text-band ${look}${openEdges(placed, frame.block, box)}`,
      style: `${boxStyle({ ...wideEnough(box), top: edges.top, height: edges.bottom - edges.top })}${order}`,
    })
    const next = measured.boxes[index + 1]
    if (next !== undefined && next.line === box.line) {
      const gap = { left: box.right, width: next.left - box.right, top: edges.bottom - 1, height: 1 }
      specs.push({ line: box.line, className: `marked-text-connector ${look}`, style: boxStyle(gap) + order })
    }
  })
  const tag = tagBox(placed, frame.lineHeight, look)
  if (tag !== null) specs.push(tag)
  return specs
}

/** A single letter can be 2.5 px wide while its ink is wide: the box grows on both sides. */
function wideEnough(box: LineBox): { left: number; width: number } {
  const missing = Math.max(0, OVERLAY.minWidth - (box.right - box.left))
  return { left: box.left - missing / 2, width: box.right - box.left + missing }
}

function tagBox({ mark, tag, measured }: PlacedMark, lineHeight: number, look: string): BoxSpec | null {
  const first = measured.boxes[measured.startBox]
  if (tag === null || first === undefined) return null
  const place = { left: tag.left, width: tag.width, top: first.line * lineHeight, height: OVERLAY.tagHeight }
  return {
    line: first.line,
    className: `marked-text-tag ${look}`,
    style: boxStyle(place),
    text: tag.shows === 'name' ? tagText(mark) : (mark.keyCap ?? ''),
  }
}

/** The words of a tag; a suggestion asks. */
export function tagText(mark: Mark): string {
  return mark.variant === 'suggestion' ? `${mark.name} ؟` : mark.name
}

function lookOf(mark: Mark, hovered: boolean): string {
  const line = mark.variant === 'suggestion' ? 'dotted' : mark.line
  return `${colourClass(mark.colour)} is-${line} is-${mark.variant ?? 'own'}${hovered ? ' is-hovered' : ''}`
}

/** Square corners where the span goes on in another line. */
export function openEdges({ mark, measured }: PlacedMark, block: TextBlock, box: LineBox): string {
  const first = measured.boxes[0]?.line ?? box.line
  const last = measured.boxes.at(-1)?.line ?? box.line
  const start = box.line > first || mark.start < block.start ? ' is-open-start' : ''
  const end = box.line < last || mark.end > block.end ? ' is-open-end' : ''
  return start + end
}

/** The side of a box where the text of a paragraph comes from. */
export function startSide(box: LineBox, dir: Direction): number {
  return dir === 'rtl' ? box.right : box.left
}

export function endSide(box: LineBox, dir: Direction): number {
  return dir === 'rtl' ? box.left : box.right
}
