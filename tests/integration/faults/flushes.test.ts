import { describe, expect, it } from 'vitest'
import { flushesForEachAnswer, isFlushed, whyNoFlushCount } from '#tests/faults/flush-guard.ts'

/** The short form of `npm run test:faults`. */
const ANSWERS = 4
const PORT = 24_305
const TIME_OUT_MS = 240_000

const whyNot = whyNoFlushCount()
if (whyNot !== null) console.warn(`SKIPPED: FLUSHES WERE NOT COUNTED, ${whyNot} (docs/reliability.md)`)

describe.skipIf(whyNot !== null)('an answer that is shown as saved', () => {
  it(
    'was flushed to the disk in both stores of the app',
    async () => {
      const counts = await flushesForEachAnswer({ build: 'app', answers: ANSWERS, port: PORT })
      expect(counts.journal.length).toBeGreaterThanOrEqual(ANSWERS)
      expect(counts).toSatisfy((found: typeof counts) => isFlushed(found, 'app'))
    },
    TIME_OUT_MS,
  )

  it(
    'was flushed in the browser build, and the count finds a store that is not',
    async () => {
      const strict = await flushesForEachAnswer({ build: 'browser', answers: ANSWERS, port: PORT })
      expect(strict).toSatisfy((found: typeof strict) => isFlushed(found, 'browser'))
      const relaxed = await flushesForEachAnswer({ build: 'browser', answers: ANSWERS, port: PORT, relaxed: true })
      expect(relaxed).not.toSatisfy((found: typeof relaxed) => isFlushed(found, 'browser'))
    },
    TIME_OUT_MS,
  )
})
