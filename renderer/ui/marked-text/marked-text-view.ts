import { BlockView, NO_DECOR, sameDecor, type Decor } from './block-view.ts'
import { readTextKey, type KeyLike, type TextCommand } from './key-commands.ts'
import type { Mark } from './mark.ts'
import { moveEdge, neighbourMark } from './mark-edges.ts'
import type { MarkedTextEvents, MarkedTextState, SelectionSource } from './marked-text-state.ts'
import { blocksOf, MarksByBlock } from './marks-by-block.ts'
import { MarksList } from './marks-list.ts'
import { NearBlocks } from './near-blocks.ts'
import { reveal, scrollAreaOf } from './scroll-area.ts'
import { chosenRange, reduceSelection, selectionFrom, selectionOf, type SelectionState } from './selection-model.ts'
import { TagStyles } from './tag-styles.ts'
import { blockAt, splitBlocks, type TextBlock } from './text-blocks.ts'
import { TextGeometry } from './text-geometry.ts'
import { TextPointer } from './text-pointer.ts'
import { sameRange, type TextRange } from './text-range.ts'
import { indexTokens, type TokenIndex } from './token-index.ts'
import { watchLayout } from './watch-layout.ts'
import { zoomOf } from './zoom-of.ts'

/** The elements React gives; the view fills them and React never looks inside. */
export type MarkedTextElements = {
  readonly root: HTMLElement
  readonly blocks: HTMLElement
  readonly list: HTMLElement
}

/** Mean advance of a letter in em: first guess of a far block's height. Measured on Urdu, Sindhi and English prose. */
const MEAN_ADVANCE = { nastaliq: 0.34, naskh: 0.42, latin: 0.5 } as const

/**
 * The imperative core: text in blocks, an overlay under each block near the viewport, the choice, keys and pointer.
 * A change redraws only the blocks it touches: first all reads, then all writes.
 */
export class MarkedTextView {
  readonly elements: MarkedTextElements
  readonly geometry: TextGeometry
  blocks: BlockView[] = []
  layout: TextBlock[] = []
  words: TokenIndex = indexTokens([])
  private current: MarkedTextState | null = null
  private events: MarkedTextEvents | null = null
  private cursor: SelectionState | null = null
  private draft: (TextRange & { id: string }) | null = null
  private lineHeightPx = 0
  private shelf = new MarksByBlock([])
  private decorated = new Set<BlockView>()
  /** What is decorated now, with the picked span as it stood; null when that has to be found again. */
  private decor: { decor: Decor; picked: Mark | null } | null = null
  private readonly dirty = new Set<BlockView>()
  private readonly tags: TagStyles
  private readonly list: MarksList
  private readonly near: NearBlocks
  private readonly pointer: TextPointer
  private readonly stopWatching: () => void
  private width = 0

  constructor(elements: MarkedTextElements) {
    this.elements = elements
    this.tags = new TagStyles(elements.root)
    this.list = new MarksList(elements.list)
    this.geometry = new TextGeometry(this)
    this.near = new NearBlocks((entered, left) => this.changeNear(entered, left))
    this.pointer = new TextPointer(this)
    this.stopWatching = watchLayout(elements.root, (width) => {
      if (width === this.width) return
      if (width !== null) this.width = width
      this.relayout()
    })
  }

  get state(): MarkedTextState {
    if (this.current === null) throw new Error('Invariant broken: the view is used before its first update')
    return this.current
  }

  get lineHeight(): number {
    return this.lineHeightPx
  }

  destroy(): void {
    this.near.stop()
    this.list.stop()
    this.tags.stop()
    this.pointer.stop()
    this.stopWatching()
    this.elements.blocks.replaceChildren()
  }

  update(next: MarkedTextState, events: MarkedTextEvents): void {
    const before = this.current
    this.current = next
    this.events = events
    const sameText =
      before !== null && before.text === next.text && before.tokens === next.tokens && before.dir === next.dir
    const sameType =
      before !== null &&
      before.lang === next.lang &&
      before.typeface === next.typeface &&
      before.fontSizePx === next.fontSizePx &&
      before.lineHeight === next.lineHeight
    if (!sameType) this.setType(next)
    if (!sameText) this.rebuild(next)
    else if (!sameType) this.forgetLayouts()
    this.takeSelection(next.selection)
    if (!sameText || before.marks !== next.marks) this.takeMarks()
    this.takeDecor()
    this.flush()
    // After the picture, which begins with reading the layout: nothing may have been written before that.
    if (!sameText || before.marks !== next.marks || before.pickedId !== next.pickedId) {
      this.list.show(next.marks, next.text, next.pickedId)
    }
  }

