import { compareMarks, sameMark, type Mark } from './mark.ts'
import { marksChange } from './marks-change.ts'
import { blockAt, type TextBlock } from './text-blocks.ts'
import type { TextRange } from './text-range.ts'

/** The blocks a range touches, by number. */
export function blocksOf(layout: readonly TextBlock[], range: TextRange): number[] {
  const first = blockAt(layout, range.start)
  const last = range.end <= (layout[first]?.end ?? 0) ? first : blockAt(layout, range.end - 1)
  return first === last ? [first] : Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** Sorts spans into blocks and tells which blocks a new list changes. Costs as much as the change, not as the list. */
export class MarksByBlock {
  private readonly layout: readonly TextBlock[]
  private readonly lists: Mark[][]
  private readonly byId = new Map<string, Mark>()
  private known: readonly Mark[] = []

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
    const difference = marksChange(this.known, marks)
    const gone = new Map(Array.from(difference.gone, (mark) => [mark.id, mark]))
    const added: Mark[] = []
    for (const mark of difference.added) {
      const before = gone.get(mark.id)
      // A new object for the same span changes nothing; it is known by its old one.
      if (before !== undefined && sameMark(before, mark)) gone.delete(mark.id)
      else added.push(mark)
    }
    this.known = marks
    return this.change(gone, added)
  }

  private change(gone: ReadonlyMap<string, Mark>, added: readonly Mark[]): Set<number> {
    const touched = new Set<number>()
    for (const mark of gone.values()) {
      this.byId.delete(mark.id)
      for (const index of blocksOf(this.layout, mark)) touched.add(index)
    }
    if (gone.size > 0) {
      for (const index of touched) this.lists[index] = this.ofBlock(index).filter(({ id }) => !gone.has(id))
    }
    for (const mark of added) {
      this.byId.set(mark.id, mark)
      for (const index of blocksOf(this.layout, mark)) {
        this.lists[index]?.push(mark)
        touched.add(index)
      }
    }
    for (const index of touched) this.lists[index]?.sort(compareMarks)
    return touched
  }
}
