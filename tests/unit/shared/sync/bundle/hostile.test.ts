import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { gzipSync, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { sealWhole } from '#shared/backup/sealing.ts'
import { BUNDLE_LIMITS } from '#shared/sync/bundle/bundle-limits.ts'
import { readBundle } from '#shared/sync/bundle/read-bundle.ts'
import { canonicalJson } from '#shared/sync/operation.ts'
import {
  answers,
  archiveCode,
  archiveOf,
  bundleOf,
  codeOf,
  pushOf,
  readFile,
  READING,
  sealed,
  TEAM_KEYS,
  writerOf,
} from '#tests/support/sync/bundle-data.ts'

type Files = Record<string, Uint8Array>
type Manifest = Record<string, unknown> & { files: { name: string; bytes: number; sha256: string }[] }

let files: Files
let pushName: string

beforeAll(async () => {
  files = unzipSync(await archiveOf(await bundleOf()))
  pushName = `push-${writerOf(7)}-1.ndjson.gz`
})

const manifestOf = (from: Files) => JSON.parse(Buffer.from(from['manifest.json']!).toString()) as Manifest
const entryOf = (name: string, bytes: Uint8Array) => ({ name, bytes: bytes.length, sha256: bytesToHex(sha256(bytes)) })

/** The archive with other files, and a manifest that fits them if wanted. */
function repacked(change: (files: Files) => Files, fit?: (manifest: Manifest) => void): Uint8Array {
  const changed = change({ ...files })
  if (fit !== undefined) {
    const manifest = manifestOf(changed)
    fit(manifest)
    changed['manifest.json'] = utf8ToBytes(canonicalJson(manifest))
  }
  return zipSync(changed, { level: 0 })
}

const fitFiles = (changed: () => Files) => (manifest: Manifest) => {
  manifest.files = Object.entries(changed())
    .filter(([name]) => name !== 'manifest.json')
    .map(([name, bytes]) => entryOf(name, bytes))
}

describe('a bundle that was unpacked and packed again', () => {
  it('is the same bundle, in any order and with any compression', async () => {
    for (const level of [0, 6, 9] as const) {
      const turned = Object.fromEntries(Object.entries(files).toReversed())
      expect(await archiveCode(zipSync(turned, { level, mtime: new Date(2024, 5, 5) }))).toBe('whole')
      expect(await codeOf(readFile(await sealed(zipSync(turned, { level }))))).toBe('whole')
    }
  })

  it('is refused when a push was edited, also with a manifest that fits', async () => {
    const text = Buffer.from(await pushOf(7, answers(1, 3))).toString()
    const edited = gzipSync(strToU8(text.replace('خبر', 'بات').replace('موسم', 'دن')))
    const change = (all: Files) => ({ ...all, [pushName]: edited })
    expect(await archiveCode(repacked(change))).toBe('damaged')
    expect(
      await archiveCode(
        repacked(
          change,
          fitFiles(() => change(files)),
        ),
      ),
    ).toBe('damaged')
  })

  it('is refused when a push is missing, doubled, renamed or put in another’s place', async () => {
    const { [pushName]: taken, ...rest } = files
    expect(await archiveCode(repacked(() => rest))).toBe('damaged')
    expect(
      await archiveCode(
        repacked(
          () => rest,
          fitFiles(() => rest),
        ),
      ),
    ).toBe('damaged')
    const renamed = { ...rest, [`push-${writerOf(9)}-1.ndjson.gz`]: taken! }
    expect(
      await archiveCode(
        repacked(
          () => renamed,
          fitFiles(() => renamed),
        ),
      ),
    ).toBe('damaged')
    const other = `push-${writerOf(8)}-1.ndjson.gz`
    const swapped = { ...files, [pushName]: files[other]!, [other]: taken! }
    expect(
      await archiveCode(
        repacked(
          () => swapped,
          fitFiles(() => swapped),
        ),
      ),
    ).toBe('damaged')
    const doubled = (manifest: Manifest) => manifest.files.push({ ...manifest.files[0]! })
    expect(
      await archiveCode(
        repacked(
          (all) => all,
          (manifest) => void doubled(manifest),
        ),
      ),
    ).toBe('damaged')
  })

  it('is refused when what the manifest says of the digests is not so', async () => {
    for (const part of ['before', 'digest'] as const) {
      const change = (manifest: Manifest) => {
        ;(manifest['writers'] as Record<string, string>[])[0]![part] = '1'.repeat(64)
      }
      expect(await archiveCode(repacked((all) => all, change))).toBe('damaged')
    }
    expect(
      await archiveCode(
        repacked(
          (all) => all,
          (manifest) => void (manifest['writers'] = []),
        ),
      ),
    ).toBe('damaged')
  })

  it('of a later version is told as that, and not looked into', async () => {
    const newer = (manifest: Manifest) => void Object.assign(manifest, { format: 2, novelty: ['نئی چیز'] })
    expect(await archiveCode(repacked((all) => ({ ...all, 'new-thing': new Uint8Array(3) }), newer))).toBe('newer')
    expect(
      await archiveCode(
        repacked(
          (all) => all,
          (manifest) => void (manifest['protocol'] = 2),
        ),
      ),
    ).toBe('newer')
  })

  it('is refused with a manifest that is none', async () => {
    for (const [text, code] of [
      ['', 'not-a-bundle'],
      ['[]', 'not-a-bundle'],
      ['{"nishan":"bundle","format":1}', 'damaged'],
      ['['.repeat(5000), 'not-a-bundle'],
      ['\u{FEFF}{}', 'damaged'],
    ] as const) {
      expect(await archiveCode(repacked((all) => ({ ...all, 'manifest.json': utf8ToBytes(text) })))).toBe(code)
    }
    const notUtf8 = repacked((all) => ({ ...all, 'manifest.json': Uint8Array.of(0x7b, 0xff, 0x7d) }))
    expect(await archiveCode(notUtf8)).toBe('damaged')
    const { 'manifest.json': _manifest, ...rest } = files
    expect(await archiveCode(zipSync(rest))).toBe('not-a-bundle')
    expect(
      await archiveCode(
        repacked(
          (all) => all,
          (manifest) => void (manifest['more'] = 1),
        ),
      ),
    ).toBe('damaged')
  })
})

describe('a file that has no place in a bundle', () => {
  it.each([
    'notes.txt',
    '../push.ndjson.gz',
    '/etc/passwd',
    '..\\..\\x.ndjson.gz',
    'C:\\x',
    'push-../../x-1.ndjson.gz',
    'a/manifest.json',
    '__MACOSX/._manifest.json',
    'manifest.json ',
    'MANIFEST.JSON',
    `blob-${'0'.repeat(64)}`,
    'push-aaaaaaaa-01.ndjson.gz',
    '',
    'folder/',
  ])('is refused: %j', async (name) => {
    const change = (all: Files) => ({ ...all, [name]: utf8ToBytes('x') })
    expect(await archiveCode(repacked(change))).toMatch(/^(unknown-file|damaged)$/)
    expect(
      await archiveCode(
        repacked(
          change,
          fitFiles(() => change(files)),
        ),
      ),
    ).toMatch(/^(unknown-file|damaged)$/)
  })

  it('is refused with a name of many letters', async () => {
    const name = `push-${'a'.repeat(60_000)}-1.ndjson.gz`
    expect(await archiveCode(repacked((all) => ({ ...all, [name]: utf8ToBytes('x') })))).toBe('unknown-file')
  })

  it('is refused when two have one name', async () => {
    const archive = repacked((all) => ({ ...all, 'manifest.jsom': files['manifest.json']! }))
    const text = Buffer.from(archive).toString('latin1').replaceAll('manifest.jsom', 'manifest.json')
    expect(await archiveCode(Buffer.from(text, 'latin1'))).toBe('damaged')
  })

  it('is refused when the name in the list is another than the one before the data', async () => {
    const archive = Buffer.from(repacked((all) => all))
    const at = archive.lastIndexOf(pushName)
    archive.write('q', at)
    expect(await archiveCode(archive)).toMatch(/^(unknown-file|damaged)$/)
  })
})

describe('a bomb', () => {
  const big = (bytes: number) => new Uint8Array(bytes)

  it('of one entry that unpacks to too much is refused by what it says', async () => {
    const bomb = zipSync({ 'manifest.json': big(BUNDLE_LIMITS.manifestBytes + 1) }, { level: 9 })
    expect(bomb.length).toBeLessThan(20_000)
    expect(await archiveCode(bomb)).toBe('too-large')
    const ratio = zipSync({ 'manifest.json': big(2 * 1024 * 1024) }, { level: 9 })
    expect(await archiveCode(ratio)).toBe('too-large')
  })

  it('of an entry that says less than it holds stops there', async () => {
    const bomb = Buffer.from(zipSync({ 'manifest.json': big(60 * 1024 * 1024) }, { level: 9 }))
    const central = bomb.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    bomb.writeUInt32LE(1000, central + 24)
    const before = process.memoryUsage().arrayBuffers
    expect(await archiveCode(bomb)).toMatch(/^(damaged|too-large)$/)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30 * 1024 * 1024)
  })

  it('of a push that unpacks to too much is refused', async () => {
    const packed = gzipSync(big(50 * 1024 * 1024), { level: 9 })
    const change = (all: Files) => ({ ...all, [pushName]: packed })
    expect(
      await archiveCode(
        repacked(
          change,
          fitFiles(() => change(files)),
        ),
      ),
    ).toBe('too-large')
  })

  it('of many entries that lie on the same bytes is refused', async () => {
    const archive = Buffer.from(repacked((all) => all))
    const view = new DataView(archive.buffer, archive.byteOffset)
    const records: number[] = []
    for (let at = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2])); at >= 0;) {
      records.push(at)
      at = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), at + 1)
    }
    view.setUint32(records[2]! + 42, view.getUint32(records[1]! + 42, true), true)
    expect(await archiveCode(archive)).toMatch(/^damaged|unknown-file$/)
  })

  it('of tens of thousands of entries is refused, some thousands are read', async () => {
    const many = (n: number): Zippable =>
      Object.fromEntries(Array.from({ length: n }, (_, index) => [`x${index}`, new Uint8Array(0)]))
    expect(await archiveCode(zipSync({ ...files, ...many(BUNDLE_LIMITS.entries) }, { level: 0 }))).toBe('too-large')
    const pushes = []
    for (let from = 1; from <= 2000; from += 1) pushes.push(await pushOf(7, answers(from, 1)))
    const read = await readFile(await bundleOf({ pushes }))
    expect(read.ok && read.value.pushes.length).toBe(2000)
  }, 60_000)

  it('of a passphrase’s work is refused before it begins', async () => {
    const file = await bundleOf({}, { passphrase: 'لفظ', work: 10 })
    const text = Buffer.from(file).toString('latin1')
    for (const work of ['19', '30', '99']) {
      const heavy = Buffer.from(text.replace(/(-> scrypt \S+) 10\n/, `$1 ${work}\n`), 'latin1')
      const began = performance.now()
      expect(await codeOf(readBundle(heavy, { passphrase: 'لفظ' }, READING))).toBe('too-large')
      expect(performance.now() - began).toBeLessThan(500)
    }
  })

  it('of a file larger than any bundle is refused unread', async () => {
    expect(await codeOf(readFile(big(BUNDLE_LIMITS.fileBytes + 1)))).toBe('too-large')
  })

  it('is refused inside a seal as outside', async () => {
    const bomb = zipSync({ 'manifest.json': big(BUNDLE_LIMITS.manifestBytes + 1) }, { level: 9 })
    const file = await sealWhole(bomb, { recipients: [TEAM_KEYS.recipient] })
    expect(await codeOf(readFile(file))).toBe('too-large')
  })
})
