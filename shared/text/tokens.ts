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
type Pieces = { pieces: Piece[]; /** Whether a full stop may stand after one of them. */ stops: boolean }

const LETTER = 1
const MARK = 2
const STOP = 3
const SPACE = 4
const DIGIT = 5

/** What a UTF-16 unit below U+0900 means for word borders; 0 = only the segmenter knows. */
const UNIT_CLASSES = Uint8Array.from({ length: 0x900 }, (_, unit) => {
  const character = String.fromCharCode(unit)
  if (character === ' ') return SPACE
  if ('۔؟!«»()"-/،؛,\n\r'.includes(character)) return STOP
  if (/[0-9٠-٩۰-۹]/.test(character)) return DIGIT
  if (/[a-z]/i.test(character)) return LETTER
  if (unit < 0x0600) return 0
  if (/\p{L}/u.test(character) && /\p{Script_Extensions=Arabic}/u.test(character)) return LETTER
  return /\p{Mn}/u.test(character) ? MARK : 0
})

/**
 * Words of the segmenter, plus Sindhi signs and pictures. No word goes beyond a space (UAX #29), so what lies between
 * two is read here when it is letters, their marks, digits and stops; the segmenter reads the rest, ten times slower.
 */
function wordPieces(text: string, language: string): Pieces {
  const found: Pieces = { pieces: [], stops: false }
  let at = 0
  while (at < text.length) {
    const end = plainEnd(text, at)
    if (end > at) addPlain(text, at, end, found)
    at = end
    if (at === text.length) break
    const plain = nextPlain(text, at)
    addSegmented(text.slice(at, plain), at, language, found)
    at = plain
  }
  return found
}

/** End of the words from `at` on that need no segmenter: the length of the text, or a space. */
function plainEnd(text: string, at: number): number {
  let end = at
  let before = STOP
  let digitBeforeStop = false
  for (let unit = at; unit < text.length; unit += 1) {
    const kind = UNIT_CLASSES[text.charCodeAt(unit)] ?? 0
    if (kind === 0) return end
    // A mark that follows no letter belongs to what it follows; a comma between digits may join them.
    if (kind === MARK && (before === SPACE || before === STOP)) return end
    if (kind === DIGIT && before === STOP && digitBeforeStop) return end
    if (kind === SPACE && before !== SPACE) end = unit
    if (kind === STOP) digitBeforeStop = before === DIGIT
    if (kind !== MARK) before = kind
  }
  return text.length
}

/** Where after `at` plain words begin again: at a space before one. */
function nextPlain(text: string, at: number): number {
  let space = text.indexOf(' ', at + 1)
  while (space !== -1) {
    let next = space + 1
    while (text.charCodeAt(next) === 0x20) next += 1
    if (next === text.length || plainEnd(text, next) > next) return space
    space = text.indexOf(' ', next)
  }
  return text.length
}

function addPlain(text: string, from: number, to: number, found: Pieces) {
  let start = -1
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at)
    const kind = UNIT_CLASSES[unit] ?? 0
    if (kind !== STOP && kind !== SPACE) {
      if (start < 0) start = at
      continue
    }
    if (unit === 0x06d4) found.stops = true
    if (start < 0) continue
    found.pieces.push({ text: text.slice(start, at), index: start })
    start = -1
  }
  if (start >= 0) found.pieces.push({ text: text.slice(start, to), index: start })
}

function addSegmented(part: string, from: number, language: string, found: Pieces) {
  for (const { segment, index, isWordLike } of segmenterOf(language).segment(part)) {
    const code = segment.charCodeAt(0)
    if (isWordLike !== true) {
      if (code === 0x20) continue
      if (code === 0x06d4) found.stops = true
      const picture = code > 0x2000 && PICTURE.test(segment)
      if (!SINDHI_WORDS.has(segment) && !picture) continue
    }
    found.pieces.push({ text: segment, index: from + index })
  }
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
