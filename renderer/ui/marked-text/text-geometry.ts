import type { MeasuredUnit } from './block-geometry.ts'
import type { BlockView } from './block-view.ts'
import type { LineBox } from './line-boxes.ts'
import type { LineGeometry, Towards } from './selection-model.ts'
import { blockAt, type TextBlock } from './text-blocks.ts'
import type { TextRange } from './text-range.ts'
import { firstWordEndingAfter, wordRange, type TokenIndex } from './token-index.ts'

/** What the geometry asks of the view. */
export type LaidOutText = {
  readonly blocks: readonly BlockView[]
  readonly layout: readonly TextBlock[]
  readonly words: TokenIndex
  readonly lineHeight: number
  readonly state: { readonly text: string }
  blockAtHeight(y: number): BlockView | null
  makeNear(blocks: Iterable<BlockView>): void
}

type Line = { readonly block: BlockView; readonly units: readonly MeasuredUnit[]; readonly line: number }

/** Answers about the laid out text. Words are measured when first asked for, block by block. */
export class TextGeometry implements LineGeometry {
  private readonly view: LaidOutText

  constructor(view: LaidOutText) {
    this.view = view
  }

  /** The unit at a point of the viewport: a word, or with `precise` a grapheme. */
  unitAt(point: { x: number; y: number }, precise: boolean, nearest: boolean): TextRange | null {
    const block = this.view.blockAtHeight(point.y)
    if (block === null) return null
    const units = precise ? block.letters(this.view.state.text, this.view.lineHeight) : this.unitsOf(block)
    const unit = block.unitAt(units, point, nearest)
    return unit === null ? null : { start: unit.start, end: unit.end }
  }

  /** The whole word at an offset. */
  wordOf(offset: number): TextRange | null {
    return wordRange(this.view.words, firstWordEndingAfter(this.view.words, offset))
  }

  wordOnNextLine(offset: number, towards: Towards, goalX: number | null): { word: number; goalX: number } | null {
    const here = this.lineOf(offset)
    if (here === null) return null
    const own = here.units.find((unit) => unit.end > offset)?.boxes[0]
    const goal = goalX ?? (own === undefined ? 0 : (own.left + own.right) / 2)
    const line = this.neighbourLine(here, towards)
    const unit = line === null ? null : nearestOnLine(line, goal)
    return unit === null ? null : { word: this.numberOf(unit), goalX: goal }
  }

  wordAtLineEdge(offset: number, towards: Towards): number | null {
    const here = this.lineOf(offset)
    if (here === null) return null
    const onLine = here.units.filter((unit) => boxOnLine(unit, here.line) !== null)
    const unit = towards === 'next' ? onLine.at(-1) : onLine[0]
    return unit === undefined ? null : this.numberOf(unit)
  }

  private unitsOf(block: BlockView): readonly MeasuredUnit[] {
    this.view.makeNear([block])
    return block.words(this.view.words, this.view.lineHeight)
  }

  private lineOf(offset: number): Line | null {
    const block = this.view.blocks[blockAt(this.view.layout, offset)]
    if (block === undefined) return null
    const units = this.unitsOf(block)
    const unit = units.find((candidate) => candidate.end > offset) ?? units.at(-1)
    return { block, units, line: unit?.boxes[0]?.line ?? 0 }
  }

  private neighbourLine({ block, units, line }: Line, towards: Towards): Line | null {
    const step = towards === 'next' ? 1 : -1
    const lines = units.flatMap((unit) => unit.boxes.map((box) => box.line))
    const beyond = lines.filter((other) => (other - line) * step > 0)
    if (beyond.length > 0) return { block, units, line: step === 1 ? Math.min(...beyond) : Math.max(...beyond) }
    for (let at = this.view.blocks.indexOf(block) + step; ; at += step) {
      const next = this.view.blocks[at]
      if (next === undefined) return null
      const found = this.unitsOf(next)
      const edge = step === 1 ? found[0]?.boxes[0] : found.at(-1)?.boxes.at(-1)
      if (edge !== undefined) return { block: next, units: found, line: edge.line }
    }
  }

  private numberOf(unit: TextRange): number {
    return firstWordEndingAfter(this.view.words, unit.start)
  }
}

function boxOnLine(unit: MeasuredUnit, line: number): LineBox | null {
  return unit.boxes.find((box) => box.line === line) ?? null
}

function nearestOnLine({ units, line }: Line, x: number): MeasuredUnit | null {
  let best: MeasuredUnit | null = null
  let bestDistance = Infinity
  for (const unit of units) {
    const box = boxOnLine(unit, line)
    if (box === null) continue
    const distance = Math.max(0, box.left - x, x - box.right)
    if (distance < bestDistance) {
      best = unit
      bestDistance = distance
    }
  }
  return best
}
