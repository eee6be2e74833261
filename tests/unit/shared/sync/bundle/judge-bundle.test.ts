import { describe, expect, it } from 'vitest'
import { ed25519Verifier } from '#hub/services/ed25519-verifier.ts'
import type { AnnotatorId, WriterId } from '#shared/base/ids.ts'
import type { Role } from '#shared/domain/project.ts'
import { judgeBundle, type BundleGround, type JudgedPush } from '#shared/sync/bundle/judge-bundle.ts'
import { EMPTY_DIGEST } from '#shared/sync/digest.ts'
import { growingFacts } from '#shared/sync/growing-facts.ts'
import { operationHash, type Operation } from '#shared/sync/operation.ts'
import { answers, bundleOf, pushOf, readFile, writerOf } from '#tests/support/sync/bundle-data.ts'
import { keyPairOf } from '#tests/support/sync/node-ed25519.ts'

const LEAD_SEED = 1
const QUESTION = { id: 'qqqqqqqq', kind: 'choice', title: 'رائے', titleEn: '', multiple: false, labels: [] }

/** What a lead does before anyone can answer. */
const project = (): Operation[] =>
  (
    [
      ['taskVersion.add', '1', { version: 1, guidelines: '', questions: [QUESTION] }],
      ['chunk.add', 'cccccccc', { importId: 'imp', sha256: '0'.repeat(64), items: 6, bytes: 9, firstOrder: 0 }],
    ] as const
  ).map(([kind, key, value], index) => ({
    seq: index + 1,
    lamport: index + 1,
    kind,
    key,
    value,
    item: '',
    at: 1,
    taskVersion: 1,
  }))

/** A laptop that knows its people and holds what is in `held`. */
function ground(roles: Record<number, Role | null>, held: Record<number, readonly Operation[]> = {}): BundleGround {
  const seeds = new Map(Object.keys(roles).map((seed) => [writerOf(Number(seed)), Number(seed)]))
  const of = (writer: WriterId) => held[seeds.get(writer) ?? -1] ?? []
  const facts = growingFacts({ lamport: 0, taskVersion: 0, questions: [], chunks: [] })
  for (const operation of of(writerOf(LEAD_SEED))) facts.learn(operation)
  return {
    facts,
    verifier: ed25519Verifier(),
    async bindingOf(writer) {
      const seed = seeds.get(writer)
      if (seed === undefined) return null
      const annotatorId = `person${seed}` as AnnotatorId
      return { annotatorId, publicKey: keyPairOf(seed).publicKey, role: roles[seed] ?? null }
    },
    upTo: async (writer) => of(writer).length,
    knownHashes: async (writer, from, to) =>
      of(writer)
        .slice(from - 1, to)
        .map(operationHash),
  }
}

async function judged(pushes: Uint8Array[], on: BundleGround, before?: ReadonlyMap<WriterId, string>) {
  const read = await readFile(await bundleOf({ pushes, ...(before && { before }) }))
  if (!read.ok) throw new Error(read.error.code)
  const found: JudgedPush[] = []
  for await (const push of judgeBundle(read.value, on)) found.push(push)
  return found
}

const brief = (pushes: readonly JudgedPush[]) =>
  pushes.map((push) =>
    push.outcome === 'sound'
      ? [push.annotatorId, push.known, push.operations.map(({ why }) => why)]
      : [push.writer, push.outcome],
  )

describe('a bundle read on a laptop with no hub', () => {
  it('gives sound operations with their author, from the table of bindings and never from the file', async () => {
    const people = ground({ [LEAD_SEED]: 'lead', 7: 'annotator', 8: 'annotator' }, { [LEAD_SEED]: project() })
    const pushes = [await pushOf(7, answers(1, 2)), await pushOf(7, answers(3, 1)), await pushOf(8, answers(1, 2))]
    const found = await judged(pushes, people)
    expect(brief(found)).toEqual(
      [
        ['person7', 0, [null, null]],
        ['person7', 0, [null]],
        ['person8', 0, [null, null]],
      ].toSorted((a, b) =>
        writerOf(Number(String(a[0]).slice(6))) < writerOf(Number(String(b[0]).slice(6))) ? -1 : 1,
      ),
    )
    const [first] = found
    expect(first?.outcome === 'sound' && first.operations[0]).toMatchObject({
      operation: { seq: 1 },
      hash: operationHash(answers(1, 1)[0]!),
    })
  })

  it('judges the lead’s pushes first, since the others lie on them', async () => {
    const people = { [LEAD_SEED]: 'lead', 7: 'annotator', 8: 'annotator', 9: 'annotator' } as const
    const pushes = await Promise.all([7, 8, 9].map((seed) => pushOf(seed, answers(1, 2))))
    const found = await judged([...pushes, await pushOf(LEAD_SEED, project())], ground(people))
    expect(found[0]?.writer).toBe(writerOf(LEAD_SEED))
    expect(
      found.flatMap((push) => (push.outcome === 'sound' ? push.operations : [])).every((one) => one.why === null),
    ).toBe(true)
    // Without them the same answers are kept for later.
    const alone = await judged(pushes, ground(people))
    expect(brief(alone).map((push) => push[2])).toEqual(
      Array.from({ length: 3 }, () => ['unknown-item', 'unknown-item']),
    )
  })

  it('tells a writer nobody bound, a wrong signature, and one who is shut out', async () => {
    const pushes = [await pushOf(7, answers(1, 1))]
    expect(brief(await judged(pushes, ground({})))).toEqual([[writerOf(7), 'not-enrolled']])
    const bound = ground({ 7: null }, { [LEAD_SEED]: project() })
    expect(brief(await judged(pushes, bound))).toEqual([['person7', 0, ['revoked']]])
    const forged = { ...ground({ 7: 'annotator' }), verifier: { verify: async () => false } }
    expect(brief(await judged(pushes, forged))).toEqual([[writerOf(7), 'bad-signature']])
  })

  it('leaves out what is here already, finds the gap and the fork', async () => {
    const roles = { [LEAD_SEED]: 'lead', 7: 'annotator' } as const
    const two = ground({ ...roles }, { 7: answers(1, 2), [LEAD_SEED]: project() })
    // The lead's facts are learned from what the laptop holds.
    expect(brief(await judged([await pushOf(7, answers(1, 4))], two))).toEqual([['person7', 2, [null, null]]])
    const before = new Map([[writerOf(7), EMPTY_DIGEST]])
    const late = await judged([await pushOf(7, answers(5, 2))], ground({ ...roles }, { 7: answers(1, 2) }), before)
    expect(late).toMatchObject([{ outcome: 'gap', upTo: 2 }])
    const other = answers(1, 3).map((operation) => ({ ...operation, value: ['بات'] }))
    const fork = await judged(
      [await pushOf(7, answers(1, 4))],
      ground({ ...roles }, { 7: [answers(1, 1)[0]!, ...other.slice(1)] }),
    )
    expect(fork).toMatchObject([{ outcome: 'fork', seq: 2 }])
  })

  it('goes on within one file: later pushes of a writer lie on the earlier ones', async () => {
    const people = ground({ [LEAD_SEED]: 'lead', 7: 'annotator' }, { [LEAD_SEED]: project() })
    const pushes = [await pushOf(7, answers(1, 2)), await pushOf(7, answers(3, 2)), await pushOf(7, answers(5, 2))]
    expect((await judged(pushes, people)).map(({ outcome }) => outcome)).toEqual(['sound', 'sound', 'sound'])
  })
})
