import { defined } from '#shared/base/assert.ts'
import type { TextRange } from './text-range.ts'

/** Where the words of a text stand. Word `i` is [starts[i], ends[i]), in UTF-16 units of the whole text. */
export type TokenIndex = { readonly starts: Int32Array; readonly ends: Int32Array; readonly count: number }

/** Reads the stored tokens: UTF-16 lengths from the start, gap, word, gap, word … */
export function indexTokens(tokens: readonly number[]): TokenIndex {
  const count = Math.floor(tokens.length / 2)
  const starts = new Int32Array(count)
  const ends = new Int32Array(count)
  let offset = 0
  for (let word = 0; word < count; word += 1) {
    offset += defined(tokens[word * 2], 'gap length')
    starts[word] = offset
    offset += defined(tokens[word * 2 + 1], 'word length')
    ends[word] = offset
  }
  return { starts, ends, count }
}

/** The first word that ends after `offset`; `count` when there is none. */
export function firstWordEndingAfter(index: TokenIndex, offset: number): number {
  let low = 0
  let high = index.count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((index.ends[middle] ?? 0) > offset) high = middle
    else low = middle + 1
  }
  return low
}

/** The last word that starts before `offset`; -1 when there is none. */
export function lastWordStartingBefore(index: TokenIndex, offset: number): number {
  let low = 0
  let high = index.count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((index.starts[middle] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

export function wordRange(index: TokenIndex, word: number): TextRange | null {
  const start = index.starts[word]
  const end = index.ends[word]
  return start === undefined || end === undefined ? null : { start, end }
}

/** How many words a range touches. */
export function countWords(index: TokenIndex, range: TextRange): number {
  return Math.max(0, lastWordStartingBefore(index, range.end) - firstWordEndingAfter(index, range.start) + 1)
}
