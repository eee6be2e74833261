const LATIN = /\p{Script=Latin}/gu
const ARABIC = /\p{Script=Arabic}/gu

/** Whether a text is written in Latin letters, as Roman Urdu is; a few English words in Urdu do not make it so. */
export function isMostlyLatin(text: string): boolean {
  return (text.match(LATIN)?.length ?? 0) > (text.match(ARABIC)?.length ?? 0)
}
