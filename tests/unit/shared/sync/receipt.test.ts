import { describe, expect, it } from 'vitest'
import { hexToBytes } from '@noble/hashes/utils.js'
import { ed25519Verifier } from '#hub/services/ed25519-verifier.ts'
import { nodeKeyMachine } from '#hub/services/node-key-machine.ts'
import { EMPTY_DIGEST, extendDigest } from '#shared/sync/digest.ts'
import { operationHash } from '#shared/sync/operation.ts'
import { areOnePair, makeProjectKeys, projectKeysSchema, publicHalves, signerOf } from '#shared/sync/project-keys.ts'
import { acknowledgedBy, makeReceipt, readReceipt, type UnsignedReceipt } from '#shared/sync/receipt.ts'
import { answers, CREATED_AT, OTHER_TEAM, PERSON, TEAM, TEAM_KEYS, writerOf } from '#tests/support/sync/bundle-data.ts'

const digestOf = (n: number) => extendDigest(EMPTY_DIGEST, answers(1, n).map(operationHash))
const content: UnsignedReceipt = {
  project: TEAM,
  person: PERSON,
  holder: { hub: 'hub', gen: 'gen' },
  created: CREATED_AT,
  writers: [{ writer: writerOf(7), upTo: 5, digest: digestOf(5) }],
}
const sign = signerOf(TEAM_KEYS, nodeKeyMachine)
const place: Parameters<typeof readReceipt>[1] = {
  projectId: TEAM,
  publicKey: hexToBytes(TEAM_KEYS.publicKey),
  verifier: ed25519Verifier(),
}
const codeOf = async (text: string, change: Partial<typeof place> = {}) => {
  const read = await readReceipt(text, { ...place, ...change })
  return read.ok ? 'whole' : read.error
}

describe('a receipt', () => {
  it('is read back, and refused after any change', async () => {
    const text = JSON.stringify(await makeReceipt(content, sign))
    expect(await codeOf(text)).toBe('whole')
    for (let at = 0; at < text.length; at += 1) {
      const changed = `${text.slice(0, at)}${text[at] === '1' ? '2' : '1'}${text.slice(at + 1)}`
      expect([at, await codeOf(changed)]).not.toEqual([at, 'whole'])
    }
    for (let at = 0; at < text.length; at += 1) expect(await codeOf(text.slice(0, at))).not.toBe('whole')
  })

  it('of another project, another key or a later version is told as that', async () => {
    const receipt = await makeReceipt(content, sign)
    expect(await codeOf(JSON.stringify(receipt), { projectId: OTHER_TEAM })).toBe('other-project')
    const other = await nodeKeyMachine.makeEd25519()
    expect(await codeOf(JSON.stringify(receipt), { publicKey: other.publicKey })).toBe('bad-signature')
    expect(await codeOf(JSON.stringify({ ...receipt, v: 2, novelty: 1 }))).toBe('newer')
    for (const text of ['', '[]', '{"nishan":"bundle"}', '['.repeat(1000), 'x'.repeat(300_000)]) {
      expect(await codeOf(text)).toBe('not-a-receipt')
    }
  })

  it('acknowledges only where the laptop’s own digest is the same', async () => {
    const receipt = await makeReceipt(content, sign)
    const owner = (n: number, digest = digestOf) => ({
      upTo: async () => n,
      digest: async (_writer: string, upTo: number) => digest(upTo),
    })
    const head = { writer: writerOf(7), upTo: 5 }
    expect(await acknowledgedBy(receipt, owner(9))).toEqual({ acknowledged: [head], differing: [] })
    expect(await acknowledgedBy(receipt, owner(5))).toEqual({ acknowledged: [head], differing: [] })
    // Set back to an older backup, or a copy that went on differently.
    expect(await acknowledgedBy(receipt, owner(4))).toEqual({ acknowledged: [], differing: [head] })
    expect(
      await acknowledgedBy(
        receipt,
        owner(9, () => '1'.repeat(64)),
      ),
    ).toEqual({ acknowledged: [], differing: [head] })
    const stranger = { ...owner(9), upTo: async () => null }
    expect(await acknowledgedBy(receipt, stranger)).toEqual({ acknowledged: [], differing: [] })
  })
})

describe('the keys of a project', () => {
  it('are made anew each time, fit each other, and give away only their public halves', async () => {
    const [one, two] = [await makeProjectKeys(TEAM, nodeKeyMachine), await makeProjectKeys(TEAM, nodeKeyMachine)]
    expect(projectKeysSchema.parse(one)).toEqual(one)
    expect(one.privateKey).not.toBe(two.privateKey)
    expect(one.identity).not.toBe(two.identity)
    expect(await areOnePair(one, nodeKeyMachine, place.verifier)).toBe(true)
    expect(await areOnePair({ ...one, privateKey: two.privateKey }, nodeKeyMachine, place.verifier)).toBe(false)
    expect(await areOnePair({ ...one, identity: two.identity }, nodeKeyMachine, place.verifier)).toBe(false)
    const told = JSON.stringify(publicHalves(one))
    expect(told).not.toContain(one.privateKey)
    expect(told).not.toContain(one.identity)
  })
})
