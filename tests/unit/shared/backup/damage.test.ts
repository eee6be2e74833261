import fc from 'fast-check'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { BACKUP_LIMITS } from '#shared/backup/backup-limits.ts'
import { headerLine, type Seal } from '#shared/backup/backup-schema.ts'
import { makeSeal } from '#shared/backup/sealing.ts'
import { TAR_END, tarHeader, tarPadding } from '#shared/backup/tar-blocks.ts'
import { canonicalJson } from '#shared/sync/operation.ts'
import { codeOf, memorySource, PLAIN, readAll, sha256Of, smallHeld, written } from '#tests/support/backup-data.ts'

const { createdAt } = PLAIN
const sha256Text = (text: string) => sha256Of(utf8ToBytes(text))

let plain: Buffer
let sealed: Buffer
let seal: Seal

beforeAll(async () => {
  seal = await makeSeal('ایک دو تین', 10)
  plain = await written(memorySource(smallHeld()))
  sealed = await written(memorySource(smallHeld()), { seal })
})

const opened = (bytes: Uint8Array) => codeOf(bytes, { key: { passphrase: 'ایک دو تین' } })

/** A file of any entries, with an end that fits them: what a clumsy or hostile program would write. */
function fileOf(entries: [name: string, bytes: Uint8Array][], change: { bytesTold?: number; end?: boolean } = {}) {
  const header = { nishan: 'backup', format: 1, createdAt, sealed: null } as const
  const parts: Uint8Array[] = [utf8ToBytes(headerLine(header, sha256Text))]
  const add = (name: string, bytes: Uint8Array, told = bytes.length) =>
    parts.push(tarHeader(name, told, createdAt), bytes, new Uint8Array(tarPadding(bytes.length)))
  const told = entries.map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256Of(bytes) }))
  entries.forEach(([name, bytes], at) => add(name, bytes, at === entries.length - 1 ? change.bytesTold : undefined))
  if (change.end !== false) add('end.json', utf8ToBytes(canonicalJson({ entries: told, operations: 1 })))
  return Buffer.concat([...parts, TAR_END])
}

const WRITER = { id: 'w1', projectId: 'p1', annotatorId: 'a1', publicKey: '00', upTo: 1, held: 1 }
const MANIFEST = {
  appVersion: '1',
  createdAt,
  withTexts: true,
  blobs: 0,
  projects: [],
  writers: [WRITER],
  missingBlobs: [],
}
const manifest = (change: object = {}): [string, Uint8Array] => [
  'manifest.json',
  utf8ToBytes(canonicalJson({ ...MANIFEST, ...change })),
]
const profiles: [string, Uint8Array] = ['profiles.json', utf8ToBytes('[]')]
const OPERATION = { seq: 1, lamport: 1, kind: 'comment.set', item: 'c:1', at: 1, taskVersion: 1, value: 'متن' }
const HEAD = { writer: 'w1', project: 'p1' }

const page = (lines: unknown[], name = 'operations/answers/000001.ndjson.gz'): [string, Uint8Array] => [
  name,
  gzipSync(lines.map((line) => `${canonicalJson(line)}\n`).join('')),
]

describe('a file that is cut short', () => {
  it('is refused wherever it is cut, plain or sealed', async () => {
    expect(await codeOf(plain)).toBe('whole')
    expect(await opened(sealed)).toBe('whole')
    for (let tenth = 1; tenth < 10; tenth += 1) {
      expect(await codeOf(plain.subarray(0, Math.floor((plain.length * tenth) / 10)))).toBe('cut-short')
      expect(await opened(sealed.subarray(0, Math.floor((sealed.length * tenth) / 10)))).toBe('cut-short')
    }
    expect(await codeOf(plain.subarray(0, -1))).toBe('cut-short')
    expect(await opened(sealed.subarray(0, -1))).toBe('cut-short')
  })

  it('is refused wherever its last blocks are cut', async () => {
    for (let cut = 1; cut <= 2048; cut += 7) expect(await codeOf(plain.subarray(0, -cut))).toBe('cut-short')
  })

  it('is no backup when not even its first line is whole', async () => {
    expect(await codeOf(plain.subarray(0, 20))).toBe('not-a-backup')
    expect(await codeOf(Buffer.alloc(0))).toBe('not-a-backup')
  })
})

