import { compareMarks, type Mark } from './mark.ts'

/** List items written in one idle slice. */
const SLICE = 100
/** After this the list is written although the page is busy, ms. */
const LATEST_MS = 2000

/**
 * The spans as a list for screen readers («name: quote», in logical order), beside the text, which stays plain text.
 * Written in idle slices, and only where it changed: two thousand items must not delay the picture.
 */
export class MarksList {
  private readonly list: HTMLElement
  private readonly items = new Map<Mark, HTMLLIElement>()
  private shown: readonly Mark[] = []
  private text = ''
  private picked: HTMLLIElement | null = null
  private pending = 0

  constructor(list: HTMLElement) {
    this.list = list
  }

  show(marks: readonly Mark[], text: string, pickedId: string | null): void {
    this.stop()
    this.pending = requestIdleCallback(
      () => {
        if (text !== this.text) this.clear(text)
        this.replace(marks.toSorted(compareMarks), pickedId)
      },
      { timeout: LATEST_MS },
    )
  }

  stop(): void {
    cancelIdleCallback(this.pending)
  }

  private clear(text: string): void {
    this.text = text
    this.items.clear()
    this.shown = []
    this.list.replaceChildren()
  }

  /** What stands before and after the change keeps its items. */
  private replace(next: readonly Mark[], pickedId: string | null): void {
    const before = this.shown
    const shorter = Math.min(before.length, next.length)
    let head = 0
    while (head < shorter && before[head] === next[head]) head += 1
    let tail = 0
    while (tail < shorter - head && before.at(-1 - tail) === next.at(-1 - tail)) tail += 1
    for (const mark of before.slice(head, before.length - tail)) {
      this.items.get(mark)?.remove()
      this.items.delete(mark)
    }
    const after = tail === 0 ? null : (this.items.get(next[next.length - tail] as Mark) ?? null)
    this.shown = [...next.slice(0, head), ...next.slice(next.length - tail)]
    this.insert({ next, from: head, until: next.length - tail, after, pickedId })
  }

  private insert(work: Work): void {
    const stop = Math.min(work.until, work.from + SLICE)
    const made = work.next.slice(work.from, stop).map((mark) => {
      const item = document.createElement('li')
      item.textContent = `${mark.name}: ${this.text.slice(mark.start, mark.end)}`
      this.items.set(mark, item)
      return item
    })
    const place = work.after
    if (place === null) this.list.append(...made)
    else for (const item of made) this.list.insertBefore(item, place)
    this.shown = [...work.next.slice(0, stop), ...work.next.slice(work.until)]
    if (stop === work.until) this.markPicked(work.pickedId)
    else this.pending = requestIdleCallback(() => this.insert({ ...work, from: stop }), { timeout: LATEST_MS })
  }

  private markPicked(id: string | null): void {
    const mark = id === null ? undefined : this.shown.find((shown) => shown.id === id)
    const item = mark === undefined ? null : (this.items.get(mark) ?? null)
    if (item === this.picked) return
    if (this.picked !== null) this.picked.ariaCurrent = null
    if (item !== null) item.ariaCurrent = 'true'
    this.picked = item
  }
}

/** A stretch of the sorted list that is still to be written, before the item `after`. */
type Work = {
  readonly next: readonly Mark[]
  readonly from: number
  readonly until: number
  readonly after: HTMLLIElement | null
  readonly pickedId: string | null
}
