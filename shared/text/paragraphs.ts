/** A paragraph of a text: `start` to `end` is shown, `end` to `next` is its line end. UTF-16 offsets. */
export type Paragraph = { start: number; end: number; next: number }

const LINE_END = /\r\n|[\n\r\u2028\u2029]/g

/** Paragraphs that cover the whole text without loss. A text that ends in a line end has an empty last one. */
export function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let start = 0
  for (const match of text.matchAll(LINE_END)) {
    const next = match.index + match[0].length
    paragraphs.push({ start, end: match.index, next })
    start = next
  }
  paragraphs.push({ start, end: text.length, next: text.length })
  return paragraphs
}
