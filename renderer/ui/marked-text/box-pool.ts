import type { LineLayers } from './line-layers.ts'

/** One absolutely placed box of the overlay. `style` is CSS text: physical px, because the overlay measures. */
export type BoxSpec = {
  readonly line: number
  readonly className: string
  readonly style: string
}

/** Keeps the elements of a list of boxes: what did not change is not touched. */
export class BoxPool {
  private elements: HTMLElement[] = []
  private specs: readonly BoxSpec[] = []

  draw(layers: LineLayers, specs: readonly BoxSpec[]): void {
    for (const [index, spec] of specs.entries()) {
      const element = this.elements[index]
      const before = this.specs[index]
      if (element === undefined) this.elements.push(layers.ofLine(spec.line).appendChild(createBox(spec)))
      else {
        writeBox(element, spec, before)
        if (before?.line !== spec.line) layers.ofLine(spec.line).append(element)
      }
    }
    for (const element of this.elements.splice(specs.length)) element.remove()
    this.specs = specs
  }

  clear(): void {
    for (const element of this.elements) element.remove()
    this.elements = []
    this.specs = []
  }
}

function createBox(spec: BoxSpec): HTMLElement {
  const element = document.createElement('span')
  writeBox(element, spec, undefined)
  return element
}

function writeBox(element: HTMLElement, spec: BoxSpec, before: BoxSpec | undefined): void {
  if (before?.className !== spec.className) element.className = spec.className
  if (before?.style !== spec.style) element.style.cssText = spec.style
}
