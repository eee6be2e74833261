/**
 * Calls back when the lines of `element` may have moved: with the new width when it changed, with null when fonts came
 * in or the zoom (device pixel ratio) changed. Returns the stop.
 */
export function watchLayout(element: HTMLElement, onChange: (width: number | null) => void): () => void {
  const sizes = new ResizeObserver((entries) => {
    const width = entries.at(-1)?.contentRect.width
    if (width !== undefined) onChange(width)
  })
  sizes.observe(element)
  const force = (): void => onChange(null)
  document.fonts.addEventListener('loadingdone', force)
  let zoom = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
  const onZoom = (): void => {
    zoom = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    zoom.addEventListener('change', onZoom, { once: true })
    force()
  }
  zoom.addEventListener('change', onZoom, { once: true })
  return () => {
    sizes.disconnect()
    document.fonts.removeEventListener('loadingdone', force)
    zoom.removeEventListener('change', onZoom)
  }
}
