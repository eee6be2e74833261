import type { TagWidths } from './block-view.ts'
import { zoomOf } from './zoom-of.ts'

/** Widths of tags, measured in the page's own font: all unknown texts in one write and one read. */
export class TagMeasure implements TagWidths {
  private readonly known = new Map<string, number>()
  private readonly host: HTMLElement

  constructor(host: HTMLElement) {
    this.host = host
  }

  /** The interface's language or a font changed: tags have other sizes. */
  forget(): void {
    this.known.clear()
  }

  prepare(texts: Iterable<string>): void {
    const unknown = [...new Set(texts)].filter((text) => !this.known.has(text))
    if (unknown.length === 0) return
    const probes = unknown.map((text) => {
      const probe = document.createElement('i')
      probe.className = 'marked-text-tag marked-text-probe'
      probe.dataset['text'] = text
      return probe
    })
    this.host.append(...probes)
    // Up to the next pixel: a tag's box must never be narrower than its words.
    const zoom = zoomOf(this.host)
    unknown.forEach((text, index) => {
      const width = probes[index]?.getBoundingClientRect().width ?? 0
      this.known.set(text, Math.ceil(width / zoom))
    })
    for (const probe of probes) probe.remove()
  }

  widthOf(text: string): number {
    return this.known.get(text) ?? 0
  }
}