  /** Runs the command of a key; false when the key is not the text's, so that others may use it. */
  handleKey(key: KeyLike): boolean {
    const offset = this.cursor?.head.start ?? 0
    const command = readTextKey(key, this.layout[blockAt(this.layout, offset)]?.dir ?? this.state.dir)
    return command !== null && this.run(command)
  }

  /** The choice as the pointer makes it. */
  select(anchor: TextRange | null, head: TextRange | null, source: SelectionSource): void {
    const state = anchor === null || head === null ? null : selectionOf(anchor, head)
    this.setCursor(state ?? (this.cursor === null ? null : { ...this.cursor, chosen: false }), source)
  }

  get selectionState(): SelectionState | null {
    return this.cursor
  }

  pick(id: string | null): void {
    if (id !== this.state.pickedId) this.events?.onPick(id)
  }

  /** Shows a span with other edges while they are dragged; null ends it and `commit` hands it on. */
  dragEdges(draft: (TextRange & { id: string }) | null, commit: boolean): void {
    const before = this.draft
    this.draft = draft
    if (before !== null && draft === null && commit) {
      this.events?.onResize(before.id, { start: before.start, end: before.end })
    }
    this.takeMarks()
    this.takeDecor()
    this.flush()
  }

  /** Scrolls so that the range is seen; used by keys, and by lists that jump to a span. */
  revealRange(range: TextRange): void {
    const block = this.blocks[blockAt(this.layout, range.start)]
    if (block === undefined) return
    this.makeNear([block])
    this.flush()
    const extent = block.verticalExtent(range, this.lineHeightPx)
    if (extent !== null) reveal(scrollAreaOf(this.elements.root), extent)
  }

  markById(id: string | null): Mark | null {
    return id === null ? null : this.shelf.mark(id)
  }

  /** The block at a height of the viewport: the one that holds it, else the nearest that is drawn. */
  blockAtHeight(y: number): BlockView | null {
    let best: BlockView | null = null
    let bestDistance = Infinity
    for (const block of this.blocks) {
      if (!block.near) continue
      const { top, bottom } = block.element.getBoundingClientRect()
      const distance = Math.max(0, top - y, y - bottom)
      if (distance < bestDistance) {
        best = block
        bestDistance = distance
      }
    }
    return best
  }

  makeNear(blocks: Iterable<BlockView>): void {
    for (const block of blocks) {
      if (block.near) continue
      block.enter()
      this.dirty.add(block)
    }
  }

  private run(command: TextCommand): boolean {
    const { text, marks, pickedId, readOnly } = this.state
    if (command.kind === 'clear') {
      if (this.cursor?.chosen === true)
        this.setCursor(reduceSelection(this.cursor, command, this.context()), 'keyboard')
      else if (pickedId !== null) this.pick(null)
      else return false
      return true
    }
    if (command.kind === 'edge') {
      const mark = this.markById(pickedId)
      if (mark === null || readOnly) return false
      const moved = moveEdge(mark, command.move, text, this.words)
      if (!sameRange(moved, mark)) this.events?.onResize(mark.id, { start: moved.start, end: moved.end })
      return true
    }
    if (command.kind === 'pick') {
      const mark = neighbourMark(marks, pickedId, command.towards, this.cursor?.head.start ?? 0)
      if (mark !== null) this.pickByKey(mark)
      return marks.length > 0
    }
    this.pick(null)
    this.setCursor(reduceSelection(this.cursor, command, this.context()), 'keyboard')
    if (this.cursor !== null) this.revealRange(this.cursor.head)
    return true
  }

  /** Arrows go on from the picked span's first word. */
  private pickByKey(mark: Mark): void {
    const head = this.geometry.wordOf(mark.start) ?? { start: mark.start, end: mark.end }
    this.setCursor({ anchor: head, head, chosen: false, goalX: null }, 'keyboard')
    this.pick(mark.id)
    this.revealRange(mark)
  }

  private context(): Parameters<typeof reduceSelection>[2] {
    return { text: this.state.text, words: this.words, geometry: this.geometry }
  }

