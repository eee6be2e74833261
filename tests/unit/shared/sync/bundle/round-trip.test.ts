import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { describe, expect, it } from 'vitest'
import { nodeKeyMachine } from '#hub/services/node-key-machine.ts'
import { EMPTY_DIGEST, extendDigest } from '#shared/sync/digest.ts'
import { operationHash } from '#shared/sync/operation.ts'
import { encodePullPage } from '#shared/sync/pull-body.ts'
import { readBundle } from '#shared/sync/bundle/read-bundle.ts'
import { writeEverything, writeWork } from '#shared/sync/bundle/write-bundle.ts'
import { signerOf } from '#shared/sync/project-keys.ts'
import {
  answers,
  archiveOf,
  bundleOf,
  codeOf,
  CREATED_AT,
  PERSON,
  pushOf,
  readFile,
  READING,
  TEAM,
  TEAM_KEYS,
  TO_TEAM,
  writerOf,
} from '#tests/support/sync/bundle-data.ts'

const sign = signerOf(TEAM_KEYS, nodeKeyMachine)
const hashes = (from: number, n: number) => answers(from, n).map(operationHash)

describe('a bundle of answers', () => {
  it('gives back every push byte for byte, in order of writer and place', async () => {
    const read = await readFile(await bundleOf())
    if (!read.ok) throw new Error(read.error.code)
    const { manifest, pushes, text } = read.value
    expect(manifest).toMatchObject({ kind: 'answers', project: TEAM, created: CREATED_AT, protocol: 1, format: 1 })
    const writers = [writerOf(7), writerOf(8)].toSorted()
    expect(pushes.map(({ writer }) => writer)).toEqual(writers.flatMap((writer) => [writer, writer]))
    for (const [seed, runs] of [
      [
        7,
        [
          [1, 3],
          [4, 5],
        ],
      ],
      [
        8,
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ] as const) {
      const own = pushes.filter(({ writer }) => writer === writerOf(seed))
      expect(own.map(({ from, n }) => [from, n])).toEqual(runs)
      for (const [index, [from, n]] of runs.entries()) {
        expect(utf8ToBytes(text(own[index]!.name))).toEqual(await pushOf(seed, answers(from, n)))
      }
    }
  })

  it('tells each writer’s digest before and after its run', async () => {
    const digest = extendDigest(EMPTY_DIGEST, hashes(1, 3))
    const pushes = [await pushOf(7, answers(4, 2)), await pushOf(7, answers(6, 1))]
    const read = await readFile(await bundleOf({ pushes, before: new Map([[writerOf(7), digest]]) }))
    expect(read.ok && read.value.manifest.writers).toEqual([
      { writer: writerOf(7), from: 4, upTo: 6, before: digest, digest: extendDigest(digest, hashes(4, 3)) },
    ])
  })

  it('carries an enrolment', async () => {
    const enrolment = {
      secret: 'abcdefgh12345678',
      publicKey: '07'.repeat(32),
      proof: '0a'.repeat(64),
      device: 'لیپ ٹاپ',
    }
    const read = await readFile(await bundleOf({ enrolment, pushes: [] }))
    expect(read.ok && read.value.manifest.enrolment).toEqual(enrolment)
  })

  it('is the same archive each time, whatever the clock and the zone', async () => {
    const first = await archiveOf(await bundleOf())
    const zone = process.env['TZ']
    process.env['TZ'] = 'Asia/Karachi'
    try {
      expect(bytesToHex(sha256(await archiveOf(await bundleOf())))).toBe(bytesToHex(sha256(first)))
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })

  it('opens with its passphrase however the keyboard composed its letters', async () => {
    const file = await bundleOf({}, { passphrase: 'سُرخ لفظ é', work: 10 })
    expect(await codeOf(readBundle(file, { passphrase: 'سُرخ لفظ é'.normalize('NFD') }, READING))).toBe('whole')
    expect(await codeOf(readBundle(file, { passphrase: 'سرخ لفظ' }, READING))).toBe('wrong-passphrase')
    expect(await codeOf(readFile(file))).toBe('needs-passphrase')
  })

  it('does not open with another key, nor with a passphrase', async () => {
    const file = await bundleOf()
    const other = await nodeKeyMachine.makeAge()
    expect(await codeOf(readBundle(file, { identity: other.identity }, READING))).toBe('wrong-key')
    expect(await codeOf(readBundle(file, { passphrase: 'لفظ' }, READING))).toBe('needs-key')
    expect(await codeOf(readFile(await bundleOf({}, { recipients: [other.recipient] })))).toBe('wrong-key')
  })

  it('opens for each of several keys', async () => {
    const other = await nodeKeyMachine.makeAge()
    const file = await bundleOf({}, { recipients: [other.recipient, TEAM_KEYS.recipient] })
    expect(await codeOf(readFile(file))).toBe('whole')
    expect(await codeOf(readBundle(file, { identity: other.identity }, READING))).toBe('whole')
  })
})

describe('a work package', () => {
  const writer = { id: writerOf(1), annotatorId: PERSON, publicKey: '01'.repeat(32) }
  const page = encodePullPage(
    { writers: [writer], lines: answers(1, 3).map((op) => ({ writer: writer.id, op })) },
    { next: 'x', more: false, hub: 'hub', gen: 'gen' },
  )
  const content = { projectId: TEAM, createdAt: CREATED_AT, person: PERSON, pages: [page], blobs: [utf8ToBytes('متن')] }

  it('holds pages of one person’s pull, and texts by their hash', async () => {
    const written = await writeWork(content, { target: TO_TEAM, sign })
    const read = await readFile(written.ok ? written.value : new Uint8Array())
    if (!read.ok) throw new Error(read.error.code)
    expect(read.value.manifest.person).toBe(PERSON)
    expect(read.value.text('pull-000001.ndjson.gz')).toBe(page)
    expect(read.value.bytes(`blob-${bytesToHex(sha256(utf8ToBytes('متن')))}`)).toEqual(utf8ToBytes('متن'))
  })

  it('is refused unless the project’s key signed it and is known', async () => {
    const good = await writeWork(content, { target: TO_TEAM, sign })
    const file = good.ok ? good.value : new Uint8Array()
    expect(await codeOf(readFile(file))).toBe('whole')
    expect(await codeOf(readFile(file, { projectKey: null }))).toBe('unknown-key')
    const other = await nodeKeyMachine.makeEd25519()
    expect(await codeOf(readFile(file, { projectKey: other.publicKey }))).toBe('bad-signature')
    const forged = await writeWork(content, {
      target: TO_TEAM,
      sign: (bytes) => nodeKeyMachine.sign(other.privateKey, bytes),
    })
    expect(await codeOf(readFile(forged.ok ? forged.value : new Uint8Array()))).toBe('bad-signature')
  })
})

describe('what a reader would refuse', () => {
  it('is not written', async () => {
    const huge = new Uint8Array(5 * 1024 * 1024)
    const content = {
      projectId: TEAM,
      createdAt: CREATED_AT,
      rev: 0,
      lamport: 0,
      writers: [],
      pages: [],
      blobs: [huge],
    }
    expect(await writeEverything(content, { target: TO_TEAM, sign })).toMatchObject({
      ok: false,
      error: { code: 'too-large' },
    })
  })
})
