import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chosenWords } from '#renderer/ui/marked-text/chosen-words.ts'
import { graphemeAt, snapToGraphemes } from '#renderer/ui/marked-text/grapheme-edges.ts'
import { readTextKey } from '#renderer/ui/marked-text/key-commands.ts'
import { moveEdge, neighbourMark, type EdgeMove } from '#renderer/ui/marked-text/mark-edges.ts'
import type { Mark } from '#renderer/ui/marked-text/mark.ts'
import { marksChange } from '#renderer/ui/marked-text/marks-change.ts'
import { MarksByBlock } from '#renderer/ui/marked-text/marks-by-block.ts'
import { cssString } from '#renderer/ui/marked-text/tag-styles.ts'
import { blockAt, splitBlocks } from '#renderer/ui/marked-text/text-blocks.ts'
import {
  countWords,
  firstWordEndingAfter,
  indexTokens,
  lastWordStartingBefore,
} from '#renderer/ui/marked-text/token-index.ts'
import { tokensOf } from '#tests/support/tokens-of.ts'

const index = (text: string) => indexTokens(tokensOf(text))
const mark = (id: string, start: number, end: number): Mark => ({
  id,
  start,
  end,
  colour: 1,
  line: 'solid',
  name: 'شخص',
})

describe('the token index', () => {
  it('finds words by offset, also at their edges', () => {
    const words = indexTokens([0, 2, 1, 3, 2, 1])
    expect([...words.starts]).toEqual([0, 3, 8])
    expect([0, 2, 3, 5, 6, 8, 9].map((offset) => firstWordEndingAfter(words, offset))).toEqual([0, 1, 1, 1, 2, 2, 3])
    expect([0, 1, 3, 4, 9].map((offset) => lastWordStartingBefore(words, offset))).toEqual([-1, 0, 0, 1, 2])
    expect(countWords(words, { start: 1, end: 4 })).toBe(2)
    expect(countWords(words, { start: 6, end: 8 })).toBe(0)
  })
})

describe('graphemes', () => {
  it('keep aerab, emoji and flags whole, and split lam-alef', () => {
    const text = 'مُحمّد لاہور 👍🏽🇵🇰'
    const at = (offset: number) => {
      const range = graphemeAt(text, offset)
      return range === null ? null : text.slice(range.start, range.end)
    }
    expect(at(1)).toBe('مُ')
    expect(at(text.indexOf('ا'))).toBe('ا')
    expect(at(text.indexOf('🏽'))).toBe('👍🏽')
    expect(at(text.length - 1)).toBe('🇵🇰')
    expect(at(text.length)).toBeNull()
    expect(snapToGraphemes(text, { start: 1, end: 4 })).toEqual({ start: 0, end: 5 })
  })
})

describe('the chosen words', () => {
  it('are counted in words and letters', () => {
    const text = 'کوٹ ادو میں مُحمّد'
    expect(chosenWords(text, index(text), { start: 0, end: 7 })).toEqual({ quote: 'کوٹ ادو', words: 2, letters: 6 })
    expect(chosenWords(text, index(text), { start: 12, end: text.length })).toMatchObject({ words: 1, letters: 4 })
  })
})

describe('blocks', () => {
  it('are the paragraphs, without their line ends', () => {
    const text = 'پہلا\r\n\nThird one\n'
    const blocks = splitBlocks(text, index(text), 'rtl')
    expect(blocks.map(({ start, end }) => text.slice(start, end))).toEqual(['پہلا', '', 'Third one', ''])
    expect(blocks.map((block) => block.dir)).toEqual(['rtl', 'rtl', 'ltr', 'rtl'])
  })

  it('keep the direction of an Urdu sentence that begins in English', () => {
    expect(splitBlocks('Hope Foundation نے کہا', index('Hope Foundation نے کہا'), 'rtl')[0]?.dir).toBe('rtl')
  })

  it('cut a very long paragraph at words and lose no unit', () => {
    const parts = ['لفظ ', 'ہے۔ ', '👍🏽', 'abc', 'مُّ', '\n']
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 3, max: 3000 }), (seed, rareness) => {
        let state = seed
        const pick = (limit: number) => {
          state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
          return Math.floor((state / 2 ** 32) * limit)
        }
        const text = Array.from({ length: 5000 }, () => parts[pick(rareness) === 0 ? 5 : pick(5)]).join('')
        let offset = 0
        splitBlocks(text, index(text), 'rtl').forEach((block, number) => {
          const between = text.slice(offset, block.start)
          if (between !== (block.continued || number === 0 ? '' : '\n')) throw new Error(`Block ${number} loses text`)
          if (block.end - block.start > 4000) throw new Error(`Block ${number} is too long`)
          if (block.continued && graphemeAt(text, block.start)?.start !== block.start)
            throw new Error(`Block ${number} splits a letter`)
          offset = block.end
        })
        expect(offset).toBe(text.length)
      }),
      { numRuns: 20 },
    )
  })

  it('are found by offset', () => {
    const blocks = splitBlocks('اب\nجد\nہو', index('اب\nجد\nہو'), 'rtl')
    expect([0, 2, 3, 5, 6, 8].map((offset) => blockAt(blocks, offset))).toEqual([0, 0, 1, 1, 2, 2])
  })
})

