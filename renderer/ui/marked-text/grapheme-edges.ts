import type { TextRange } from './text-range.ts'

const graphemes = new Intl.Segmenter('ur', { granularity: 'grapheme' })

/** UTF-16 units looked at on each side: longer than any cluster of our scripts, however long the text is. */
const WINDOW = 96

/**
 * The grapheme that holds the unit at `offset`, or null outside the text.
 * Lam-alef is one drawn shape but two graphemes, so an edge may stand inside it.
 */
export function graphemeAt(text: string, offset: number): TextRange | null {
  if (offset < 0 || offset >= text.length) return null
  const from = Math.max(0, offset - WINDOW)
  const segment = graphemes.segment(text.slice(from, offset + WINDOW)).containing(offset - from)
  if (segment === undefined) return null
  return { start: from + segment.index, end: from + segment.index + segment.segment.length }
}

/** Widens a range to whole graphemes: an edge never stands inside a cluster. */
export function snapToGraphemes(text: string, range: TextRange): TextRange {
  const first = graphemeAt(text, range.start)
  const last = range.end > range.start ? graphemeAt(text, range.end - 1) : first
  return { start: first?.start ?? range.start, end: last?.end ?? range.end }
}

/** All graphemes of a piece of text, as offsets in the whole. */
export function graphemesOf(text: string, range: TextRange): TextRange[] {
  const found: TextRange[] = []
  for (const { index, segment } of graphemes.segment(text.slice(range.start, range.end))) {
    found.push({ start: range.start + index, end: range.start + index + segment.length })
  }
  return found
}