describe('a file with a flipped bit', () => {
  it('is refused wherever the bit lies, and never taken for a newer one', async () => {
    // Seven does not divide the block size: every place of a block is met.
    for (let at = 0; at < plain.length; at += 7) {
      const bytes = Buffer.from(plain)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
      const code = await codeOf(bytes)
      expect([at, code]).toEqual([at, expect.stringMatching(/^(damaged|not-a-backup|cut-short|too-large)$/)])
    }
  }, 120_000)

  it('is refused wherever several bits lie, sealed too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.record({ at: fc.nat(), bit: fc.nat(7) }), { minLength: 1, maxLength: 5 }),
        async (isSealed, flips) => {
          const whole = isSealed ? sealed : plain
          const bytes = Buffer.from(whole)
          for (const { at, bit } of flips) bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << bit)
          if (bytes.equals(whole)) return
          expect(await opened(bytes)).not.toBe('whole')
        },
      ),
      { numRuns: 300 },
    )
  }, 60_000)

  it('is told with the entry in which it lies', async () => {
    const held = smallHeld()
    const [name = ''] = [...held.blobs.keys()].toSorted()
    const bytes = Buffer.from(plain)
    const at = bytes.indexOf(`blobs/${name}`) + 512
    bytes[at + 20] = (bytes[at + 20] ?? 0) ^ 4
    const { result } = await readAll(bytes)
    expect(result).toEqual({ ok: false, error: { code: 'damaged', entry: `blobs/${name}` } })
  })
})

describe('a file of another kind', () => {
  it('is no backup, whatever its name says', async () => {
    const others = ['', '{}\n', '{"nishan":"labels"}\n', 'متن,لیبل\nایک,دو\n', '[1,2]\n', `${'x'.repeat(100_000)}\n`]
    for (const text of others) expect(await codeOf(Buffer.from(text))).toBe('not-a-backup')
    expect(await codeOf(gzipSync('متن'))).toBe('not-a-backup')
    // Without its first line it is an archive and nothing more.
    expect(await codeOf(plain.subarray(plain.indexOf('\n') + 1))).toBe('not-a-backup')
  })

  it('of a newer format is told as that, and nothing of it is read', async () => {
    const newer = { nishan: 'backup', format: 2, createdAt, sealed: null, more: ['نئی چیز'] }
    const line = headerLine(newer as never, sha256Text)
    expect(await codeOf(Buffer.from(`${line}anything`))).toBe('newer-format')
  })

  it('with something behind its end, or two files in one, is damaged', async () => {
    expect(await codeOf(Buffer.concat([plain, Buffer.of(0)]))).toBe('damaged')
    expect(await codeOf(Buffer.concat([plain, plain]))).toBe('damaged')
  })
})

describe('a sealed file', () => {
  it('asks for its passphrase and tells a wrong one', async () => {
    expect(await codeOf(sealed)).toBe('needs-passphrase')
    expect(await codeOf(sealed, { key: { passphrase: 'ایک دو' } })).toBe('wrong-passphrase')
  })

  it('is damaged, not wrong, when the key is right and the rest is not its own', async () => {
    const other = await written(memorySource(smallHeld()), { seal: await makeSeal('اور', 10) })
    const mixed = Buffer.concat([sealed.subarray(0, sealed.indexOf('\n') + 1), other.subarray(other.indexOf('\n') + 1)])
    expect(await opened(mixed)).toBe('damaged')
  })
})

