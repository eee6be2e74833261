import { compareMarks, sameMark, type Mark } from './mark.ts'
import { blockAt, type TextBlock } from './text-blocks.ts'
import type { TextRange } from './text-range.ts'

/** The blocks a range touches, by number. */
export function blocksOf(layout: readonly TextBlock[], range: TextRange): number[] {
  const first = blockAt(layout, range.start)
  const last = range.end <= (layout[first]?.end ?? 0) ? first : blockAt(layout, range.end - 1)
  return first === last ? [first] : Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** Sorts spans into blocks and tells which blocks a new list changes. */
export class MarksByBlock {
  private readonly layout: readonly TextBlock[]
  private readonly lists: Mark[][]
  private byId = new Map<string, Mark>()

  constructor(layout: readonly TextBlock[]) {
    this.layout = layout
    this.lists = layout.map(() => [])
  }

  mark(id: string): Mark | null {
    return this.byId.get(id) ?? null
  }

  /** In logical order. */
  ofBlock(index: number): readonly Mark[] {
    return this.lists[index] ?? []
  }

  /** Takes the whole list; returns the numbers of the blocks whose spans differ from before. */
  take(marks: readonly Mark[]): Set<number> {
    const next = new Map(marks.map((mark) => [mark.id, mark]))
    const touched = new Set<number>()
    const touch = (mark: Mark): void => {
      for (const index of blocksOf(this.layout, mark)) touched.add(index)
    }
    for (const mark of marks) {
      const before = this.byId.get(mark.id)
      if (before !== undefined && sameMark(before, mark)) continue
      touch(mark)
      if (before !== undefined) touch(before)
    }
    for (const [id, mark] of this.byId) if (!next.has(id)) touch(mark)
    this.byId = next
    if (touched.size > 0) this.fill(marks, touched)
    return touched
  }

  private fill(marks: readonly Mark[], touched: ReadonlySet<number>): void {
    for (const index of touched) this.lists[index] = []
    for (const mark of marks) {
      for (const index of blocksOf(this.layout, mark)) if (touched.has(index)) this.lists[index]?.push(mark)
    }
    for (const index of touched) this.lists[index]?.sort(compareMarks)
  }
}
