import { BlockGeometry, unitAt, type MeasuredRange, type MeasuredUnit } from './block-geometry.ts'
import { BoxPool } from './box-pool.ts'
import {
  choiceBoxes,
  cursorBoxes,
  handleAt,
  handleBoxes,
  handlePlaces,
  pickedBoxes,
  type HandlePlace,
} from './decor-boxes.ts'
import { LineLayers } from './line-layers.ts'
import { markBoxes, type PlacedMark } from './mark-boxes.ts'
import type { Mark } from './mark.ts'
import { bandEdges, OVERLAY } from './overlay-measures.ts'
import { PlacedMarks, type PlacedChange } from './placed-marks.ts'
import type { TextBlock } from './text-blocks.ts'
import { sameRange, type TextRange } from './text-range.ts'
import type { TokenIndex } from './token-index.ts'
import { zoomOf } from './zoom-of.ts'

/** What is drawn beside the spans. */
export type Decor = {
  readonly choice: TextRange | null
  readonly cursor: TextRange | null
  readonly pickedId: string | null
  readonly handles: boolean
}

export function sameDecor(a: Decor, b: Decor): boolean {
  return (
    sameRange(a.choice, b.choice) &&
    sameRange(a.cursor, b.cursor) &&
    a.pickedId === b.pickedId &&
    a.handles === b.handles
  )
}

export const NO_DECOR: Decor = { choice: null, cursor: null, pickedId: null, handles: false }

export type Tags = { widthOf(text: string): number; classOf(text: string): string }

type MeasuredDecor = { choice: MeasuredRange | null; cursor: MeasuredRange | null }

/**
 * One block on the page: `<div><p>one text node</p><div overlay></div></div>`. Drawing is two steps, `read` and `write`,
 * so that the view can read all blocks before it writes the first. Only a block near the viewport has an overlay.
 */
export class BlockView {
  readonly block: TextBlock
  readonly element = document.createElement('div')
  readonly paragraph = document.createElement('p')
  near = false
  private readonly layers: LineLayers
  private readonly geometry: BlockGeometry
  private marks: readonly Mark[] = []
  private decor = NO_DECOR
  private hoveredId: string | null = null
  /** Px; known from the first `read` on. */
  lineHeight = 0
  private measuredDecor: MeasuredDecor | null = null
  private readonly placed = new PlacedMarks()
  /** Read and not yet written. */
  private change: PlacedChange | null = null
  private decorDrawn = false
  private tags: Tags | null = null
  private handles: HandlePlace[] = []
  private readonly pools = new Map<string, BoxPool>()
  private readonly decorPool = new BoxPool()

  constructor(block: TextBlock, text: string) {
    this.block = block
    const node = document.createTextNode(text.slice(block.start, block.end))
    this.element.className = block.continued ? 'marked-text-block is-continued' : 'marked-text-block'
    this.element.dir = block.dir
    this.paragraph.className = 'marked-text-paragraph'
    this.paragraph.append(node)
    const overlay = document.createElement('div')
    overlay.className = 'marked-text-overlay'
    overlay.ariaHidden = 'true'
    this.layers = new LineLayers(overlay)
    this.element.append(this.paragraph, overlay)
    this.geometry = new BlockGeometry(block, this.paragraph, node)
  }

  setMarks(marks: readonly Mark[]): void {
    this.marks = marks
  }

  /** False when it is the same as before. */
  setDecor(decor: Decor): boolean {
    if (sameDecor(this.decor, decor)) return false
    this.decor = decor
    this.measuredDecor = null
    return true
  }

  /** Lines may have moved: everything is measured again. */
  forgetLayout(): void {
    this.placed.forgetPlaces()
    this.measuredDecor = null
    this.geometry.forget()
  }

  enter(): void {
    this.near = true
    this.element.classList.add('is-near')
  }

  leave(): void {
    this.near = false
    this.element.classList.remove('is-near')
    this.forgetLayout()
    this.placed.clear()
    this.handles = []
    this.pools.clear()
    this.decorPool.clear()
    this.layers.clear()
  }

  /** The spans to draw, whose tags must have been measured before `read`. */
  get shownMarks(): readonly Mark[] {
    return this.marks
  }

  read(lineHeight: number, tags: Tags): void {
    this.lineHeight = lineHeight
    this.tags = tags
    const grid = this.geometry.grid(lineHeight)
    this.change = this.placed.take(this.marks, {
      block: this.block,
      width: grid.width,
      measure: (mark) => this.geometry.measure(mark, grid),
      tagWidth: (text) => tags.widthOf(text),
    })
    if (this.measuredDecor !== null) return
    const { choice, cursor } = this.decor
    this.decorDrawn = false
    this.measuredDecor = {
      choice: choice === null ? null : this.geometry.measure(choice, grid),
      cursor: cursor === null ? null : this.geometry.measure(cursor, grid),
    }
  }