describe('what a clumsy or hostile program writes', () => {
  it('is taken when it keeps the rules', async () => {
    expect(await codeOf(fileOf([manifest(), profiles, page([HEAD, OPERATION])]))).toBe('whole')
  })

  const next = { ...OPERATION, seq: 2 }
  const answers = 'operations/answers/000001.ndjson.gz'
  const cases: [string, [string, Uint8Array][]][] = [
    ['no manifest', [profiles, page([HEAD, OPERATION])]],
    ['no profiles', [manifest(), page([HEAD, OPERATION])]],
    ['two manifests', [manifest(), manifest(), profiles, page([HEAD, OPERATION])]],
    ['parts out of order', [manifest(), profiles, page([HEAD, OPERATION]), [`blobs/${'a'.repeat(64)}`, Buffer.of(1)]]],
    ['a blob under another name', [manifest({ blobs: 1 }), profiles, [`blobs/${'a'.repeat(64)}`, Buffer.of(1)]]],
    ['an entry that nobody knows', [manifest(), profiles, ['extra.json', Buffer.of(1)], page([HEAD, OPERATION])]],
    ['a name that climbs', [manifest(), profiles, ['../../etc/passwd', Buffer.of(1)], page([HEAD, OPERATION])]],
    ['an operation of an unknown writer', [manifest(), profiles, page([{ ...HEAD, writer: 'w2' }, OPERATION])]],
    ['an operation of another project', [manifest(), profiles, page([{ ...HEAD, project: 'p2' }, OPERATION])]],
    ['an operation after the head', [manifest(), profiles, page([HEAD, next])]],
    [
      'more operations than told',
      [manifest({ writers: [{ ...WRITER, upTo: 2 }] }), profiles, page([HEAD, OPERATION, next])],
    ],
    [
      'fewer operations than told',
      [manifest({ writers: [{ ...WRITER, held: 2, upTo: 2 }] }), profiles, page([HEAD, OPERATION])],
    ],
    [
      'operations out of order',
      [manifest({ writers: [{ ...WRITER, held: 2, upTo: 2 }] }), profiles, page([HEAD, next, OPERATION])],
    ],
    [
      'an answer among the project’s',
      [manifest(), profiles, page([HEAD, OPERATION], 'operations/project/000001.ndjson.gz')],
    ],
    ['an operation without its seq', [manifest(), profiles, page([HEAD, { ...OPERATION, seq: 0 }])]],
    [
      'a page number that skips',
      [manifest(), profiles, page([HEAD, OPERATION], 'operations/answers/000002.ndjson.gz')],
    ],
    ['an empty page', [manifest(), profiles, page([HEAD])]],
    ['a page that is no gzip', [manifest(), profiles, [answers, Buffer.from('متن')]]],
    ['a page that is no UTF-8', [manifest(), profiles, [answers, gzipSync(Buffer.of(0xff, 0xfe, 10))]]],
    ['another moment in the manifest', [manifest({ createdAt: 5 }), profiles, page([HEAD, OPERATION])]],
  ]

  it.each(cases)('with %s is damaged', async (_name, entries) => {
    expect(await codeOf(fileOf(entries))).toBe('damaged')
  })

  it('without an end is cut short or damaged, however whole it looks', async () => {
    const file = fileOf([manifest(), profiles, page([HEAD, OPERATION])], { end: false })
    expect(await codeOf(file)).toBe('damaged')
    expect(await codeOf(file.subarray(0, -TAR_END.length))).toBe('cut-short')
  })

  it('that unpacks into far more than its bytes is refused before it fills the memory', async () => {
    const bomb = gzipSync(Buffer.alloc(BACKUP_LIMITS.pageBytes + 1, 'x'))
    expect(bomb.length).toBeLessThan(100_000)
    const before = process.memoryUsage().rss
    expect(await codeOf(fileOf([manifest(), profiles, [answers, bomb]]))).toBe('too-large')
    expect(process.memoryUsage().rss - before).toBeLessThan(3 * BACKUP_LIMITS.pageBytes)
  })

  it('that tells of more bytes than an entry may have is refused before they are read', async () => {
    const told = BACKUP_LIMITS.blobBytes + 1
    const file = fileOf([manifest(), profiles, [`blobs/${'a'.repeat(64)}`, Buffer.of(1)]], { bytesTold: told })
    expect(await codeOf(file)).toBe('too-large')
  })
})
