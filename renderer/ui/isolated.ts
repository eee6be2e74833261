/** A name or figure inside a sentence, so that it keeps its own direction: first strong isolate, pop isolate. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`
}
