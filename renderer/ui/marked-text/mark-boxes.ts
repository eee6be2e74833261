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
export type BlockFrame = {
  readonly block: TextBlock
  readonly lineHeight: number
  /** The class of a band whose tag shows this text. */
  tagClass(text: string): string
}

/** Number of label colours; the 13th label repeats the first. */
const COLOURS = 12

const px = (value: number): string => `${Math.round(value * 100) / 100}px`

export function boxStyle(box: { left: number; top: number; width: number; height: number }): string {
  return `margin-left:${px(box.left)};margin-top:${px(box.top)};width:${px(box.width)};height:${px(box.height)}`
}

/** Bands with the tag on one of them, and bidi connectors of one span. */
export function markBoxes(placed: PlacedMark, frame: BlockFrame, hovered: boolean): BoxSpec[] {
  const { mark, measured, depth } = placed
  const look = lookOf(mark, hovered)
  // The outermost bands need none: a stacking context for each would cost time in every frame.
  const order = depth === 0 ? '' : `;z-index:${depth}`
  const specs: BoxSpec[] = []
  measured.boxes.forEach((box, index) => {
    const edges = bandEdges(box.line, depth, frame.lineHeight)
    const place = { ...wideEnough(box), top: edges.top, height: edges.bottom - edges.top }
    const tag = index === measured.startBox ? tagOn(placed, place, frame) : null
    specs.push({
      line: box.line,
      className: `marked-text-band ${look}${openEdges(placed, frame.block, box)}${tag?.className ?? ''}`,
      style: boxStyle(place) + order + (tag?.style ?? ''),
    })
    const next = measured.boxes[index + 1]
    if (next !== undefined && next.line === box.line) {
      const gap = { left: box.right, width: next.left - box.right, top: edges.bottom - 1, height: 1 }
      specs.push({ line: box.line, className: `marked-text-connector ${look}`, style: boxStyle(gap) + order })
    }
  })
  return specs
}

/** A single letter can be 2.5 px wide while its ink is wide: the box grows on both sides. */
function wideEnough(box: LineBox): { left: number; width: number } {
  const missing = Math.max(0, OVERLAY.minWidth - (box.right - box.left))
  return { left: box.left - missing / 2, width: box.right - box.left + missing }
}

/**
 * The tag is generated content of its band: a box of its own would cost as much as the band once more. It is placed
 * from the band's own corner; its usual place, above the logical start of an outermost band, needs no words here.
 */
function tagOn(
  { mark, tag, depth }: PlacedMark,
  band: { left: number; width: number },
  frame: BlockFrame,
): { className: string; style: string } | null {
  if (tag === null) return null
  const { block, lineHeight } = frame
  const shift = block.dir === 'rtl' ? band.left + band.width - tag.left - tag.width : tag.left - band.left
  const rise = bandEdges(0, depth, lineHeight).top
  const usual = Math.abs(shift) < 0.005 && rise === OVERLAY.bandTop
  const text = tag.shows === 'name' ? tagText(mark) : (mark.keyCap ?? '')
  return {
    className: ` marked-text-tagged${usual ? '' : ' is-moved'} ${frame.tagClass(text)}`,
    style: usual ? '' : `;--tag-shift:${px(shift)};--tag-rise:${px(-rise)}`,
  }
}

/** The words of a tag; a suggestion asks. */
export function tagText(mark: Mark): string {
  return mark.variant === 'suggestion' ? `${mark.name} ؟` : mark.name
}

/** Only what mixes or rearranges the label's colours reads them as variables of its own: each costs every style. */
function lookOf(mark: Mark, hovered: boolean): string {
  const colour = ((mark.colour - 1) % COLOURS) + 1
  const variant = mark.variant ?? 'own'
  const line = variant === 'suggestion' ? 'dotted' : mark.line
  const own = hovered || variant === 'suggestion' ? ` label-colour-${colour}` : ''
  return `mark-colour-${colour} is-${line} is-${variant}${own}${hovered ? ' is-hovered' : ''}`
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
