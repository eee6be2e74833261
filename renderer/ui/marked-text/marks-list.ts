import { compareMarks, type Mark } from './mark.ts'

/** List items written in one idle slice. */
const SLICE = 100

/**
 * The spans as a list for screen readers («name: quote», in logical order), beside the text, which stays plain text.
 * Written in idle slices: two thousand items must not delay the picture.
 */
export class MarksList {
  private readonly list: HTMLElement
  private readonly items = new Map<string, HTMLLIElement>()
  private pending = 0
  private marks: readonly Mark[] = []
  private text = ''
  private pickedId: string | null = null

  constructor(list: HTMLElement) {
    this.list = list
  }

  show(marks: readonly Mark[], text: string, pickedId: string | null): void {
    this.marks = marks.toSorted(compareMarks)
    this.text = text
    this.pickedId = pickedId
    this.stop()
    this.schedule(0, null)
  }

  stop(): void {
    cancelIdleCallback(this.pending)
  }

  private schedule(from: number, after: HTMLLIElement | null): void {
    this.pending = requestIdleCallback(() => this.writeSlice(from, after), { timeout: 2000 })
  }

  private writeSlice(from: number, after: HTMLLIElement | null): void {
    let previous = after
    let written = 0
    let index = from
    for (; index < this.marks.length && written < SLICE; index += 1) {
      const mark = this.marks[index]
      if (mark === undefined) break
      const item = this.itemOf(mark)
      const place: ChildNode | null = previous === null ? this.list.firstChild : previous.nextSibling
      if (place !== item) {
        this.list.insertBefore(item, place)
        written += 1
      }
      previous = item
    }
    if (index < this.marks.length) this.schedule(index, previous)
    else this.removeGone()
  }

  private itemOf(mark: Mark): HTMLLIElement {
    const item = this.items.get(mark.id) ?? document.createElement('li')
    this.items.set(mark.id, item)
    const words = `${mark.name}: ${this.text.slice(mark.start, mark.end)}`
    if (item.textContent !== words) item.textContent = words
    if (mark.id === this.pickedId) item.ariaCurrent = 'true'
    else if (item.ariaCurrent !== null) item.ariaCurrent = null
    return item
  }

  private removeGone(): void {
    if (this.items.size === this.marks.length) return
    const living = new Set(this.marks.map((mark) => mark.id))
    for (const [id, item] of this.items) {
      if (living.has(id)) continue
      item.remove()
      this.items.delete(id)
    }
  }
}
