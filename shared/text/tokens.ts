/**
 * Tokens of a text, computed once at import and stored with the item, because engines differ.
 * The form: UTF-16 lengths `gap, word, gap, word, …` from the start of the text. The first gap
 * and gaps between touching words may be 0; a last gap follows only when text remains after
 * the last word. The lengths always add up to `text.length`; a text without words is `[length]`,
 * the empty text is `[]`.
 */
const segmenters = new Map<string, Intl.Segmenter>()

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language)
  if (known) return known
  // Word rules are the same for all locales; some of our codes are no valid locale names everywhere.
  const made = new Intl.Segmenter(Intl.Segmenter.supportedLocalesOf([language])[0] ?? 'ur', { granularity: 'word' })
  segmenters.set(language, made)
  return made
}

/** Sindhi ۽ (and) and ۾ (in) are words, though Unicode calls them symbols. */
const SINDHI_WORDS = new Set(['\u06FD', '\u06FE'])
/** Pictures carry meaning in chats: they can be marked like words. */
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u
/** One Arabic-script letter with its marks: a part of initials such as ا۔ب۔. */
const INITIAL = /^\p{Script=Arabic}\p{M}*$/u
const INITIAL_STOP = '۔'

type Piece = { text: string; index: number }

/** Words of the segmenter, plus Sindhi signs and pictures. */
function wordPieces(text: string, language: string): { pieces: Piece[]; stops: boolean } {
  const pieces: Piece[] = []
  let stops = false
  for (const { segment, index, isWordLike } of segmenterOf(language).segment(text)) {
    if (isWordLike === true) {
      pieces.push({ text: segment, index })
      continue
    }
    const code = segment.charCodeAt(0)
    if (code === 0x20) continue
    if (code === 0x06d4) stops = true
    else if (SINDHI_WORDS.has(segment) || (code > 0x2000 && PICTURE.test(segment)))
      pieces.push({ text: segment, index })
  }
  return { pieces, stops }
}

/** Length of the initials that begin at piece `at` (ا۔ب۔ with the last stop), or 0. */
function initialsLength(text: string, pieces: readonly Piece[], at: number): { pieces: number; length: number } {
  let count = 0
  let end = pieces[at]?.index ?? 0
  const start = end
  for (let next = at; next < pieces.length; next += 1) {
    const piece = pieces[next]
    if (!piece || piece.index !== end || piece.text.length > 3 || !INITIAL.test(piece.text)) break
    if (text[piece.index + piece.text.length] !== INITIAL_STOP) break
    end = piece.index + piece.text.length + 1
    count += 1
  }
  return count >= 2 ? { pieces: count, length: end - start } : { pieces: 0, length: 0 }
}

/** Tokens of a text in the form above. */
export function tokenise(text: string, language: string): number[] {
  if (text === '') return []
  const { pieces, stops } = wordPieces(text, language)
  const tokens: number[] = []
  let position = 0
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at]
    if (!piece) break
    let length = piece.text.length
    if (stops && length <= 3) {
      const initials = initialsLength(text, pieces, at)
      if (initials.pieces > 0) {
        length = initials.length
        at += initials.pieces - 1
      }
    }
    tokens.push(piece.index - position, length)
    position = piece.index + length
  }
  if (position < text.length) tokens.push(text.length - position)
  return tokens
}

/** Words of stored tokens as UTF-16 ranges, end exclusive, in text order. */
export function tokenSpans(tokens: readonly number[]): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = []
  let position = 0
  tokens.forEach((length, place) => {
    if (place % 2 === 1) spans.push({ start: position, end: position + length })
    position += length
  })
  return spans
}
