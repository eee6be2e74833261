import fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { QuestionId } from '#shared/base/ids.ts'
import { decodeOperationLines, encodeOperationLines, parseShallow } from '#shared/sync/operation-lines.ts'
import { operationHash, type Operation, type OperationDraft } from '#shared/sync/operation.ts'
import { seededRandom } from '#tests/faults/seeded-random.ts'

/** Operations as any version may have made them, in one run of seq. */
const run = fc
  .array(
    fc.record(
      {
        lamport: fc.integer({ min: 1, max: 2 ** 40 }),
        kind: fc.constantFrom('answer.set', 'item.status', 'kind.of.later'),
        item: fc.constantFrom('', 'cccccccc:1', 'cccccccc:2'),
        question: fc.constantFrom('qqqqqqqq', 'rrrrrrrr'),
        value: fc.jsonValue({ maxDepth: 4 }),
        at: fc.integer({ min: 0, max: 2 ** 42 }),
        activeMs: fc.integer({ min: 0, max: 10 ** 7 }),
        taskVersion: fc.integer({ min: 0, max: 9 }),
        later: fc.jsonValue({ maxDepth: 2 }),
      },
      { requiredKeys: ['lamport', 'kind', 'item', 'at', 'taskVersion'] },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((operations) => operations.map((one, index) => ({ ...one, seq: 41 + index }) as Operation))

describe('lines of operations', () => {
  it('come back as they were, whatever they hold, with the same hashes', () => {
    fc.assert(
      fc.property(run, (operations) => {
        const back = decodeOperationLines(encodeOperationLines(operations))
        expect(back.ok && back.value.map(operationHash)).toEqual(operations.map(operationHash))
      }),
    )
  })

  it('name the line that is none', () => {
    const text = encodeOperationLines(fc.sample(run, { numRuns: 1, seed: 7 })[0] ?? [])
    expect(decodeOperationLines(`${text}{"kind":1}\n`)).toMatchObject({ ok: false })
    expect(decodeOperationLines(text.slice(0, -1)).ok).toBe(false)
    expect(decodeOperationLines('[]\n')).toEqual({ ok: false, error: 1 })
  })

  it('carry the 2,000 labels of a day in some 36 kB', () => {
    const operations = dayOfLabels()
    let bytes = 0
    for (let at = 0; at < operations.length; at += 500) {
      bytes += gzipSync(encodeOperationLines(operations.slice(at, at + 500))).length
    }
    expect(operations).toHaveLength(4000)
    expect(bytes).toBeLessThan(40_000)
  })

  it('are not read when they are nested beyond reason', () => {
    expect(parseShallow('['.repeat(1_000_000))).toBeNull()
    expect(parseShallow(`${'['.repeat(20)}1${']'.repeat(20)}`)).not.toBeNull()
    expect(parseShallow(`"${'['.repeat(100)}"`)).toBe('['.repeat(100))
  })
})

/** An answer and its status for each text, some ten seconds apart. */
function dayOfLabels(): Operation[] {
  const random = seededRandom(20261126)
  const below = (limit: number) => Math.floor(random() * limit)
  const labels = ['7f3k9x2m', 'b8q4w1zt', 'k2v6n0hd']
  const operations: Operation[] = []
  let at = 1_764_150_000_000
  for (let n = 0; n < 2000; n += 1) {
    const place = { item: `c4h7n2ks:${n}`, taskVersion: 1 }
    at += 6_000 + below(9_000)
    const value = [labels[below(3)]]
    const question = 'q9d2m4xz' as QuestionId
    const answer: OperationDraft = { ...place, kind: 'answer.set', question, value, at, activeMs: 4_000 + below(9_000) }
    at += 300 + below(800)
    const status: OperationDraft = { ...place, kind: 'item.status', value: 'done', at, activeMs: 300 + below(500) }
    for (const one of [answer, status]) {
      operations.push({ ...one, seq: operations.length + 1, lamport: operations.length + 101 })
    }
  }
  return operations
}