  write(): void {
    if (this.change === null) return
    const { drawn, gone } = this.change
    this.change = null
    for (const { id } of gone) {
      this.pools.get(id)?.clear()
      this.pools.delete(id)
    }
    for (const placed of drawn) this.drawMark(placed)
    // The picked span's outline goes with its band.
    if (!this.decorDrawn || this.decor.pickedId !== null) this.drawDecor()
    this.decorDrawn = true
  }

  /** The class of a band with a tag that shows this text. */
  tagClass(text: string): string {
    return this.tags?.classOf(text) ?? ''
  }

  hover(id: string | null): void {
    const touched = new Set([this.hoveredId, id])
    this.hoveredId = id
    for (const placed of this.placed.all) if (touched.has(placed.mark.id)) this.drawMark(placed)
  }

  /** The spans whose tag or band holds the point (px in the viewport), innermost first. */
  marksAt(clientX: number, clientY: number): Mark[] {
    const { x, y } = this.point(clientX, clientY)
    return this.placed.all
      .filter((placed) => this.holds(placed, x, y))
      .sort((a, b) => b.depth - a.depth || a.mark.end - a.mark.start - (b.mark.end - b.mark.start))
      .map((placed) => placed.mark)
  }

  handleAt(clientX: number, clientY: number): HandlePlace | null {
    const { x, y } = this.point(clientX, clientY)
    return handleAt(this.handles, x, y)
  }

  words(index: TokenIndex, lineHeight: number): readonly MeasuredUnit[] {
    return this.geometry.wordBoxes(index, lineHeight)
  }

  letters(text: string, lineHeight: number): readonly MeasuredUnit[] {
    return this.geometry.letterBoxes(text, lineHeight)
  }

  /** The unit under or nearest to a point of the viewport. */
  unitAt(units: readonly MeasuredUnit[], client: { x: number; y: number }, nearest: boolean): MeasuredUnit | null {
    const { x, y } = this.point(client.x, client.y)
    return unitAt(units, { x, line: Math.floor(y / this.lineHeight) }, nearest)
  }

  /** The range's boxes in the viewport, from the first line's top to the last one's bottom; null when not in here. */
  verticalExtent(range: TextRange, lineHeight: number): { top: number; bottom: number } | null {
    const grid = this.geometry.grid(lineHeight)
    const { boxes } = this.geometry.measure(range, grid)
    const first = boxes[0]
    const last = boxes.at(-1)
    if (first === undefined || last === undefined) return null
    const line = lineHeight * grid.zoom
    return { top: grid.top + first.line * line, bottom: grid.top + (last.line + 1) * line }
  }

  private point(clientX: number, clientY: number): { x: number; y: number } {
    const { left, top } = this.paragraph.getBoundingClientRect()
    const zoom = zoomOf(this.paragraph)
    return { x: (clientX - left) / zoom, y: (clientY - top) / zoom }
  }

  private holds({ measured, depth, tag }: PlacedMark, x: number, y: number): boolean {
    const first = measured.boxes[measured.startBox]
    const tagTop = (first?.line ?? 0) * this.lineHeight
    if (tag !== null && x >= tag.left && x <= tag.left + tag.width && y >= tagTop && y <= tagTop + OVERLAY.tagHeight) {
      return true
    }
    return measured.boxes.some((box) => {
      const edges = bandEdges(box.line, depth, this.lineHeight)
      return x >= box.left && x <= box.right && y >= edges.top && y <= edges.bottom
    })
  }

  private drawMark(placed: PlacedMark): void {
    let pool = this.pools.get(placed.mark.id)
    if (pool === undefined) {
      pool = new BoxPool()
      this.pools.set(placed.mark.id, pool)
    }
    pool.draw(this.layers, markBoxes(placed, this, placed.mark.id === this.hoveredId))
  }

  private drawDecor(): void {
    const { choice, cursor } = this.measuredDecor ?? { choice: null, cursor: null }
    const picked = this.placed.all.find((placed) => placed.mark.id === this.decor.pickedId)
    this.handles = picked === undefined || !this.decor.handles ? [] : handlePlaces(picked, this)
    this.decorPool.draw(this.layers, [
      ...(choice === null ? [] : choiceBoxes(choice, this.lineHeight)),
      ...(cursor === null ? [] : cursorBoxes(cursor, this.lineHeight)),
      ...(picked === undefined ? [] : pickedBoxes(picked, this)),
      ...handleBoxes(this.handles),
    ])
  }
}
