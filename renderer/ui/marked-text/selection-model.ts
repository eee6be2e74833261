import { assertNever } from '#shared/base/assert.ts'
import { graphemeAt } from './grapheme-edges.ts'
import { unionRange, type TextRange } from './text-range.ts'
import { firstWordEndingAfter, lastWordStartingBefore, wordRange, type TokenIndex } from './token-index.ts'

/**
 * The token cursor and the choice. `anchor` and `head` are units (a word, or a grapheme after an Alt step); the choice
 * is everything from one to the other in logical order, so that numbers and English runs inside Urdu lose nothing.
 */
export type SelectionState = {
  readonly anchor: TextRange
  /** The unit under the token cursor. */
  readonly head: TextRange
  /** False after Esc: the cursor stays where it is, nothing is chosen. */
  readonly chosen: boolean
  /** Horizontal place that up and down keep to, px; null after any other step. */
  readonly goalX: number | null
}

export type SelectionStep = 'word' | 'grapheme' | 'line' | 'line-edge' | 'paragraph' | 'text'
export type Towards = 'next' | 'previous'

export type SelectionCommand =
  | { readonly kind: 'move'; readonly step: SelectionStep; readonly towards: Towards; readonly extend: boolean }
  | { readonly kind: 'clear' }

/** What only the laid out text knows. Offsets in, words out (numbers in the token index). */
export type LineGeometry = {
  /** The word nearest to `goalX` one visual line away from `offset`, and the place to keep to; null at the text's ends. */
  wordOnNextLine(offset: number, towards: Towards, goalX: number | null): { word: number; goalX: number } | null
  /** The first or last word, in logical order, of the visual line that holds `offset`. */
  wordAtLineEdge(offset: number, towards: Towards): number | null
}

export type SelectionContext = {
  readonly text: string
  readonly words: TokenIndex
  readonly geometry: LineGeometry
}

export function chosenRange(state: SelectionState | null): TextRange | null {
  return state === null || !state.chosen ? null : unionRange(state.anchor, state.head)
}

export function selectionOf(anchor: TextRange, head: TextRange = anchor): SelectionState {
  return { anchor, head, chosen: true, goalX: null }
}

/** The selection that chooses exactly `range`, with the cursor on its last word. */
export function selectionFrom(range: TextRange, words: TokenIndex): SelectionState {
  const last = wordRange(words, lastWordStartingBefore(words, range.end))
  if (last === null || last.end !== range.end || last.start <= range.start) return selectionOf(range)
  const first = wordRange(words, firstWordEndingAfter(words, range.start))
  return selectionOf({ start: range.start, end: first?.end ?? last.start }, last)
}

/** The selection after a command. The first move of all puts the cursor on the first word. */
export function reduceSelection(
  state: SelectionState | null,
  command: SelectionCommand,
  context: SelectionContext,
): SelectionState | null {
  if (command.kind === 'clear') return state === null ? null : { ...state, anchor: state.head, chosen: false }
  if (state === null) {
    const first = wordRange(context.words, 0)
    return first === null ? null : selectionOf(first)
  }
  const target = moveHead(state, command, context)
  const head = target?.head ?? state.head
  const anchor = command.extend ? (state.chosen ? state.anchor : state.head) : head
  return { anchor, head, chosen: true, goalX: target?.goalX ?? null }
}

type Move = Extract<SelectionCommand, { kind: 'move' }>
type Target = { head: TextRange; goalX: number | null }

function moveHead(state: SelectionState, move: Move, context: SelectionContext): Target | null {
  const { head } = state
  switch (move.step) {
    case 'word':
      return toWord(context, neighbourWord(context.words, head, move.towards))
    case 'grapheme': {
      const unit = neighbourGrapheme(state, move, context)
      return unit === null ? null : { head: unit, goalX: null }
    }
    case 'line': {
      const found = context.geometry.wordOnNextLine(head.start, move.towards, state.goalX)
      const range = found === null ? null : wordRange(context.words, found.word)
      return found === null || range === null ? null : { head: range, goalX: found.goalX }
    }
    case 'line-edge':
      return toWord(context, context.geometry.wordAtLineEdge(head.start, move.towards))
    case 'paragraph':
      return toWord(context, paragraphWord(head, move, context))
    case 'text':
      return toWord(context, move.towards === 'next' ? context.words.count - 1 : 0)
    default:
      return assertNever(move.step, 'selection step')
  }
}

function toWord(context: SelectionContext, word: number | null): Target | null {
  const range = word === null ? null : wordRange(context.words, word)
  return range === null ? null : { head: range, goalX: null }
}

/** From inside a word the first step goes to the whole of that word. */
function neighbourWord(words: TokenIndex, head: TextRange, towards: Towards): number {
  return towards === 'next' ? firstWordEndingAfter(words, head.end) : lastWordStartingBefore(words, head.start)
}

function neighbourGrapheme(state: SelectionState, move: Move, { text }: SelectionContext): TextRange | null {
  const { head } = state
  const single = graphemeAt(text, head.start)
  const wholeWord = single !== null && single.end < head.end
  // Without Shift, a step from a whole word enters it: from here on the cursor stands on letters.
  if (wholeWord && !move.extend) return move.towards === 'next' ? single : graphemeAt(text, head.end - 1)
  const from = move.towards === 'next' ? head.end : head.start - 1
  const step = move.towards === 'next' ? 1 : -1
  let unit = graphemeAt(text, from)
  while (unit !== null && /^[\r\n]+$/.test(text.slice(unit.start, unit.end))) {
    unit = graphemeAt(text, step === 1 ? unit.end : unit.start - 1)
  }
  return unit
}

/** Plain and backwards: to the first word of a paragraph. Extending forwards: to the last, so that all of it is in. */
function paragraphWord(head: TextRange, move: Move, { text, words }: SelectionContext): number | null {
  if (move.towards === 'previous') {
    const start = text.lastIndexOf('\n', head.start - 1) + 1
    const first = firstWordEndingAfter(words, start)
    if ((words.starts[first] ?? head.start) < head.start) return first
    if (start === 0) return null
    return firstWordEndingAfter(words, text.lastIndexOf('\n', start - 2) + 1)
  }
  const newline = text.indexOf('\n', head.end)
  if (!move.extend) return newline === -1 ? null : firstWordEndingAfter(words, newline)
  const last = lastWordStartingBefore(words, newline === -1 ? text.length : newline)
  if ((words.ends[last] ?? 0) > head.end) return last
  const following = newline === -1 ? -1 : text.indexOf('\n', newline + 1)
  return lastWordStartingBefore(words, following === -1 ? text.length : following)
}
