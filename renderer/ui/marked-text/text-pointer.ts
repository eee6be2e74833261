import type { MarkedTextView } from './marked-text-view.ts'
import type { Mark } from './mark.ts'
import { dragScrollStep, scrollAreaOf } from './scroll-area.ts'
import type { TextRange } from './text-range.ts'

type Point = { readonly x: number; readonly y: number }

type Gesture =
  | { readonly kind: 'press'; readonly at: Point; readonly unit: TextRange | null; readonly precise: boolean }
  | { readonly kind: 'choose'; readonly anchor: TextRange; readonly precise: boolean }
  | { readonly kind: 'resize'; readonly mark: Mark; readonly edge: 'start' | 'end' }

/** A press that moves further than this is a drag, px. */
const DRAG_FROM = 4
/** Two presses within this time and place are a double click. */
const DOUBLE_CLICK = { ms: 350, px: 6 }

/**
 * Mouse, pen and touch, all alike:
 *
 * - Press on a span's tag or band: picks it; of nested ones the innermost, each further click the next outer one.
 * - Press on a free word: chooses it. Drag: from word to word in the text's order, also inside spans.
 * - Double click: chooses the word, also inside a span. Shift and click: extends the choice to there.
 * - Alt with any of these: by letter (grapheme) instead of word.
 * - Drag of a handle: moves that edge of the picked span.
 * - Press beside the text: nothing chosen, nothing picked.
 */
export class TextPointer {
  private readonly view: MarkedTextView
  private readonly root: HTMLElement
  private gesture: Gesture | null = null
  private pointerId: number | null = null
  private last: { at: Point; ms: number } | null = null
  private hovered: string | null = null
  private scrolling = 0
  private readonly listening = new AbortController()

  constructor(view: MarkedTextView) {
    this.view = view
    this.root = view.elements.blocks
    const { signal } = this.listening
    this.root.addEventListener('pointerdown', (event) => this.down(event), { signal })
    this.root.addEventListener('pointermove', (event) => this.move(event), { signal })
    this.root.addEventListener('pointerup', (event) => this.up(event), { signal })
    this.root.addEventListener('pointercancel', () => this.end(false), { signal })
    this.root.addEventListener('pointerleave', () => this.hover(null), { signal })
    this.root.addEventListener('dragstart', (event) => event.preventDefault(), { signal })
  }

  stop(): void {
    this.listening.abort()
    cancelAnimationFrame(this.scrolling)
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0 || this.gesture !== null) return
    const at = { x: event.clientX, y: event.clientY }
    const handle = this.view.state.readOnly ? null : this.handleAt(at)
    const picked = this.view.markById(this.view.state.pickedId)
    this.gesture =
      handle !== null && picked !== null
        ? { kind: 'resize', mark: picked, edge: handle }
        : { kind: 'press', at, unit: this.view.geometry.unitAt(at, event.altKey, true), precise: event.altKey }
    this.pointerId = event.pointerId
    this.root.setPointerCapture(event.pointerId)
  }

  private move(event: PointerEvent): void {
    const at = { x: event.clientX, y: event.clientY }
    if (this.gesture === null) {
      this.hover(at)
      return
    }
    if (event.pointerId !== this.pointerId) return
    if (this.gesture.kind === 'press') {
      const { at: from, unit, precise } = this.gesture
      if (unit === null || Math.hypot(at.x - from.x, at.y - from.y) < DRAG_FROM) return
      this.gesture = { kind: 'choose', anchor: unit, precise }
      this.view.pick(null)
    }
    this.drag(at, event.altKey)
    this.scrollAtEdge(at, event.altKey)
  }

  private drag(at: Point, alt: boolean): void {
    const { gesture, view } = this
    if (gesture === null || gesture.kind === 'press') return
    const precise = alt || (gesture.kind === 'choose' && gesture.precise)
    const unit = view.geometry.unitAt(at, precise, true)
    if (unit === null) return
    if (gesture.kind === 'choose') view.select(gesture.anchor, unit, 'pointer')
    else {
      const { id, start, end } = gesture.mark
      const moved = gesture.edge === 'start' ? { start: unit.start, end } : { start, end: unit.end }
      if (moved.start < moved.end) view.dragEdges({ id, ...moved }, false)
    }
  }

  private up(event: PointerEvent): void {
    if (event.pointerId !== this.pointerId) return
    const { gesture } = this
    this.end(true)
    if (gesture?.kind === 'press') this.click(gesture, event)
  }

  private end(commit: boolean): void {
    cancelAnimationFrame(this.scrolling)
    this.scrolling = 0
    const resizing = this.gesture?.kind === 'resize'
    this.gesture = null
    this.pointerId = null
    if (resizing) this.view.dragEdges(null, commit)
  }

  private click(press: Extract<Gesture, { kind: 'press' }>, event: PointerEvent): void {
    const { view } = this
    const { at } = press
    const unit = view.geometry.unitAt(at, press.precise, false)
    const isDouble =
      this.last !== null &&
      event.timeStamp - this.last.ms < DOUBLE_CLICK.ms &&
      Math.hypot(at.x - this.last.at.x, at.y - this.last.at.y) < DOUBLE_CLICK.px
    this.last = isDouble ? null : { at, ms: event.timeStamp }
    const anchor = view.selectionState
    if (event.shiftKey && unit !== null && anchor !== null) {
      view.pick(null)
      view.select(anchor.anchor, unit, 'pointer')
      return
    }
    const marks = isDouble || press.precise ? [] : (view.blockAtHeight(at.y)?.marksAt(at.x, at.y) ?? [])
    if (marks.length > 0) {
      // The one after the picked one is the next outer; after the outermost the innermost again.
      const next = marks[(marks.findIndex((mark) => mark.id === view.state.pickedId) + 1) % marks.length]
      view.select(null, null, 'pointer')
      view.pick(next?.id ?? null)
      return
    }
    view.pick(null)
    view.select(unit, unit, 'pointer')
  }

  private hover(at: Point | null): void {
    const block = at === null ? null : this.view.blockAtHeight(at.y)
    const mark = at === null ? null : (block?.marksAt(at.x, at.y)[0] ?? null)
    this.root.classList.toggle('is-over-handle', at !== null && !this.view.state.readOnly && this.handleAt(at) !== null)
    const id = mark?.id ?? null
    if (id === this.hovered) return
    this.hovered = id
    for (const view of this.view.blocks) if (view.near) view.hover(id)
    // The full name where the tag has no room for it.
    this.root.title = mark?.name ?? ''
  }

  private handleAt(at: Point): 'start' | 'end' | null {
    for (const block of this.view.blocks) {
      const handle = block.near ? block.handleAt(at.x, at.y) : null
      if (handle !== null) return handle.edge
    }
    return null
  }

  private scrollAtEdge(at: Point, alt: boolean): void {
    cancelAnimationFrame(this.scrolling)
    const area = scrollAreaOf(this.root)
    const step = dragScrollStep(area, at.y)
    if (step === 0) return
    this.scrolling = requestAnimationFrame(() => {
      if (this.gesture === null || this.gesture.kind === 'press') return
      area.scrollTop += step
      this.drag(at, alt)
      this.scrollAtEdge(at, alt)
    })
  }
}
