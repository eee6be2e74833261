import { graphemeAt } from './grapheme-edges.ts'
import { lastWordStartingBefore, type TokenIndex } from './token-index.ts'

export type Direction = 'rtl' | 'ltr'

/** What is laid out as one element: a paragraph, or a piece of a very long one. */
export type TextBlock = {
  readonly start: number
  /** Without the line end that follows. */
  readonly end: number
  readonly dir: Direction
  /** The text has no line end before this block: it goes on from the one above. */
  readonly continued: boolean
}

/** Paragraphs up to this many UTF-16 units stay whole. */
const LONGEST_WHOLE = 4000
/** Length of the pieces of longer ones: about 20 lines, so that layout and hit-testing stay local. */
const PIECE = 2000

const RTL_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}]/u
const LTR_LETTER = /(?![\p{Script=Arabic}\p{Script=Hebrew}])\p{L}/u

/**
 * The blocks of a text. Offsets are never changed: a very long paragraph is only shown in pieces, cut at a word's
 * start (inside a word only where it alone is longer than a piece), each on a new line.
 *
 * The direction is the field's, except for a paragraph that has letters but none of that direction. (The first strong
 * letter alone would turn an Urdu sentence that begins with an English name.)
 */
export function splitBlocks(text: string, index: TokenIndex, fieldDir: Direction): TextBlock[] {
  const blocks: TextBlock[] = []
  let start = 0
  while (start <= text.length) {
    const newline = text.indexOf('\n', start)
    const stop = newline === -1 ? text.length : newline
    const end = stop > start && text[stop - 1] === '\r' ? stop - 1 : stop
    addParagraph(blocks, { text, index, dir: directionOf(text.slice(start, end), fieldDir) }, start, end)
    start = stop + 1
  }
  return blocks
}

type Source = { text: string; index: TokenIndex; dir: Direction }

function addParagraph(blocks: TextBlock[], source: Source, start: number, end: number): void {
  let from = start
  while (end - from > LONGEST_WHOLE) {
    const cut = cutBefore(source, from, from + PIECE)
    blocks.push({ start: from, end: cut, dir: source.dir, continued: from > start })
    from = cut
  }
  blocks.push({ start: from, end, dir: source.dir, continued: from > start })
}

function cutBefore(source: Source, from: number, limit: number): number {
  const word = source.index.starts[lastWordStartingBefore(source.index, limit)]
  if (word !== undefined && word > from) return word
  return graphemeAt(source.text, limit)?.start ?? limit
}

export function directionOf(paragraph: string, fieldDir: Direction): Direction {
  const [own, other] = fieldDir === 'rtl' ? [RTL_LETTER, LTR_LETTER] : [LTR_LETTER, RTL_LETTER]
  if (own.test(paragraph) || !other.test(paragraph)) return fieldDir
  return fieldDir === 'rtl' ? 'ltr' : 'rtl'
}

/** The block that holds `offset`; an offset on a line end belongs to the block before it. */
export function blockAt(blocks: readonly TextBlock[], offset: number): number {
  let low = 0
  let high = blocks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((blocks[middle]?.start ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
