import { graphemesOf } from './grapheme-edges.ts'
import type { TextRange } from './text-range.ts'
import { countWords, type TokenIndex } from './token-index.ts'

export type ChosenWords = { readonly quote: string; readonly words: number; readonly letters: number }

/**
 * What the strip says of a choice: the words in logical order, how many words it touches and how many letters
 * (graphemes; white space and zero-width signs are not counted, an aerab belongs to its letter).
 */
export function chosenWords(text: string, index: TokenIndex, range: TextRange): ChosenWords {
  const quote = text.slice(range.start, range.end)
  const letters = graphemesOf(text, range).filter(({ start, end }) => !/^[\s\p{Cf}]*$/u.test(text.slice(start, end)))
  return { quote, words: countWords(index, range), letters: letters.length }
}
