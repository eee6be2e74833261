import { zoomOf } from './zoom-of.ts'

/** The scrolling ancestor of an element, or the page's own. */
export function scrollAreaOf(element: Element): Element {
  for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
    const { overflowY } = getComputedStyle(parent)
    if ((overflowY === 'auto' || overflowY === 'scroll') && parent.scrollHeight > parent.clientHeight) return parent
  }
  return document.scrollingElement ?? document.documentElement
}

/** Top and bottom of what a scrolling area shows, px in the viewport. */
export function visibleExtent(area: Element): { top: number; bottom: number } {
  if (area === document.scrollingElement) return { top: 0, bottom: window.innerHeight }
  const { top, bottom } = area.getBoundingClientRect()
  return { top: Math.max(0, top), bottom: Math.min(window.innerHeight, bottom) }
}

/** Free space kept between a revealed line and the edge, px. */
const REVEAL_MARGIN = 12

/** Scrolls just far enough that the extent is seen. */
export function reveal(area: Element, extent: { top: number; bottom: number }): void {
  const seen = visibleExtent(area)
  const above = seen.top + REVEAL_MARGIN - extent.top
  const below = extent.bottom - seen.bottom + REVEAL_MARGIN
  if (above > 0) area.scrollTop -= above / zoomOf(area)
  else if (below > 0) area.scrollTop += below / zoomOf(area)
}

/** Within this distance of the edge a drag scrolls, px. */
const EDGE = 36
/** Px a frame at the edge itself. */
const FASTEST = 14

/** How far a drag at `y` scrolls in one frame; 0 away from the edges. */
export function dragScrollStep(area: Element, y: number): number {
  const { top, bottom } = visibleExtent(area)
  if (y < top + EDGE) return -Math.ceil(Math.min(1, (top + EDGE - y) / EDGE) * FASTEST)
  if (y > bottom - EDGE) return Math.ceil(Math.min(1, (y - bottom + EDGE) / EDGE) * FASTEST)
  return 0
}
