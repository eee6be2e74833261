import type { Mark } from './mark.ts'
import type { Direction } from './text-blocks.ts'
import type { TextRange } from './text-range.ts'

/** What the view shows. All of it is compared by identity: hand in the same arrays while nothing changed. */
export type MarkedTextState = {
  /** The whole text; its paragraphs end at \n. */
  readonly text: string
  /** UTF-16 lengths from the start: gap, word, gap, word … as stored with the item. */
  readonly tokens: readonly number[]
  readonly dir: Direction
  readonly lang: string
  readonly typeface: 'nastaliq' | 'naskh' | 'latin'
  readonly fontSizePx: number
  /** Multiple of the font size; `leastLeadingForTags` says what tags need. */
  readonly lineHeight: number
  readonly marks: readonly Mark[]
  readonly pickedId: string | null
  readonly selection: TextRange | null
  /** Spans can be picked and words copied, nothing else. */
  readonly readOnly: boolean
}

export type SelectionSource = 'pointer' | 'keyboard'

export type MarkedTextEvents = {
  onPick(id: string | null): void
  onSelect(range: TextRange | null, source: SelectionSource): void
  onResize(id: string, range: TextRange): void
}
