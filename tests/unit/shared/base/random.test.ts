import { describe, expect, test } from 'vitest'
import { mixedIn, randomBelow, shuffled } from '#shared/base/random.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

describe('what is drawn', () => {
  test('is each number about as often', () => {
    const counts = [0, 0, 0]
    for (let n = 0; n < 3_000; n += 1) {
      const number = randomBelow(3, random)
      counts[number] = (counts[number] ?? 0) + 1
    }
    // 1,000 each, give or take six standard deviations.
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(160)
  })

  test('is drawn again where a number would come more often than others', () => {
    // 2³² − 1 is past the last whole multiple of three.
    const bytes = [Uint8Array.of(255, 255, 255, 255), Uint8Array.of(0, 0, 0, 2)]
    expect(randomBelow(3, () => bytes.shift() ?? Uint8Array.of(0, 0, 0, 0))).toBe(2)
  })

  test('keeps all of a list, in any order', () => {
    const list = Array.from({ length: 50 }, (_, n) => n)
    const mixed = shuffled(list, random)
    expect(mixed).not.toEqual(list)
    expect(mixed.toSorted((a, b) => a - b)).toEqual(list)
  })

  test('mixes one list into another, both in their own order', () => {
    const firsts = new Set<number>()
    for (let n = 0; n < 60; n += 1) {
      const mixed = mixedIn(['x', 'y'], ['1', '2', '3'], random)
      expect(mixed.filter((one) => one < 'a')).toEqual(['1', '2', '3'])
      expect(mixed.filter((one) => one > 'a')).toEqual(['x', 'y'])
      firsts.add(mixed.indexOf('x'))
    }
    expect(firsts.size).toBeGreaterThan(2)
  })
})
