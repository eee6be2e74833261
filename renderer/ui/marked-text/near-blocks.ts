import type { BlockView } from './block-view.ts'

/** How far outside the viewport blocks are drawn, as a part of its height. */
const MARGIN = 0.5

/** Tells which blocks come near the viewport and which leave it. */
export class NearBlocks {
  private readonly byElement = new Map<Element, BlockView>()
  private readonly observer: IntersectionObserver

  constructor(onChange: (entered: BlockView[], left: BlockView[]) => void) {
    const margin = `${MARGIN * 100}% 0px`
    const options: IntersectionObserverInit & { scrollMargin: string } = { rootMargin: margin, scrollMargin: margin }
    this.observer = new IntersectionObserver((entries) => {
      const entered: BlockView[] = []
      const left: BlockView[] = []
      for (const { target, isIntersecting } of entries) {
        const block = this.byElement.get(target)
        if (block === undefined || block.near === isIntersecting) continue
        if (isIntersecting) entered.push(block)
        else left.push(block)
      }
      if (entered.length > 0 || left.length > 0) onChange(entered, left)
    }, options)
  }

  /** Starts over; returns the blocks that are in the viewport now, so that the first picture is whole. */
  watch(blocks: readonly BlockView[]): BlockView[] {
    this.observer.disconnect()
    this.byElement.clear()
    const height = window.innerHeight
    const inside: BlockView[] = []
    let below = false
    for (const block of blocks) {
      this.byElement.set(block.element, block)
      this.observer.observe(block.element)
      if (below) continue
      const { top, bottom } = block.element.getBoundingClientRect()
      below = top > height
      if (!below && bottom >= 0) inside.push(block)
    }
    return inside
  }

  stop(): void {
    this.observer.disconnect()
  }
}
