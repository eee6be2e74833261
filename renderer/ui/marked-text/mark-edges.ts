import { graphemeAt } from './grapheme-edges.ts'
import { compareMarks, type Mark } from './mark.ts'
import type { Towards } from './selection-model.ts'
import type { TextRange } from './text-range.ts'
import { firstWordEndingAfter, lastWordStartingBefore, type TokenIndex } from './token-index.ts'

export type EdgeMove = {
  readonly edge: 'start' | 'end'
  readonly by: 'word' | 'grapheme'
  /** True: outwards, the span grows. */
  readonly grow: boolean
}

/** The range with one edge moved by a word or a grapheme; the same object when there is nowhere to go. */
export function moveEdge(range: TextRange, move: EdgeMove, text: string, words: TokenIndex): TextRange {
  const offset = move.by === 'word' ? wordEdge(range, move, words) : graphemeEdge(range, move, text)
  if (offset === null || offset < 0 || offset > text.length) return range
  const moved = move.edge === 'start' ? { start: offset, end: range.end } : { start: range.start, end: offset }
  return moved.start < moved.end ? moved : range
}

function wordEdge(range: TextRange, { edge, grow }: EdgeMove, words: TokenIndex): number | null {
  if (edge === 'start') {
    const word = grow ? lastWordStartingBefore(words, range.start) : lastWordStartingBefore(words, range.start + 1) + 1
    return words.starts[word] ?? null
  }
  const word = grow ? firstWordEndingAfter(words, range.end) : firstWordEndingAfter(words, range.end - 1) - 1
  return words.ends[word] ?? null
}

function graphemeEdge(range: TextRange, { edge, grow }: EdgeMove, text: string): number | null {
  if (edge === 'start') {
    return grow ? (graphemeAt(text, range.start - 1)?.start ?? null) : (graphemeAt(text, range.start)?.end ?? null)
  }
  return grow ? (graphemeAt(text, range.end)?.end ?? null) : (graphemeAt(text, range.end - 1)?.start ?? null)
}

/** The span after or before the picked one in logical order; without one, the nearest from `offset` on. */
export function neighbourMark(
  marks: readonly Mark[],
  pickedId: string | null,
  towards: Towards,
  offset: number,
): Mark | null {
  const ordered = marks.toSorted(compareMarks)
  const at = ordered.findIndex((mark) => mark.id === pickedId)
  if (at !== -1) return ordered[at + (towards === 'next' ? 1 : -1)] ?? null
  if (towards === 'next') return ordered.find((mark) => mark.end > offset) ?? null
  return ordered.findLast((mark) => mark.start <= offset) ?? null
}
