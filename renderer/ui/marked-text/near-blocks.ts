import type { BlockView } from './block-view.ts'

/** How far outside the viewport blocks are drawn, as a part of its height. */
const DRAWN = 0.5
/**
 * The same for where the observer speaks up. It must lie within what is drawn, or a block could come near unseen: where
 * the page itself scrolls both margins below hold, the second for the box that the first has made higher.
 */
const WATCHED = 0.2

/**
 * Tells which blocks come near the viewport and which leave it. The observer looks at each of its targets in every
 * frame, so it is given only the near blocks and one on either side: whatever comes near does so after its neighbour,
 * and after a jump the near ones leave. Which blocks are near is then read from where they stand.
 */
export class NearBlocks {
  private readonly onChange: (entered: BlockView[], left: BlockView[]) => void
  private readonly observer: IntersectionObserver
  private blocks: readonly BlockView[] = []
  private observed = new Set<BlockView>()

  constructor(onChange: (entered: BlockView[], left: BlockView[]) => void) {
    this.onChange = onChange
    const margin = `${WATCHED * 100}% 0px`
    const options: IntersectionObserverInit & { scrollMargin: string } = { rootMargin: margin, scrollMargin: margin }
    this.observer = new IntersectionObserver(() => this.settle(), options)
  }

  /** Starts over; returns the blocks that are in the viewport now, so that the first picture is whole. */
  watch(blocks: readonly BlockView[]): readonly BlockView[] {
    this.observer.disconnect()
    this.observed.clear()
    this.blocks = blocks
    const { first, end } = this.reach(0)
    this.observe(first, end)
    return blocks.slice(first, end)
  }

  stop(): void {
    this.observer.disconnect()
  }

  private settle(): void {
    const { first, end } = this.reach(DRAWN * window.innerHeight)
    this.observe(first, end)
    const entered = this.blocks.slice(first, end).filter((block) => !block.near)
    const left = this.blocks.filter((block, index) => block.near && (index < first || index >= end))
    if (entered.length > 0 || left.length > 0) this.onChange(entered, left)
  }

  private observe(first: number, end: number): void {
    const wanted = new Set(this.blocks.slice(Math.max(0, first - 1), end + 1))
    for (const block of this.observed) if (!wanted.has(block)) this.observer.unobserve(block.element)
    for (const block of wanted) if (!this.observed.has(block)) this.observer.observe(block.element)
    this.observed = wanted
  }

  /** The blocks, by number, that stand in the viewport or within `margin` px of it. They stand one below the other. */
  private reach(margin: number): { first: number; end: number } {
    let low = 0
    let high = this.blocks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.placeOf(middle)?.bottom ?? 0) < -margin) low = middle + 1
      else high = middle
    }
    let end = low
    for (let place = this.placeOf(end); isWithin(place, margin); place = this.placeOf(end)) end += 1
    return { first: low, end }
  }

  private placeOf(index: number): DOMRect | null {
    return this.blocks[index]?.element.getBoundingClientRect() ?? null
  }
}

/** A block that is not shown at all has no height. */
function isWithin(place: DOMRect | null, margin: number): boolean {
  return place !== null && place.height > 0 && place.top <= window.innerHeight + margin
}
