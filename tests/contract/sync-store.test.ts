import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { defined } from '#shared/base/assert.ts'
import { EMPTY_DIGEST, extendDigest } from '#shared/sync/digest.ts'
import { operationHash, type Operation } from '#shared/sync/operation.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
import { DexieLaptop } from '#tests/support/sync/dexie-laptop.ts'
import { answer, elsewhere, pageOf } from '#tests/support/sync/pulled-pages.ts'
import type { LaptopStore } from '#tests/support/sync/laptop-store.ts'
import { MemorySyncStore } from '#tests/support/sync/memory-sync-store.ts'
import { keyPairOf, type KeyPair } from '#tests/support/sync/node-ed25519.ts'

const PROJECT = 'pppppppppppppppp' as ProjectId
const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const FATIMA = 'ffffffffffffffff' as AnnotatorId

let keys = 0
let open: LaptopStore[]

const newPair = (): KeyPair => keyPairOf((keys += 1))
const dexie = (withJournal: boolean) => () =>
  DexieLaptop.open({ projectId: PROJECT, person: BILAL, newPair, withJournal })

const STORES: [string, () => Promise<LaptopStore>][] = [
  ['memory', async () => new MemorySyncStore(PROJECT, BILAL, newPair)],
  ['Dexie as in a browser', dexie(false)],
  ['Dexie with a journal file', dexie(true)],
]

beforeEach(() => {
  keys = 0
  open = []
})

afterEach(async () => {
  for (const store of open) await store.close()
})

async function opened(make: () => Promise<LaptopStore>): Promise<LaptopStore> {
  const store = await make()
  open.push(store)
  await store.beginLink('hub', 'gen1')
  return store
}

/** Those that new operations are signed with. */
const usable = async (store: LaptopStore) => (await store.writers()).filter(({ givenUp }) => givenUp !== true)

async function onlyWriter(store: LaptopStore) {
  const writers = await usable(store)
  expect(writers).toHaveLength(1)
  return defined(writers[0], 'writer')
}

async function valuesOf(store: LaptopStore): Promise<unknown[]> {
  return [...(await store.registers()).values()]
}

