/** How many px of the viewport one px of the element is: client rects and pointers come in px of the viewport. */
export function zoomOf(element: Element): number {
  return (element as { currentCSSZoom?: number }).currentCSSZoom ?? 1
}
