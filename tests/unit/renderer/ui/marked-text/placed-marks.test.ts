import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareMarks, type Mark } from '#renderer/ui/marked-text/mark.ts'
import { PlacedMarks, type PlaceRuler } from '#renderer/ui/marked-text/placed-marks.ts'

const LINE = 40
const WIDTH = 400

/** Ten px for each letter, forty letters a line, tags of sixty px. */
function ruler(measured: string[] = []): PlaceRuler {
  return {
    block: { start: 0, end: 400, dir: 'ltr', continued: false },
    width: WIDTH,
    measure: ({ id, start, end }) => {
      measured.push(id)
      const line = Math.floor(start / LINE)
      const left = (start % LINE) * 10
      return {
        boxes: [{ line, left, right: Math.min(WIDTH, left + (end - start) * 10) }],
        startBox: 0,
        endBox: 0,
      }
    },
    tagWidth: (text) => text.length * 15,
  }
}

const mark = (id: string, start: number, end: number, name = 'شخص'): Mark => ({
  id,
  start,
  end,
  colour: 1,
  line: 'solid',
  name,
  keyCap: '1',
})

const ids = (marks: Iterable<{ mark: Mark }>) => Array.from(marks, ({ mark: { id } }) => id).sort()

describe('the placed spans of a block', () => {
  it('measure and draw only what is new', () => {
    const placed = new PlacedMarks()
    const [a, b, c] = [mark('a', 0, 4), mark('b', 50, 55), mark('c', 90, 95)]
    placed.take([a, c], ruler())
    const measured: string[] = []
    const change = placed.take([a, b, c], ruler(measured))
    expect(measured).toEqual(['b'])
    expect(ids(change.drawn)).toEqual(['b'])
    expect(change.gone).toEqual([])
  })

  it('draw a span again whose depth or tag gives way to the new one', () => {
    const placed = new PlacedMarks()
    const [inner, beside, far] = [mark('inner', 4, 8), mark('beside', 9, 12), mark('far', 90, 95)]
    placed.take([inner, beside, far], ruler())
    const outer = mark('outer', 0, 9)
    // The inner span goes one deeper, and the tags of the line move on.
    expect(ids(placed.take([outer, inner, beside, far], ruler()).drawn)).toEqual(['beside', 'inner', 'outer'])
    const { drawn, gone } = placed.take([inner, beside, far], ruler())
    expect(ids(drawn)).toEqual(['beside', 'inner'])
    expect(gone).toEqual([outer])
  })

  it('measure a span again only where its edges changed', () => {
    const placed = new PlacedMarks()
    placed.take([mark('a', 0, 4), mark('b', 50, 55)], ruler())
    const measured: string[] = []
    const named = placed.take([mark('a', 0, 4, 'جگہ'), mark('b', 50, 58)], ruler(measured))
    expect(measured).toEqual(['b'])
    expect(ids(named.drawn)).toEqual(['a', 'b'])
    expect(named.gone).toEqual([])
  })

  it('measure everything again after the lines may have moved', () => {
    const placed = new PlacedMarks()
    const marks = [mark('a', 0, 4), mark('b', 50, 55)]
    placed.take(marks, ruler())
    placed.forgetPlaces()
    const measured: string[] = []
    expect(ids(placed.take(marks.slice(1), ruler(measured)).drawn)).toEqual(['b'])
    expect(measured).toEqual(['b'])
    expect(placed.all).toHaveLength(1)
  })

  it('stand after any changes as if they had been placed all at once', () => {
    const spans = fc.uniqueArray(
      fc.record({ at: fc.nat(380), length: fc.integer({ min: 1, max: 30 }), id: fc.nat(12) }),
      { selector: ({ id }) => id, maxLength: 12 },
    )
    fc.assert(
      fc.property(fc.array(spans, { minLength: 1, maxLength: 6 }), (steps) => {
        const placed = new PlacedMarks()
        const known = new Map<string, Mark>()
        const drawn = new Map<string, object>()
        for (const step of steps) {
          const marks = step.map(({ at, length, id }) => {
            const made = mark(`${id}`, at, at + length)
            const before = known.get(made.id)
            const same = before !== undefined && before.start === made.start && before.end === made.end
            known.set(made.id, same ? before : made)
            return same ? before : made
          })
          const ordered = marks.sort(compareMarks)
          const change = placed.take(ordered, ruler())
          for (const { id } of change.gone) drawn.delete(id)
          for (const one of change.drawn) drawn.set(one.mark.id, { ...one })
          const whole = new PlacedMarks()
          whole.take(ordered, ruler())
          expect(placed.all).toEqual(whole.all)
          // What was told to be drawn is the whole picture.
          expect(drawn).toEqual(new Map(whole.all.map((one) => [one.mark.id, one])))
        }
      }),
    )
  })
})
