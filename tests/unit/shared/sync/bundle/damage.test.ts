import { randomInt } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { readArchive, readBundle } from '#shared/sync/bundle/read-bundle.ts'
import { seededRandom } from '#tests/faults/seeded-random.ts'
import {
  answers,
  archiveCode,
  archiveOf,
  bundleOf,
  codeOf,
  OTHER_TEAM,
  pushOf,
  readFile,
  READING,
} from '#tests/support/sync/bundle-data.ts'

let file: Uint8Array
let archive: Uint8Array

beforeAll(async () => {
  const pushes = []
  for (let from = 1; from <= 1001; from += 500) pushes.push(await pushOf(7, answers(from, 500)))
  file = await bundleOf({ pushes })
  archive = await archiveOf(file)
})

const flipped = (bytes: Uint8Array, at: number, bit: number): Uint8Array => {
  const copy = bytes.slice()
  copy[at] = (copy[at] ?? 0) ^ (1 << bit)
  return copy
}

describe('a bundle that is cut', () => {
  it('is refused at every kilobyte, and near both ends at every byte', async () => {
    expect(file.length).toBeGreaterThan(8_000)
    const places = new Set<number>()
    for (let at = 0; at < file.length; at += 1024) places.add(at)
    for (let at = 0; at < 260; at += 1) places.add(at).add(file.length - 1 - at)
    for (const at of places) expect([at, await codeOf(readFile(file.slice(0, at)))]).not.toEqual([at, 'whole'])
    expect(await codeOf(readFile(file.slice(0, 10)))).toBe('not-a-bundle')
    expect(await codeOf(readFile(file.slice(0, -1)))).toBe('damaged')
  }, 60_000)

  it('is refused at every byte inside the seal too, where no seal protects it', async () => {
    for (let at = 0; at < archive.length; at += at < 400 || archive.length - at < 1200 ? 1 : 1024) {
      expect([at, await archiveCode(archive.slice(0, at))]).not.toEqual([at, 'whole'])
    }
  }, 60_000)

  it('is refused with anything behind its end', async () => {
    expect(await codeOf(readFile(Buffer.concat([file, Buffer.of(0)])))).toBe('damaged')
    expect(await codeOf(readFile(Buffer.concat([file, file])))).toBe('damaged')
    expect(await archiveCode(Buffer.concat([archive, Buffer.of(0)]))).toBe('damaged')
  })
})

describe('a bundle with a flipped bit', () => {
  it('is refused at every byte of the header', async () => {
    for (let at = 0; at < 300; at += 1) {
      const code = await codeOf(readFile(flipped(file, at, at % 8)))
      expect([at, code]).toEqual([at, expect.stringMatching(/^(damaged|wrong-key|not-a-bundle)$/)])
    }
  }, 60_000)

  it('is refused at every byte of the header of one with a passphrase', async () => {
    const locked = await bundleOf({}, { passphrase: 'لفظ', work: 8 })
    for (let at = 0; at < 220; at += 1) {
      const code = await codeOf(readBundle(flipped(locked, at, at % 7), { passphrase: 'لفظ' }, READING))
      expect([at, code]).toEqual([at, expect.stringMatching(/^(damaged|wrong-passphrase|not-a-bundle|too-large)$/)])
    }
  }, 60_000)

  it('is refused wherever a few bits lie', async () => {
    const seed = Number(process.env['BUNDLE_SEED'] ?? randomInt(2 ** 31))
    const random = seededRandom(seed)
    for (let run = 0; run < 150; run += 1) {
      let bytes = file
      for (let bits = 1 + Math.floor(random() * 3); bits > 0; bits -= 1) {
        bytes = flipped(bytes, Math.floor(random() * file.length), Math.floor(random() * 8))
      }
      if (Buffer.compare(bytes, file) === 0) continue
      expect([`BUNDLE_SEED=${seed}`, run, await codeOf(readFile(bytes))]).not.toContain('whole')
    }
  }, 120_000)

  it('gives the same content or nothing where the bit lies inside the seal', async () => {
    const seed = Number(process.env['BUNDLE_SEED'] ?? randomInt(2 ** 31))
    const random = seededRandom(seed)
    const whole = await readFile(file)
    if (!whole.ok) throw new Error(whole.error.code)
    for (let run = 0; run < 150; run += 1) {
      const at = Math.floor(random() * archive.length)
      const read = await readArchive(flipped(archive, at, Math.floor(random() * 8)), READING)
      if (!read.ok) continue
      // Dates, checksums of the zip and other fields that nothing depends on.
      expect([`BUNDLE_SEED=${seed}`, at, read.value.manifest]).toEqual([
        `BUNDLE_SEED=${seed}`,
        at,
        whole.value.manifest,
      ])
      for (const { name } of whole.value.pushes) expect(read.value.text(name)).toBe(whole.value.text(name))
    }
  }, 120_000)
})

describe('a bundle of another team', () => {
  it('is told as that where it opens at all', async () => {
    const pushes = [await pushOf(7, answers(1, 2), OTHER_TEAM)]
    expect(await codeOf(readFile(await bundleOf({ pushes, projectId: OTHER_TEAM })))).toBe('other-project')
    // One of ours that holds their push.
    expect(await codeOf(readFile(await bundleOf({ pushes })))).toBe('other-project')
  })
})

describe('any other file', () => {
  it('is no bundle', async () => {
    for (const text of ['', 'متن', 'PK', '{"nishan":"bundle"}', 'age-encryption.org/v2\n', 'x'.repeat(100_000)]) {
      expect(await codeOf(readFile(Buffer.from(text)))).toBe('not-a-bundle')
    }
    expect(await codeOf(readFile(archive))).toBe('not-a-bundle')
  })
})
