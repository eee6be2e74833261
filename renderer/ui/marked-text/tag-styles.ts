import { tagText } from './mark-boxes.ts'
import type { Mark } from './mark.ts'
import { zoomOf } from './zoom-of.ts'

/** A text as a tag shows it: its width in px, and the class that gives a band such a tag. */
type TagStyle = { readonly width: number; readonly className: string }

/** Numbers the classes of all texts on the page: several views may be on it. */
let made = 0

/**
 * The tags' texts and widths, measured in the page's own font: all unknown texts in one write and one read. There are
 * few and each stands on many spans, so each is a rule of one style sheet: a new span names the rule, and its tag has
 * the same style as all others of that label, which the browser then does not work out again.
 */
export class TagStyles {
  private readonly known = new Map<string, TagStyle>()
  private readonly host: HTMLElement
  private readonly sheet = new CSSStyleSheet()

  constructor(host: HTMLElement) {
    this.host = host
    document.adoptedStyleSheets.push(this.sheet)
  }

  /** Takes the rules off the page. */
  stop(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet)
  }

  /** The interface's language or a font changed: tags have other sizes. */
  forget(): void {
    this.known.clear()
    this.sheet.replaceSync('')
  }

  /** Measures the texts that the tags of these spans may show; called at every change, mostly for nothing new. */
  prepare(lists: Iterable<readonly Mark[]>): void {
    const unknown = new Set<string>()
    for (const marks of lists) {
      for (const mark of marks) {
        const name = tagText(mark)
        if (!this.known.has(name)) unknown.add(name)
        if (mark.keyCap !== undefined && !this.known.has(mark.keyCap)) unknown.add(mark.keyCap)
      }
    }
    if (unknown.size > 0) this.measure([...unknown])
  }

  widthOf(text: string): number {
    return this.known.get(text)?.width ?? 0
  }

  classOf(text: string): string {
    return this.known.get(text)?.className ?? ''
  }

  private measure(texts: readonly string[]): void {
    const probes = texts.map((text) => {
      const probe = document.createElement('span')
      probe.className = 'marked-text-probe'
      probe.textContent = text
      return probe
    })
    this.host.append(...probes)
    const zoom = zoomOf(this.host)
    // Up to the next pixel: a tag's box must never be narrower than its words.
    const widths = probes.map((probe) => Math.ceil(probe.getBoundingClientRect().width / zoom))
    for (const probe of probes) probe.remove()
    texts.forEach((text, index) => {
      made += 1
      const className = `marked-text-tag-${made}`
      const width = widths[index] ?? 0
      this.known.set(text, { width, className })
      this.sheet.insertRule(`.${className}::before { content: ${cssString(text)}; inline-size: ${width}px }`)
    })
  }
}

/** Label names are people's own words: what would end or change the string is written as its number. */
export function cssString(text: string): string {
  return `"${text.replaceAll(/["\\\p{Cc}]/gu, (letter) => `\\${(letter.codePointAt(0) ?? 0).toString(16)} `)}"`
}