describe.each(STORES)('a sync store: %s', (_name, make) => {
  it('offers the writer of this install, which signs, with how far it has come', async () => {
    const store = await opened(make)
    for (const value of ['a', 'b']) await store.record(answer(0, value))
    const writer = await onlyWriter(store)
    expect(writer).toMatchObject({ annotatorId: BILAL, upTo: 2, ackedUpTo: 0 })
    expect(writer.id).toBe(writerIdOf(writer.publicKey))
    const bytes = new TextEncoder().encode('سلام')
    const signature = Uint8Array.from(await defined(writer.sign, 'signature')(bytes))
    const key = await crypto.subtle.importKey('raw', Uint8Array.from(writer.publicKey), 'Ed25519', false, ['verify'])
    expect(await crypto.subtle.verify('Ed25519', key, signature, bytes)).toBe(true)
  })

  it('gives operations in order, as many as asked for', async () => {
    const store = await opened(make)
    for (let n = 0; n < 5; n += 1) await store.record(answer(n, `v${n}`))
    const { id } = await onlyWriter(store)
    const some = await store.operationsAfter(id, 1, 3)
    expect(some.map(({ seq }) => seq)).toEqual([2, 3, 4])
    expect(some[0]).toEqual({ ...answer(1, 'v1'), seq: 2, lamport: 2 })
    expect(await store.operationsAfter(id, 5, 3)).toEqual([])
  })

  it('folds digests from the first operation to any place, also after more has been said', async () => {
    const store = await opened(make)
    const { id } = await onlyWriter(store)
    expect(await store.digest(id, 0)).toBe(EMPTY_DIGEST)
    for (let n = 0; n < 4; n += 1) await store.record(answer(n, `v${n}`))
    const hashes = async () => (await store.operationsAfter(id, 0, 100)).map(operationHash)
    expect(await store.digest(id, 3)).toBe(extendDigest(EMPTY_DIGEST, (await hashes()).slice(0, 3)))
    for (let n = 0; n < 3; n += 1) await store.record(answer(n, `w${n}`))
    expect(await store.digest(id, 7)).toBe(extendDigest(EMPTY_DIGEST, await hashes()))
    expect(await store.digest(id, 2)).toBe(extendDigest(EMPTY_DIGEST, (await hashes()).slice(0, 2)))
  })

  it('never lowers what is acknowledged, unless exactly, and forgets it with the generation', async () => {
    const store = await opened(make)
    for (let n = 0; n < 4; n += 1) await store.record(answer(n, `v${n}`))
    const { id } = await onlyWriter(store)
    await store.acknowledge(id, 3)
    await store.acknowledge(id, 2)
    expect(await onlyWriter(store)).toMatchObject({ ackedUpTo: 3 })
    // An operation made since leaves it as it is.
    await store.record(answer(0, 'again'))
    expect(await onlyWriter(store)).toMatchObject({ ackedUpTo: 3, upTo: 5 })
    await store.acknowledge(id, 1, true)
    expect(await onlyWriter(store)).toMatchObject({ ackedUpTo: 1 })
    await store.applyPage(pageOf([], []))
    expect((await store.link()).cursor).not.toBeNull()
    await store.beginLink('hub', 'gen2')
    expect(await store.link()).toEqual({ hub: 'hub', gen: 'gen2', cursor: null })
    expect(await onlyWriter(store)).toMatchObject({ ackedUpTo: 0 })
  })

  it('applies a page with its cursor, and the same page again changes nothing', async () => {
    const store = await opened(make)
    await store.record(answer(0, 'mine'))
    const { binding, says } = elsewhere(FATIMA, newPair())
    const page = pageOf([binding], [says(1, answer(0, 'hers')), says(4, answer(1, 'hers too'))])
    expect(await store.applyPage(page)).toEqual({ forks: [] })
    expect((await store.link()).cursor).toBe(page.end.next)
    const before = await store.all()
    expect(before).toHaveLength(3)
    expect(before.filter(({ author }) => author === FATIMA).map(({ op }) => op.seq)).toEqual([1, 4])
    expect(await store.applyPage(page)).toEqual({ forks: [] })
    expect(await store.all()).toEqual(before)
    expect(await valuesOf(store)).toHaveLength(3)
    // Lamport goes on after all that was seen.
    await store.record(answer(2, 'later'))
    const { id } = await onlyWriter(store)
    expect((await store.operationsAfter(id, 1, 1))[0]?.lamport).toBeGreaterThan(102)
  })

  it('applies nothing of a page that clashes, and tells where each writer parts', async () => {
    const store = await opened(make)
    for (let n = 0; n < 3; n += 1) await store.record(answer(n, `v${n}`))
    const mine = await onlyWriter(store)
    const own = { id: mine.id, annotatorId: BILAL, publicKey: bytesToHex(mine.publicKey) }
    const { writer, binding, says } = elsewhere(FATIMA, newPair())
    await store.applyPage(pageOf([binding], [says(1, answer(0, 'hers'))]))
    const [link, before] = [await store.link(), await store.all()]
    const other = (seq: number) => ({ writer: mine.id, op: { ...answer(seq, 'clone'), seq, lamport: seq } })
    const page = pageOf([own, binding], [says(2, answer(1, 'new')), says(1, answer(0, 'changed')), other(3), other(2)])
    const { forks } = await store.applyPage(page)
    expect(forks.toSorted((a, b) => a.from - b.from)).toEqual([
      { writer, from: 1 },
      { writer: mine.id, from: 2 },
    ])
    expect(await store.all()).toEqual(before)
    expect(await store.link()).toEqual(link)
  })

  it('says own operations again under a new writer, counts nothing twice, and gives the old one up', async () => {
    const store = await opened(make)
    for (let n = 0; n < 4; n += 1) await store.record(answer(n, `v${n}`))
    const before = await onlyWriter(store)
    await store.acknowledge(before.id, 2)
    await store.digest(before.id, 4)
    await store.applyPage(pageOf([], []))
    const registers = await store.registers()
    await store.reissue({ writer: before.id, from: 3 })
    const after = await onlyWriter(store)
    expect(after).toMatchObject({ annotatorId: BILAL, upTo: 2, ackedUpTo: 0 })
    expect(after.id).not.toBe(before.id)
    expect(after.sign).not.toBeNull()
    expect((await store.link()).cursor).toBeNull()
    const again = await store.operationsAfter(after.id, 0, 10)
    expect(again).toMatchObject([
      { ...answer(2, 'v2'), seq: 1 },
      { ...answer(3, 'v3'), seq: 2 },
    ])
    expect(Math.min(...again.map(({ lamport }) => lamport))).toBeGreaterThan(4)
    expect((await store.operationsAfter(before.id, 0, 10)).map(({ seq }) => seq)).toEqual([1, 2])
    expect(await store.registers()).toEqual(registers)
    await store.record(answer(0, 'goes on'))
    expect(await onlyWriter(store)).toMatchObject({ id: after.id, upTo: 3 })
    // What the other laptop has said in their place comes by pull.
    const own = { id: before.id, annotatorId: BILAL, publicKey: bytesToHex(before.publicKey) }
    const clone: Operation = { ...answer(4, 'clone'), seq: 3, lamport: 3 }
    expect(await store.applyPage(pageOf([own], [{ writer: before.id, op: clone }]))).toEqual({ forks: [] })
    const kept = await store.operationsAfter(before.id, 0, 10)
    expect(await store.digest(before.id, 3)).toBe(extendDigest(EMPTY_DIGEST, kept.map(operationHash)))
    expect(await valuesOf(store)).toHaveLength(5)
    expect(await onlyWriter(store)).toMatchObject({ id: after.id })
  })

  it('gives a writer up of which nothing is to be said again', async () => {
    const store = await opened(make)
    await store.record(answer(0, 'v'))
    const before = await onlyWriter(store)
    await store.reissue({ writer: before.id, from: 2 })
    expect((await usable(store)).map(({ id }) => id)).not.toContain(before.id)
    // What it said is handed over again where the hub lacks it.
    const givenUp = (await store.writers()).find(({ id }) => id === before.id)
    expect(givenUp).toMatchObject({ givenUp: true, upTo: 1, ackedUpTo: 0, sign: expect.any(Function) })
    await store.record(answer(1, 'w'))
    expect(await onlyWriter(store)).toMatchObject({ upTo: 1 })
    expect(await valuesOf(store)).toHaveLength(2)
  })

  it('takes the hub for right where another person laptop parts, and says nothing in their name', async () => {
    const store = await opened(make)
    await store.record(answer(0, 'mine'))
    const { writer, binding, says } = elsewhere(FATIMA, newPair())
    const [first, second, third] = [says(1, answer(0, 'a')), says(2, answer(1, 'b')), says(3, answer(0, 'c'))]
    await store.applyPage(pageOf([binding], [first, second, third]))
    const changed = pageOf([binding], [first, says(2, answer(2, 'd'))])
    const { forks } = await store.applyPage(changed)
    expect(forks).toEqual([{ writer, from: 2 }])
    await store.reissue({ writer, from: 2 })
    expect((await store.link()).cursor).toBeNull()
    expect(await store.applyPage(changed)).toEqual({ forks: [] })
    expect(await onlyWriter(store)).toMatchObject({ annotatorId: BILAL, upTo: 1 })
    expect((await store.all()).filter(({ author }) => author === FATIMA).map(({ op }) => op.value)).toEqual([
      ['a'],
      ['d'],
    ])
    expect(new Set((await valuesOf(store)).map(String))).toEqual(new Set(['a', 'd', 'mine']))
  })

  it('says again of a writer that was given up only what was made here', async () => {
    const store = await opened(make)
    for (let n = 0; n < 3; n += 1) await store.record(answer(n, `v${n}`))
    const old = await onlyWriter(store)
    await store.reissue({ writer: old.id, from: 3 })
    const own = { id: old.id, annotatorId: BILAL, publicKey: bytesToHex(old.publicKey) }
    const clone = (seq: number, value: string) => ({ writer: old.id, op: { ...answer(4, value), seq, lamport: seq } })
    await store.applyPage(pageOf([own], [clone(3, 'there'), clone(4, 'there too')]))
    // A hub that was set back has been told something else by yet another copy.
    const { forks } = await store.applyPage(pageOf([own], [clone(2, 'elsewhere')]))
    expect(forks).toEqual([{ writer: old.id, from: 2 }])
    await store.reissue({ writer: old.id, from: 2 })
    expect(await store.applyPage(pageOf([own], [clone(2, 'elsewhere')]))).toEqual({ forks: [] })
    const said = (await store.all()).map(({ op }) => String(op.value))
    expect(said.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['elsewhere', 'v0', 'v1', 'v2'])
    const holding = (await usable(store)).filter(({ upTo }) => upTo > 0)
    expect(holding.map(({ id }) => id)).not.toContain(old.id)
    await store.registers()
  })

  it('offers a writer whose key was lost without a signature, and goes on with another', async () => {
    const store = await opened(make)
    for (let n = 0; n < 3; n += 1) await store.record(answer(n, `v${n}`))
    const before = await onlyWriter(store)
    await store.loseKeys()
    expect(await onlyWriter(store)).toMatchObject({ id: before.id, sign: null, upTo: 3 })
    await store.record(answer(3, 'v3'))
    expect((await store.writers()).filter(({ sign }) => sign !== null)).toHaveLength(1)
    const registers = await store.registers()
    await store.reissue({ writer: before.id, from: 2 })
    const writers = await store.writers()
    expect(writers.every(({ sign, annotatorId }) => sign !== null && annotatorId === BILAL)).toBe(true)
    expect(writers.reduce((sum, { upTo }) => sum + upTo, 0)).toBe(3)
    expect(await store.registers()).toEqual(registers)
  })

  it('is the same after its disk was put back, a copy of which goes on apart', async () => {
    const store = await opened(make)
    await store.record(answer(0, 'a'))
    const image = await store.image()
    const before = await store.all()
    await store.record(answer(1, 'b'))
    const clone = await opened(make)
    await clone.putBack(image)
    await store.putBack(image)
    expect(await store.all()).toEqual(before)
    await store.record(answer(1, 'here'))
    await clone.record(answer(1, 'there'))
    const [mine, theirs] = [await onlyWriter(store), await onlyWriter(clone)]
    expect(theirs.id).toBe(mine.id)
    const own = { id: mine.id, annotatorId: BILAL, publicKey: bytesToHex(mine.publicKey) }
    const lines = (await clone.all()).map(({ writer, op }) => ({ writer, op }))
    expect(await store.applyPage(pageOf([own], lines))).toEqual({ forks: [{ writer: mine.id, from: 2 }] })
  })
})
