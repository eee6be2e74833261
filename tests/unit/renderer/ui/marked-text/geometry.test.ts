import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { handleAt } from '#renderer/ui/marked-text/decor-boxes.ts'
import { lineBoxes } from '#renderer/ui/marked-text/line-boxes.ts'
import { depthFinder } from '#renderer/ui/marked-text/mark-depths.ts'
import { bandEdges, leastLeadingForTags, OVERLAY } from '#renderer/ui/marked-text/overlay-measures.ts'
import { tagPlaces } from '#renderer/ui/marked-text/tag-places.ts'
import { rangesOverlap, type TextRange } from '#renderer/ui/marked-text/text-range.ts'

const grid = { left: 100, top: 50, width: 900, lineHeight: 70, zoom: 1 }
/** A rect as high as Nastaliq's ascent and descent, 2.5 em of 27 px, on line `line`. */
const rect = (line: number, left: number, right: number) => {
  const middle = 50 + (line + 0.5) * 70
  return { left: left + 100, right: right + 100, top: middle - 34, bottom: middle + 34 }
}

describe('the boxes of a range', () => {
  it('are one per line, the line told by the middle of the rect', () => {
    expect(lineBoxes([rect(1, 20, 80), rect(0, 300, 400)], grid)).toEqual([
      { line: 0, left: 300, right: 400 },
      { line: 1, left: 20, right: 80 },
    ])
  })

  it('join runs that touch, and stay two where a gap is seen', () => {
    expect(lineBoxes([rect(0, 60, 80), rect(0, 20, 58.6), rect(0, 100, 120)], grid)).toEqual([
      { line: 0, left: 20, right: 80 },
      { line: 0, left: 100, right: 120 },
    ])
    expect(lineBoxes([rect(0, 20, 58), rect(0, 59.5, 80)], grid)).toHaveLength(2)
  })

  it('are in px of the block where the page is zoomed', () => {
    const zoomed = { ...grid, zoom: 1.5 }
    const far = { left: 100 + 30, right: 100 + 120, top: 50 + 1.5 * 100, bottom: 50 + 1.5 * 110 }
    expect(lineBoxes([far], zoomed)).toEqual([{ line: 1, left: 20, right: 80 }])
  })

  it('leave out slivers and white space that hangs over the line end', () => {
    expect(lineBoxes([rect(0, 20, 20.4), rect(0, -7, 30)], grid)).toEqual([{ line: 0, left: 0, right: 30 }])
  })
})

describe('depths', () => {
  const depths = (ranges: readonly TextRange[]) => ranges.map(depthFinder())

  it('put the outer span outside, and use a free number again', () => {
    expect(
      depths([
        { start: 0, end: 20 },
        { start: 0, end: 5 },
        { start: 3, end: 9 },
        { start: 6, end: 8 },
        { start: 20, end: 22 },
      ]),
    ).toEqual([0, 1, 2, 1, 0])
  })

  it('never give two overlapping spans the same number', () => {
    const range = fc
      .tuple(fc.nat(40), fc.integer({ min: 1, max: 12 }))
      .map(([start, length]) => ({ start, end: start + length }))
    fc.assert(
      fc.property(fc.array(range, { maxLength: 25 }), (ranges) => {
        const sorted = ranges.sort((a, b) => a.start - b.start || b.end - a.end)
        const found = depths(sorted)
        sorted.forEach((a, i) =>
          sorted.slice(0, i).forEach((b, j) => expect(rangesOverlap(a, b) && found[i] === found[j]).toBe(false)),
        )
      }),
    )
  })

  it('leave every band high enough to see, however deep and low the line is', () => {
    for (const lineHeight of [37.8, 54, 70.2]) {
      for (const depth of [0, 1, 2, 5, 30]) {
        const { top, bottom } = bandEdges(0, depth, lineHeight)
        expect(bottom - top).toBeGreaterThanOrEqual(OVERLAY.leastBandHeight - 0.01)
        expect(top).toBeGreaterThanOrEqual(OVERLAY.bandTop)
        expect(bottom).toBeLessThanOrEqual(lineHeight - OVERLAY.bandFoot)
      }
    }
    expect(bandEdges(1, 1, 70)).toEqual({ top: 92, bottom: 133 })
  })
})

describe('tags', () => {
  const tag = (at: number, nameWidth = 40, keyWidth = 15, line = 0) => ({ line, at, depth: 0, nameWidth, keyWidth })

  it('stand at the start of their span in both directions', () => {
    expect(tagPlaces([tag(300)], 'rtl', 900)).toEqual([{ left: 260, width: 40, shows: 'name' }])
    expect(tagPlaces([tag(300)], 'ltr', 900)).toEqual([{ left: 300, width: 40, shows: 'name' }])
  })

  it('move towards the line end where they meet, 3 px apart', () => {
    expect(tagPlaces([{ ...tag(900), depth: 1 }, tag(900), tag(880)], 'rtl', 900).map((place) => place?.left)).toEqual([
      817, 860, 774,
    ])
  })

  it('shrink to the key at the line end, and go where even that has no room', () => {
    expect(tagPlaces([tag(30), tag(12)], 'rtl', 900)).toEqual([{ left: 15, width: 15, shows: 'key' }, null])
    expect(tagPlaces([tag(30, 40, 0)], 'rtl', 900)).toEqual([null])
  })
})

describe('handles', () => {
  it('catch the pointer in 24 px, the nearer one first', () => {
    const places = [
      { edge: 'start' as const, line: 0, x: 110, y: 70 },
      { edge: 'end' as const, line: 0, x: 100, y: 70 },
    ]
    expect(handleAt(places, 107, 60)?.edge).toBe('start')
    expect(handleAt(places, 103, 80)?.edge).toBe('end')
    expect(handleAt(places, 123, 70)).toBeNull()
  })
})

it('asks for the leading of the design where tags are drawn', () => {
  expect([27, 24, 20].map((size) => leastLeadingForTags('nastaliq', size))).toEqual([2.6, 2.7, 3])
  expect(leastLeadingForTags('naskh', 21)).toBeGreaterThan(1.8)
})
