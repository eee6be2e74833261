import { expect, test } from 'vitest'
import {
  importNeedBytes,
  missingForImportBytes,
  missingForLabelingBytes,
  PAUSE_BELOW_BYTES,
  spaceLevel,
  WARN_BELOW_BYTES,
} from '#shared/domain/free-space.ts'

const MB = 1_000_000

test.each([
  [null, 'unknown'],
  [5000 * MB, 'fine'],
  [WARN_BELOW_BYTES, 'fine'],
  [WARN_BELOW_BYTES - 1, 'low'],
  [PAUSE_BELOW_BYTES, 'low'],
  [PAUSE_BELOW_BYTES - 1, 'paused'],
  [0, 'paused'],
] as const)('%s bytes of room are %s', (bytes, level) => {
  expect(spaceLevel(bytes)).toBe(level)
})

test('an import needs at least what was measured, for long texts and for short ones', () => {
  // File bytes, rows and the growth at the peak, as measured in Chromium (docs/reliability.md).
  for (const [fileBytes, rows, peak] of [
    [16_016_792, 40_000, 38_600_000],
    [1_751_492, 40_000, 17_600_000],
    [2_631_510, 40_000, 15_950_000],
  ] as const) {
    const need = importNeedBytes({ fileBytes, counted: { rows, answers: 0 } })
    expect(need).toBeGreaterThan(peak)
    expect(need).toBeLessThan(peak * 2)
  }
})

test('answers that come along need room too', () => {
  const without = importNeedBytes({ fileBytes: 1000, counted: { rows: 10, answers: 0 } })
  expect(importNeedBytes({ fileBytes: 1000, counted: { rows: 10, answers: 10 } })).toBeGreaterThan(without)
})

test('an import that fits leaves enough room for labeling; where the machine tells nothing, it is not refused', () => {
  const size = { fileBytes: 100 * MB, counted: null }
  const need = importNeedBytes(size)
  expect(missingForImportBytes(size, need + PAUSE_BELOW_BYTES)).toBe(0)
  expect(missingForImportBytes(size, need + PAUSE_BELOW_BYTES - 7)).toBe(7)
  expect(missingForImportBytes(size, null)).toBe(0)
})

test('says how much room ends the pause', () => {
  expect(missingForLabelingBytes(60 * MB)).toBe(40 * MB)
  expect(missingForLabelingBytes(200 * MB)).toBe(0)
})
