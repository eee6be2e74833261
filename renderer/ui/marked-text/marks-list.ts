import { compareMarks, type Mark } from './mark.ts'
import { marksChange, type MarksChange } from './marks-change.ts'

/** List items written in one idle slice. */
const SLICE = 100
/** A change of so few items is written at once: putting it off would cost more than it does. */
const FEW = 4
/** After this the list is written although the page is busy, ms. */
const LATEST_MS = 2000

const NOTHING = { marks: [], text: '', pickedId: null }

/**
 * The spans as a list for screen readers («name: quote», in logical order), beside the text, which stays plain text.
 * Written only where it changed, and many items in idle slices: two thousand must not delay the picture.
 */
export class MarksList {
  private readonly list: HTMLElement
  private readonly items = new Map<Mark, HTMLLIElement>()
  /** As they were given last. */
  private given: readonly Mark[] = []
  /** Those that have an item, in the list's order. */
  private readonly shown: Mark[] = []
  /** Those that still need one, in the list's order. */
  private missing: Mark[] = []
  private text = ''
  private picked: HTMLLIElement | null = null
  /** What the list shall say. */
  private wanted: { marks: readonly Mark[]; text: string; pickedId: string | null } = NOTHING
  /** Of the idle callback that is asked for; 0 when none is. */
  private pending = 0

  constructor(list: HTMLElement) {
    this.list = list
  }

  show(marks: readonly Mark[], text: string, pickedId: string | null): void {
    this.wanted = { marks, text, pickedId }
    if (this.pending === 0 && text === this.text && isSmall(marksChange(this.given, marks))) this.write()
    else this.later()
  }

  stop(): void {
    cancelIdleCallback(this.pending)
    this.pending = 0
  }

  private later(): void {
    if (this.pending !== 0) return
    const work = (): void => {
      this.pending = 0
      this.write()
    }
    this.pending = requestIdleCallback(work, { timeout: LATEST_MS })
  }

  private write(): void {
    const { marks, text, pickedId } = this.wanted
    if (text !== this.text) this.clear(text)
    const { gone, added } = marksChange(this.given, marks)
    this.given = marks
    this.remove(gone)
    if (added.size > 0) {
      this.missing.push(...added)
      this.missing.sort(compareMarks)
    }
    this.add(this.missing.splice(0, SLICE))
    if (this.missing.length === 0) this.markPicked(pickedId)
    else this.later()
  }

  private clear(text: string): void {
    this.text = text
    this.items.clear()
    this.given = []
    this.shown.length = 0
    this.missing = []
    this.picked = null
    this.list.replaceChildren()
  }

  private remove(gone: ReadonlySet<Mark>): void {
    if (gone.size === 0) return
    this.missing = this.missing.filter((mark) => !gone.has(mark))
    for (const mark of gone) {
      const item = this.items.get(mark)
      if (item === undefined) continue
      item.remove()
      this.items.delete(mark)
      this.shown.splice(placeOf(mark, this.shown), 1)
    }
  }

  private add(marks: readonly Mark[]): void {
    for (const mark of marks) {
      const place = placeOf(mark, this.shown)
      const next = this.shown[place]
      const item = document.createElement('li')
      item.textContent = `${mark.name}: ${this.text.slice(mark.start, mark.end)}`
      this.list.insertBefore(item, next === undefined ? null : (this.items.get(next) ?? null))
      this.items.set(mark, item)
      this.shown.splice(place, 0, mark)
    }
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

function isSmall({ gone, added }: MarksChange): boolean {
  return gone.size + added.size <= FEW
}

/** Where a span stands, or would stand, in a list in logical order. */
function placeOf(mark: Mark, list: readonly Mark[]): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = list[middle]
    if (other !== undefined && other !== mark && compareMarks(other, mark) < 0) low = middle + 1
    else high = middle
  }
  return low
}
