import type { MeasuredRange } from './block-geometry.ts'
import { startSide, tagText, type PlacedMark } from './mark-boxes.ts'
import { depthFinder } from './mark-depths.ts'
import type { Mark } from './mark.ts'
import { tagPlaces, type TagPlace } from './tag-places.ts'
import type { TextBlock } from './text-blocks.ts'
import { sameRange } from './text-range.ts'

/** What placing asks of the page. */
export type PlaceRuler = {
  readonly block: TextBlock
  /** Of the block, px. */
  readonly width: number
  measure(mark: Mark): MeasuredRange
  tagWidth(text: string): number
}

export type PlacedChange = { readonly drawn: ReadonlySet<PlacedMark>; readonly gone: readonly Mark[] }

type Placing = { -readonly [Key in keyof PlacedMark]: PlacedMark[Key] }

/**
 * The spans of one block with their places. A new list of spans is compared with the last one: only what differs is
 * measured, and only the lines it stands on get their tags placed again. A span keeps its object while it is there.
 */
export class PlacedMarks {
  private list: Placing[] = []
  private stale = false

  /** In logical order. */
  get all(): readonly PlacedMark[] {
    return this.list
  }

  /** Lines may have moved: the next `take` measures everything again. */
  forgetPlaces(): void {
    this.stale = true
  }

  clear(): void {
    this.list = []
  }

  /** Takes the spans in logical order; returns those to draw, new or with another picture, and those that are gone. */
  take(marks: readonly Mark[], ruler: PlaceRuler): PlacedChange {
    const { stale, list } = this
    this.stale = false
    const { head, tail } = stale ? { head: 0, tail: 0 } : sameEnds(list, marks)
    const left = new Map(list.slice(head, list.length - tail).map((placed) => [placed.mark.id, placed]))
    const lines = new Set<number>()
    for (const placed of left.values()) lines.add(tagLine(placed))
    const between = marks.slice(head, marks.length - tail).map((mark): Placing => {
      const old = left.get(mark.id)
      left.delete(mark.id)
      const known = old !== undefined && !stale && sameRange(old.mark, mark)
      return { mark, depth: 0, measured: known ? old.measured : ruler.measure(mark), tag: null }
    })
    this.list.splice(head, list.length - tail - head, ...between)
    const drawn = new Set<Placing>(between)
    this.setDepths(drawn)
    for (const placed of drawn) lines.add(tagLine(placed))
    this.setTags(lines, ruler, drawn)
    return { drawn, gone: Array.from(left.values(), ({ mark }) => mark) }
  }

  private setDepths(drawn: Set<Placing>): void {
    const depthOf = depthFinder()
    for (const placed of this.list) {
      const depth = depthOf(placed.mark)
      if (placed.depth === depth) continue
      placed.depth = depth
      drawn.add(placed)
    }
  }

  private setTags(lines: ReadonlySet<number>, ruler: PlaceRuler, drawn: Set<Placing>): void {
    const { block } = ruler
    const tagged = this.list.filter(
      (placed) =>
        lines.has(tagLine(placed)) &&
        placed.mark.variant !== 'agreed' &&
        placed.mark.start >= block.start &&
        placed.measured.startBox !== -1,
    )
    const requests = tagged.map(({ mark, measured, depth }) => {
      const box = measured.boxes[measured.startBox] ?? { line: 0, left: 0, right: 0 }
      return {
        line: box.line,
        at: startSide(box, block.dir),
        depth,
        nameWidth: ruler.tagWidth(tagText(mark)),
        keyWidth: mark.keyCap === undefined ? 0 : ruler.tagWidth(mark.keyCap),
      }
    })
    const places = tagPlaces(requests, block.dir, ruler.width)
    tagged.forEach((placed, index) => {
      const tag = places[index] ?? null
      if (sameTag(placed.tag, tag)) return
      placed.tag = tag
      drawn.add(placed)
    })
  }
}

/** How many spans are the same from the start and from the end. */
function sameEnds(list: readonly PlacedMark[], marks: readonly Mark[]): { head: number; tail: number } {
  const shorter = Math.min(list.length, marks.length)
  let head = 0
  while (head < shorter && list[head]?.mark === marks[head]) head += 1
  let tail = 0
  while (tail < shorter - head && list.at(-1 - tail)?.mark === marks.at(-1 - tail)) tail += 1
  return { head, tail }
}

/** The line of a span's tag; -1 when none of the span is drawn. */
function tagLine({ measured }: PlacedMark): number {
  return measured.boxes[measured.startBox]?.line ?? -1
}

function sameTag(a: TagPlace, b: TagPlace): boolean {
  return a === b || (a !== null && b !== null && a.left === b.left && a.width === b.width && a.shows === b.shows)
}