describe('spans by block', () => {
  it('touch only the blocks that changed', () => {
    const text = 'ایک دو\nتین چار\nپانچ'
    const shelf = new MarksByBlock(splitBlocks(text, index(text), 'rtl'))
    const first = [mark('a', 0, 3), mark('b', 4, 10)]
    expect([...shelf.take(first)]).toEqual([0, 1])
    expect(shelf.ofBlock(0).map(({ id }) => id)).toEqual(['a', 'b'])
    expect([...shelf.take([...first, mark('c', 15, 17)])]).toEqual([2])
    expect([...shelf.take([mark('a', 0, 3), mark('b', 4, 10), mark('c', 15, 17)])]).toEqual([])
    expect([...shelf.take([mark('a', 0, 3)])].toSorted((a, b) => a - b)).toEqual([0, 1, 2])
    expect(shelf.ofBlock(1)).toEqual([])
  })
})

describe('the change between two lists of spans', () => {
  it('is what one list has and the other has not, object by object', () => {
    const pool = Array.from({ length: 8 }, (_, place) => mark(`m${place}`, place, place + 1))
    const lists = fc.uniqueArray(fc.constantFrom(...pool))
    fc.assert(
      fc.property(lists, lists, (before, after) => {
        const { gone, added } = marksChange(before, after)
        expect(gone).toEqual(new Set(before.filter((one) => !after.includes(one))))
        expect(added).toEqual(new Set(after.filter((one) => !before.includes(one))))
      }),
    )
  })
})

describe('edges of the picked span', () => {
  const text = 'ایک دو، مُحمّد چار'
  const moved = (move: EdgeMove, quote: string) => {
    const start = text.indexOf(quote)
    const range = moveEdge({ start, end: start + quote.length }, move, text, index(text))
    return text.slice(range.start, range.end)
  }

  it('move by word, over punctuation', () => {
    expect(moved({ edge: 'start', by: 'word', grow: true }, 'مُحمّد')).toBe('دو، مُحمّد')
    expect(moved({ edge: 'end', by: 'word', grow: true }, 'دو')).toBe('دو، مُحمّد')
    expect(moved({ edge: 'start', by: 'word', grow: false }, 'دو، مُحمّد')).toBe('مُحمّد')
    expect(moved({ edge: 'end', by: 'word', grow: false }, 'دو، مُحمّد')).toBe('دو')
  })

  it('move by letter and never into a cluster', () => {
    expect(moved({ edge: 'end', by: 'grapheme', grow: false }, 'مُحمّد')).toBe('مُحمّ')
    expect(moved({ edge: 'start', by: 'grapheme', grow: false }, 'مُحمّد')).toBe('حمّد')
    expect(moved({ edge: 'end', by: 'grapheme', grow: true }, 'دو')).toBe('دو،')
  })

  it('stay where nothing would be left or the text ends', () => {
    expect(moved({ edge: 'end', by: 'word', grow: false }, 'دو')).toBe('دو')
    expect(moved({ edge: 'start', by: 'word', grow: true }, 'ایک')).toBe('ایک')
    expect(moved({ edge: 'end', by: 'word', grow: true }, 'چار')).toBe('چار')
  })

  it('step through the spans in logical order, outer before inner', () => {
    const marks = [mark('late', 9, 12), mark('inner', 0, 2), mark('outer', 0, 6)]
    expect(neighbourMark(marks, null, 'next', 0)?.id).toBe('outer')
    expect(neighbourMark(marks, 'outer', 'next', 0)?.id).toBe('inner')
    expect(neighbourMark(marks, 'inner', 'next', 0)?.id).toBe('late')
    expect(neighbourMark(marks, 'late', 'next', 0)).toBeNull()
    expect(neighbourMark(marks, null, 'previous', 10)?.id).toBe('late')
  })
})

const key = (code: string, held: Partial<Record<'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey', boolean>> = {}) => ({
  code,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...held,
})

describe('keys', () => {
  it('follow the reading direction', () => {
    expect(readTextKey(key('ArrowLeft'), 'rtl')).toMatchObject({ step: 'word', towards: 'next' })
    expect(readTextKey(key('ArrowLeft'), 'ltr')).toMatchObject({ step: 'word', towards: 'previous' })
    expect(readTextKey(key('ArrowRight', { altKey: true, shiftKey: true }), 'rtl')).toMatchObject({
      step: 'grapheme',
      towards: 'previous',
      extend: true,
    })
  })

  it('move the edges of the picked span', () => {
    expect(readTextKey(key('BracketLeft'), 'rtl')).toEqual({
      kind: 'edge',
      move: { edge: 'start', by: 'word', grow: true },
    })
    expect(readTextKey(key('BracketRight', { shiftKey: true, altKey: true }), 'rtl')).toEqual({
      kind: 'edge',
      move: { edge: 'end', by: 'grapheme', grow: false },
    })
  })

  it('leave everything else to the page', () => {
    for (const other of [
      key('KeyA'),
      key('Tab'),
      key('Digit1'),
      key('Comma', { ctrlKey: true }),
      key('BracketLeft', { ctrlKey: true }),
      key('Enter'),
    ]) {
      expect(readTextKey(other, 'rtl')).toBeNull()
    }
  })
})

describe('a label name in a style sheet', () => {
  it('cannot end its string', () => {
    expect(cssString('ادارہ')).toBe('"ادارہ"')
    expect(cssString('a"} * { display: none } \\9 \n')).toBe('"a\\22 } * { display: none } \\5c 9 \\a "')
  })
})
