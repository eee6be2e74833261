import { graphemesOf } from './grapheme-edges.ts'
import { boxNear, distanceTo, lineBoxes, type LineBox, type LineGrid } from './line-boxes.ts'
import type { TextBlock } from './text-blocks.ts'
import type { TextRange } from './text-range.ts'
import { firstWordEndingAfter, wordRange, type TokenIndex } from './token-index.ts'
import { zoomOf } from './zoom-of.ts'

/** The boxes of a range inside one block; `startBox` and `endBox` hold its first and last letter. */
export type MeasuredRange = {
  readonly boxes: readonly LineBox[]
  readonly startBox: number
  readonly endBox: number
}

/** A word or a grapheme with its boxes. */
export type MeasuredUnit = TextRange & { readonly boxes: readonly LineBox[] }

const NOTHING: MeasuredRange = { boxes: [], startBox: -1, endBox: -1 }

/** Reads the layout of one block's single text node. Never writes. */
export class BlockGeometry {
  private readonly block: TextBlock
  private readonly paragraph: HTMLElement
  private readonly node: Text
  private readonly range = document.createRange()
  private words: MeasuredUnit[] | null = null
  private letters: MeasuredUnit[] | null = null

  constructor(block: TextBlock, paragraph: HTMLElement, node: Text) {
    this.block = block
    this.paragraph = paragraph
    this.node = node
  }

  /** The laid out lines have changed. */
  forget(): void {
    this.words = null
    this.letters = null
  }

  /** Where the lines stand now, in the viewport; read once for many measurements. */
  grid(lineHeight: number): LineGrid {
    const { left, top, width } = this.paragraph.getBoundingClientRect()
    const zoom = zoomOf(this.paragraph)
    return { left, top, width: width / zoom, lineHeight, zoom }
  }

  measure(range: TextRange, grid: LineGrid): MeasuredRange {
    const start = Math.max(range.start, this.block.start)
    const end = Math.min(range.end, this.block.end)
    if (start >= end) return NOTHING
    const boxes = this.boxesOf(start, end, grid)
    if (boxes.length === 0) return NOTHING
    if (boxes.length === 1) return { boxes, startBox: 0, endBox: 0 }
    return { boxes, startBox: this.boxOfLetter(start, boxes, grid), endBox: this.boxOfLetter(end - 1, boxes, grid) }
  }

  wordBoxes(index: TokenIndex, lineHeight: number): readonly MeasuredUnit[] {
    if (this.words === null) {
      const grid = this.grid(lineHeight)
      this.words = []
      for (let word = firstWordEndingAfter(index, this.block.start); word < index.count; word += 1) {
        const range = wordRange(index, word)
        if (range === null || range.start >= this.block.end) break
        this.words.push({ ...range, boxes: this.boxesOf(range.start, range.end, grid) })
      }
    }
    return this.words
  }

  letterBoxes(text: string, lineHeight: number): readonly MeasuredUnit[] {
    if (this.letters === null) {
      const grid = this.grid(lineHeight)
      this.letters = graphemesOf(text, this.block).map((range) => ({
        ...range,
        boxes: this.boxesOf(range.start, range.end, grid),
      }))
    }
    return this.letters
  }

  private boxesOf(start: number, end: number, grid: LineGrid): LineBox[] {
    this.range.setStart(this.node, Math.max(start, this.block.start) - this.block.start)
    this.range.setEnd(this.node, Math.min(end, this.block.end) - this.block.start)
    return lineBoxes(this.range.getClientRects(), grid)
  }

  /** Which box a letter stands in: a bidi line has several and their left-to-right order says nothing of the text's. */
  private boxOfLetter(offset: number, boxes: readonly LineBox[], grid: LineGrid): number {
    const [letter] = this.boxesOf(offset, offset + 1, grid)
    const at = offset === this.block.start ? 0 : boxes.length - 1
    if (letter === undefined) return at
    const found = boxNear(boxes, letter.line, (letter.left + letter.right) / 2)
    return found === null ? at : boxes.indexOf(found)
  }
}

/** The unit under the point, or with `nearest` the closest one of that line (or of the closest line that has any). */
export function unitAt(
  units: readonly MeasuredUnit[],
  point: { x: number; line: number },
  nearest: boolean,
): MeasuredUnit | null {
  let best: MeasuredUnit | null = null
  let bestScore = Infinity
  for (const unit of units) {
    for (const box of unit.boxes) {
      const lines = Math.abs(box.line - point.line)
      const score = lines * 1e6 + distanceTo(box, point.x)
      if (score < bestScore) {
        best = unit
        bestScore = score
      }
    }
  }
  return nearest || bestScore === 0 ? best : null
}
