/**
 * One layer of the overlay for each line. A change of one span lays out and paints the boxes of its line again, not
 * those of the whole paragraph: each layer is contained. All have the overlay's own size, so boxes keep its px.
 */
export class LineLayers {
  private readonly overlay: HTMLElement
  private readonly layers: HTMLElement[] = []

  constructor(overlay: HTMLElement) {
    this.overlay = overlay
  }

  /** The layer of a line, counted from 0. */
  ofLine(line: number): HTMLElement {
    const known = this.layers[line]
    if (known !== undefined) return known
    const layer = document.createElement('div')
    layer.className = 'marked-text-line'
    this.layers[line] = layer
    // Later lines lie above earlier ones, whichever was drawn first.
    const next = this.layers.slice(line + 1).find((other) => other !== undefined)
    this.overlay.insertBefore(layer, next ?? null)
    return layer
  }

  clear(): void {
    this.layers.length = 0
    this.overlay.replaceChildren()
  }
}
