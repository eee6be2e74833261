const words = new Intl.Segmenter('ur', { granularity: 'word' })

/** Tokens of a sample text in the stored form: UTF-16 lengths from the start, gap, word, gap, word … */
export function tokensOf(text: string): number[] {
  const tokens: number[] = []
  let gap = 0
  for (const { segment, isWordLike } of words.segment(text)) {
    if (isWordLike === true) {
      tokens.push(gap, segment.length)
      gap = 0
    } else gap += segment.length
  }
  return tokens
}