  private setCursor(next: SelectionState | null, source: SelectionSource): void {
    const before = chosenRange(this.cursor)
    this.cursor = next
    const after = chosenRange(next)
    this.takeDecor()
    this.flush()
    if (!sameRange(before, after)) this.events?.onSelect(after, source)
  }

  /** The owner's selection wins: null leaves the cursor where it is. */
  private takeSelection(selection: TextRange | null): void {
    if (sameRange(selection, chosenRange(this.cursor))) return
    if (selection !== null) this.cursor = selectionFrom(selection, this.words)
    else if (this.cursor !== null) this.cursor = { ...this.cursor, anchor: this.cursor.head, chosen: false }
  }

  private setType(state: MarkedTextState): void {
    const { style, dataset } = this.elements.blocks
    this.elements.blocks.lang = state.lang
    this.elements.blocks.dir = state.dir
    dataset['typeface'] = state.typeface
    this.lineHeightPx = state.fontSizePx * state.lineHeight
    style.fontSize = `${state.fontSizePx}px`
    style.lineHeight = `${this.lineHeightPx}px`
  }

  private rebuild(state: MarkedTextState): void {
    this.words = indexTokens(state.tokens)
    this.layout = splitBlocks(state.text, this.words, state.dir)
    this.blocks = this.layout.map((block) => new BlockView(block, state.text))
    this.cursor = null
    this.draft = null
    this.shelf = new MarksByBlock(this.layout)
    this.decorated.clear()
    this.decor = null
    this.dirty.clear()
    this.width = this.elements.root.getBoundingClientRect().width / zoomOf(this.elements.root)
    const letters = this.width / (state.fontSizePx * MEAN_ADVANCE[state.typeface])
    for (const { block, element } of this.blocks) {
      const lines = Math.max(1, Math.ceil((block.end - block.start) / Math.max(1, letters)))
      element.style.containIntrinsicBlockSize = `auto ${Math.round(lines * this.lineHeightPx)}px`
    }
    this.elements.blocks.replaceChildren(...this.blocks.map((block) => block.element))
    this.makeNear(this.near.watch(this.blocks))
  }

  /** Gives every block its spans; only blocks whose spans differ are drawn again. */
  private takeMarks(): void {
    const { draft } = this
    const { marks } = this.state
    const shown =
      draft === null
        ? marks
        : marks.map((mark) => (mark.id === draft.id ? { ...mark, start: draft.start, end: draft.end } : mark))
    for (const index of this.shelf.take(shown)) {
      const block = this.blocks[index]
      if (block === undefined) continue
      block.setMarks(this.shelf.ofBlock(index))
      this.dirty.add(block)
    }
  }

  private takeDecor(): void {
    const { pickedId, readOnly } = this.state
    const choice = chosenRange(this.cursor)
    const picked = this.markById(pickedId)
    const decor: Decor = {
      choice,
      cursor: picked === null ? (this.cursor?.head ?? null) : null,
      pickedId: picked?.id ?? null,
      handles: !readOnly,
    }
    if (this.decor !== null && this.decor.picked === picked && sameDecor(this.decor.decor, decor)) return
    this.decor = { decor, picked }
    const ranges = [decor.choice, decor.cursor, picked].filter((range) => range !== null)
    const wanted = new Set(ranges.flatMap((range) => blocksOf(this.layout, range)).map((index) => this.blocks[index]))
    for (const block of this.decorated) {
      if (!wanted.has(block) && block.setDecor(NO_DECOR)) this.dirty.add(block)
    }
    this.decorated = new Set()
    for (const block of wanted) {
      if (block === undefined) continue
      this.decorated.add(block)
      if (block.setDecor(decor)) this.dirty.add(block)
    }
  }

  private changeNear(entered: BlockView[], left: BlockView[]): void {
    for (const block of left) block.leave()
    this.makeNear(entered)
    this.flush()
  }

  /** Width, zoom or fonts changed. */
  private relayout(): void {
    this.tags.forget()
    this.forgetLayouts()
    this.flush()
  }

  private forgetLayouts(): void {
    for (const block of this.blocks) {
      block.forgetLayout()
      if (block.near) this.dirty.add(block)
    }
  }

  private flush(): void {
    const blocks = [...this.dirty].filter((block) => block.near)
    this.dirty.clear()
    if (blocks.length === 0) return
    this.tags.prepare(blocks.map((block) => block.shownMarks))
    for (const block of blocks) block.read(this.lineHeightPx, this.tags)
    for (const block of blocks) block.write()
  }
}
