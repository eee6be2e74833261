import { describe, expect, it } from 'vitest'
import {
  chosenRange,
  reduceSelection,
  selectionFrom,
  type LineGeometry,
  type SelectionContext,
  type SelectionState,
  type SelectionStep,
  type Towards,
} from '#renderer/ui/marked-text/selection-model.ts'
import { firstWordEndingAfter, indexTokens } from '#renderer/ui/marked-text/token-index.ts'
import { tokensOf } from '#tests/support/tokens-of.ts'

const text = 'کل مُحمّد نے ۱۲۰۰ روپے دیے۔ Open Maps بند ہے\nدوسرا پیرا یہاں ہے\n\nآخری سطر'
const words = indexTokens(tokensOf(text))

/** Lines of three words each, every word one unit wide. */
const geometry: LineGeometry = {
  wordOnNextLine: (offset, towards, goalX) => {
    const word = firstWordEndingAfter(words, offset)
    const goal = goalX ?? word % 3
    const line = Math.floor(word / 3) + (towards === 'next' ? 1 : -1)
    const found = line * 3 + goal
    return line < 0 || line * 3 >= words.count ? null : { word: Math.min(found, words.count - 1), goalX: goal }
  },
  wordAtLineEdge: (offset, towards) => {
    const line = Math.floor(firstWordEndingAfter(words, offset) / 3)
    return towards === 'next' ? Math.min(line * 3 + 2, words.count - 1) : line * 3
  },
}
const context: SelectionContext = { text, words, geometry }

function run(state: SelectionState | null, ...moves: [SelectionStep, Towards, 'extend'?][]): SelectionState | null {
  return moves.reduce<SelectionState | null>(
    (before, [step, towards, extend]) =>
      reduceSelection(before, { kind: 'move', step, towards, extend: extend === 'extend' }, context),
    state,
  )
}

const quote = (state: SelectionState | null): string | null => {
  const range = chosenRange(state)
  return range === null ? null : text.slice(range.start, range.end)
}
const from = (word: string): SelectionState => {
  const start = text.indexOf(word)
  return selectionFrom({ start, end: start + word.length }, words)
}

describe('the token cursor', () => {
  it('starts on the first word', () => {
    expect(quote(run(null, ['word', 'next']))).toBe('کل')
    expect(quote(run(null, ['word', 'previous']))).toBe('کل')
  })

  it('goes word by word and skips punctuation and line ends', () => {
    expect(quote(run(from('دیے'), ['word', 'next']))).toBe('Open')
    expect(quote(run(from('ہے'), ['word', 'next']))).toBe('دوسرا')
    expect(quote(run(from('دوسرا'), ['word', 'previous']))).toBe('ہے')
  })

  it('stays on the last word', () => {
    expect(quote(run(from('سطر'), ['word', 'next']))).toBe('سطر')
  })

  it('extends in logical order through numbers and English, and shrinks back', () => {
    const grown = run(
      from('نے'),
      ['word', 'next', 'extend'],
      ['word', 'next', 'extend'],
      ['word', 'next', 'extend'],
      ['word', 'next', 'extend'],
    )
    expect(quote(grown)).toBe('نے ۱۲۰۰ روپے دیے۔ Open')
    expect(quote(run(grown, ['word', 'previous', 'extend'], ['word', 'previous', 'extend']))).toBe('نے ۱۲۰۰ روپے')
  })

  it('turns around its anchor', () => {
    expect(
      quote(
        run(from('نے'), ['word', 'next', 'extend'], ['word', 'previous', 'extend'], ['word', 'previous', 'extend']),
      ),
    ).toBe('مُحمّد نے')
  })

  it('enters a word by letter with its aerab, and extends by letter', () => {
    const letter = run(from('مُحمّد'), ['grapheme', 'next'])
    expect(quote(letter)).toBe('مُ')
    expect(quote(run(letter, ['grapheme', 'next', 'extend'], ['grapheme', 'next', 'extend']))).toBe('مُحمّ')
    expect(quote(run(from('مُحمّد'), ['grapheme', 'previous']))).toBe('د')
  })

  it('completes the word when it goes on by word from a letter', () => {
    expect(quote(run(from('مُحمّد'), ['grapheme', 'next'], ['word', 'next', 'extend']))).toBe('مُحمّد')
  })

  it('never stops on a line end when it goes by letter', () => {
    expect(quote(run(from('ہے'), ['grapheme', 'next', 'extend']))).toBe('ہے\nد')
  })

  it('keeps its column over a short line', () => {
    const down = run(from('نے'), ['line', 'next'], ['line', 'next'])
    expect(down?.goalX).toBe(2)
    expect(quote(run(down, ['line', 'previous'], ['line', 'previous']))).toBe('نے')
  })

  it('goes to the edges of its line and of the text', () => {
    expect(quote(run(from('مُحمّد'), ['line-edge', 'previous']))).toBe('کل')
    expect(quote(run(from('مُحمّد'), ['line-edge', 'next', 'extend']))).toBe('مُحمّد نے')
    expect(quote(run(from('مُحمّد'), ['text', 'next']))).toBe('سطر')
    expect(quote(run(from('پیرا'), ['text', 'previous']))).toBe('کل')
  })

  it('goes by paragraph, over empty ones', () => {
    expect(quote(run(from('نے'), ['paragraph', 'next']))).toBe('دوسرا')
    expect(quote(run(from('پیرا'), ['paragraph', 'next']))).toBe('آخری')
    expect(quote(run(from('پیرا'), ['paragraph', 'previous']))).toBe('دوسرا')
    expect(quote(run(from('دوسرا'), ['paragraph', 'previous']))).toBe('کل')
    expect(quote(run(from('دوسرا'), ['paragraph', 'next', 'extend']))).toBe('دوسرا پیرا یہاں ہے')
  })

  it('clears the choice and keeps its place', () => {
    const cleared = reduceSelection(from('روپے'), { kind: 'clear' }, context)
    expect(quote(cleared)).toBeNull()
    expect(quote(run(cleared, ['word', 'next']))).toBe('دیے')
  })

  it('stands on the last word of a range that is handed in', () => {
    expect(quote(run(from('نے ۱۲۰۰ روپے'), ['word', 'next', 'extend']))).toBe('نے ۱۲۰۰ روپے دیے')
    expect(quote(run(from('نے ۱۲۰۰ روپے'), ['word', 'previous', 'extend']))).toBe('نے ۱۲۰۰')
  })
})
