import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BlobFiles } from '#electron/main/services/blob-files.ts'
import { Journal } from '#electron/main/services/journal/journal.ts'
import type { JournalDoor } from '#electron/main/services/journal/journal-door.ts'
import { journalSource } from '#electron/main/services/snapshots/journal-source.ts'
import { realDisk, type SnapshotDisk } from '#electron/main/services/snapshots/snapshot-disk.ts'
import { SnapshotMemoryFile } from '#electron/main/services/snapshots/snapshot-memory.ts'
import { Snapshots, type SnapshotDeps } from '#electron/main/services/snapshots/snapshots.ts'
import { makeSeal } from '#shared/backup/sealing.ts'
import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { SnapshotsState } from '#shared/ipc/snapshots-contract.ts'
import { readAll, sha256Of } from '#tests/support/backup-data.ts'

const HOUR = 3_600_000
const WRITER = 'w1' as WriterId
const PROJECT = 'p1' as ProjectId
const BLOB = new TextEncoder().encode('ایک ٹکڑا متن')

let root: string
let journal: Journal
let blobs: BlobFiles
let now: number
let events: string[]
let told: SnapshotsState[]

const own = () => join(root, 'snapshots')
const usb = () => join(root, 'USB')
const filesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder).toSorted() : [])

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'nishan-snapshots-'))
  journal = new Journal(join(root, 'journal.sqlite'))
  blobs = new BlobFiles(join(root, 'blobs'))
  now = new Date(2026, 10, 25, 9, 10).getTime()
  events = []
  told = []
  journal.putWriter({ id: WRITER, projectId: PROJECT, annotatorId: 'a1' as AnnotatorId, publicKey: Uint8Array.of(1) })
  journal.putAnnotator({ id: 'a1' as AnnotatorId, name: 'عائشہ', colour: 4, pin: null, createdAt: 1, imported: false })
  await blobs.put(sha256Of(BLOB), BLOB)
  add('project.set', 'name', 'خبریں')
  add('chunk.add', 'chunk000', { importId: 'i', sha256: sha256Of(BLOB), items: 3, bytes: BLOB.length, firstOrder: 0 })
  work(1)
})

afterEach(() => {
  journal.close()
  rmSync(root, { recursive: true, force: true })
})

function add(kind: 'project.set' | 'chunk.add', key: string, value: unknown, item = '') {
  const draft = { kind, key, item, value, at: 5, taskVersion: 1 }
  journal.append({ projectId: PROJECT, writerId: WRITER, drafts: [draft], known: { seq: 0, lamport: 0 } })
}

/** Answers that are worth a new snapshot. */
function work(count: number) {
  const draft = { kind: 'item.status' as const, item: 'chunk000:1', value: 'done', at: 5, taskVersion: 1 }
  const drafts = Array.from({ length: count }, () => draft)
  journal.append({ projectId: PROJECT, writerId: WRITER, drafts, known: { seq: 0, lamport: 0 } })
}

function open(disk: Partial<SnapshotDisk> = {}, change: Partial<SnapshotDeps> = {}): Snapshots {
  const door = { open: () => journal } as unknown as JournalDoor
  return new Snapshots({
    ownFolder: own(),
    memory: new SnapshotMemoryFile(join(root, 'snapshots.json'), () => undefined),
    disk: { ...realDisk, ...disk },
    log: (event, fields = {}) => void events.push(`${event} ${JSON.stringify(fields)}`),
    now: () => now,
    askPage: async () => null,
    sourceWith: (page) => journalSource({ door, blobs, appVersion: '1.0.0' }, page),
    expectedBytes: async () => 1000,
    onChange: (state) => void told.push(structuredClone(state)),
    ...change,
  })
}

describe('a snapshot', () => {
  it('holds the whole journal and its blobs, under the name of its moment', async () => {
    const snapshots = open({}, { askPage: async () => ({ hidden: [], local: { drafts: [], places: [] } }) })
    expect(await snapshots.make()).toBe('made')
    expect(filesIn(own())).toEqual(['nishan-2026-11-25-0910.nishanbackup'])
    const { result, read } = await readAll(readFileSync(join(own(), filesIn(own())[0]!)))
    expect(result).toMatchObject({ ok: true, value: { operations: 3, blobs: 1 } })
    expect(read.pages.flatMap(({ operations }) => operations)).toEqual(journal.operationsAfter(WRITER, 0, 10))
    expect(read.blobs.get(sha256Of(BLOB))).toEqual(BLOB)
    expect(read.manifest?.projects).toMatchObject([{ name: 'خبریں', texts: 3, finished: 1 }])
    expect(read.local).toEqual({ drafts: [], places: [] })
    expect(await snapshots.state()).toMatchObject({ last: { at: now, place: 'own', operations: 3 }, problem: null })
  })

  it('leaves out what the page says is deleted', async () => {
    const snapshots = open({}, { askPage: async () => ({ hidden: [PROJECT], local: { drafts: [], places: [] } }) })
    expect(await snapshots.make()).toBe('made')
    const { read } = await readAll(readFileSync(join(own(), filesIn(own())[0]!)))
    expect(read.manifest?.projects).toEqual([])
    expect(read.pages).toEqual([])
  })

  it('tells its progress through both steps and ends without one', async () => {
    work(3000)
    const steps = new Set<string>()
    const snapshots = open()
    const tell = setInterval(() => void snapshots.state().then(({ running }) => running && steps.add(running.step)), 1)
    await snapshots.make()
    clearInterval(tell)
    expect(told[0]?.running).toMatchObject({ step: 'writing', elapsedMs: 0 })
    expect(told.at(-1)).toMatchObject({ running: null, last: { operations: 3003 } })
    expect(steps.has('writing')).toBe(true)
  })

  it('is sealed when a passphrase was set, and is still read back whole', async () => {
    const snapshots = open()
    await snapshots.setSeal(await makeSeal('چار لفظ', 10))
    expect(await snapshots.make()).toBe('made')
    const bytes = readFileSync(join(own(), filesIn(own())[0]!))
    expect(bytes.includes('خبریں')).toBe(false)
    expect((await readAll(bytes)).result).toMatchObject({ ok: false, error: { code: 'needs-passphrase' } })
    const { result } = await readAll(bytes, { key: { passphrase: 'چار لفظ' } })
    expect(result).toMatchObject({ ok: true, value: { operations: 3 } })
    expect(await snapshots.list()).toMatchObject([{ sealed: true, projects: null, problem: null }])
  })

  it('is made once for two calls, and is taken back whole when it is cancelled', async () => {
    work(5000)
    const snapshots = open()
    const first = snapshots.make()
    expect(snapshots.make()).toBe(first)
    await new Promise((resolve) => setTimeout(resolve, 5))
    snapshots.cancel()
    expect(await first).toBe('stopped')
    expect(filesIn(own())).toEqual([])
    expect(await snapshots.state()).toMatchObject({ last: null, problem: null, running: null })
    const second = snapshots.make()
    await snapshots.close()
    expect(await second).toBe('stopped')
    expect(await snapshots.make()).toBe('stopped')
    expect(filesIn(own())).toEqual([])
  })
})

describe('a bit that flips between writing and reading back', () => {
  /** A disk that gives back another bit than it was given, in one folder. */
  const lying = (folder: string): Partial<SnapshotDisk> => ({
    async *read(path) {
      let at = 0
      for await (const piece of realDisk.read(path)) {
        const wrong = Uint8Array.from(piece)
        if (path.startsWith(folder) && at === 0) wrong[3000] = (wrong[3000] ?? 0) ^ 1
        at += piece.length
        yield wrong
      }
    },
  })

  it('is found: nothing is kept there, the own folder takes the snapshot, and the page is told', async () => {
    mkdirSync(usb())
    const snapshots = open(lying(usb()))
    await snapshots.setFolder(usb())
    expect(await snapshots.make()).toBe('made')
    expect(filesIn(usb())).toEqual([])
    expect(filesIn(own())).toHaveLength(1)
    expect(await snapshots.state()).toMatchObject({ last: { place: 'own' }, problem: { code: 'folder-damaged' } })
    expect(events.join()).toContain('snapshot-not-verified {"place":"chosen","code":"damaged"}')
  })

  it('everywhere: none is kept, older ones stay, and it says so', async () => {
    await open().make()
    const before = filesIn(own())
    now += 24 * HOUR
    work(1)
    const snapshots = open(lying(root))
    expect(await snapshots.make()).toBe('failed')
    expect(filesIn(own())).toEqual(before)
    expect(await snapshots.state()).toMatchObject({ problem: { code: 'disk-damaged', since: now } })
  })
})

describe('the chosen folder', () => {
  it('gets the snapshots; while it is away the own one does, and it says since when', async () => {
    mkdirSync(usb())
    const snapshots = open()
    await snapshots.setFolder(usb())
    expect(await snapshots.make()).toBe('made')
    expect(filesIn(usb())).toHaveLength(1)
    expect(await snapshots.state()).toMatchObject({ folder: { name: 'USB', found: true }, last: { place: 'chosen' } })

    renameSync(usb(), join(root, 'pocket'))
    const since = (now += 24 * HOUR)
    work(1)
    await snapshots.look()
    now += 24 * HOUR
    work(1)
    await snapshots.look()
    expect(filesIn(own())).toHaveLength(2)
    expect(await snapshots.state()).toMatchObject({
      folder: { name: 'USB', found: false },
      last: { place: 'own' },
      problem: { code: 'folder-missing', since },
    })

    renameSync(join(root, 'pocket'), usb())
    now += 24 * HOUR
    work(1)
    await snapshots.look()
    expect(filesIn(usb())).toHaveLength(2)
    expect(await snapshots.state()).toMatchObject({ last: { place: 'chosen' }, problem: null })
  })

  const refusal = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }))

  it.each([
    ['full', 'folder-full', { create: refusal('ENOSPC') }],
    ['read-only', 'folder-denied', { create: refusal('EROFS') }],
    ['forbidden', 'folder-denied', { names: refusal('EACCES') }],
    ['pulled out while it is written', 'folder-missing', { bytesOf: refusal('EIO') }],
    ['of a strange file system', 'folder-denied', { rename: refusal('EINVAL') }],
  ] as const)('that is %s gives way to the own one (%s)', async (_how, code, broken) => {
    mkdirSync(usb())
    const [[name, refuse]] = Object.entries(broken) as [[keyof SnapshotDisk, () => Promise<never>]]
    const real = realDisk[name] as (path: string, ...rest: unknown[]) => Promise<never>
    const disk = {
      [name]: (path: string, ...rest: unknown[]) => (path.startsWith(usb()) ? refuse() : real(path, ...rest)),
    }
    const snapshots = open(disk)
    await snapshots.setFolder(usb())
    expect(await snapshots.make()).toBe('made')
    expect(filesIn(usb())).toEqual([])
    expect(filesIn(own())).toHaveLength(1)
    expect(await snapshots.state()).toMatchObject({ last: { place: 'own' }, problem: { code } })
  })

  it('with too little room is not begun, and nothing older is given up for it', async () => {
    mkdirSync(usb())
    const snapshots = open({ freeBytes: async (folder) => (folder === usb() ? 999 : 1e9) })
    await snapshots.setFolder(usb())
    expect(await snapshots.make()).toBe('made')
    expect(await snapshots.state()).toMatchObject({ last: { place: 'own' }, problem: { code: 'folder-full' } })
    const nowhere = open({ freeBytes: async () => 100 })
    now += 24 * HOUR
    expect(await nowhere.make()).toBe('failed')
    expect(await nowhere.state()).toMatchObject({ problem: { code: 'disk-full' } })
    expect(filesIn(own())).toHaveLength(1)
  })

  it('is told by its name alone', async () => {
    const snapshots = open()
    await snapshots.setFolder(usb())
    expect(JSON.stringify(await snapshots.state())).not.toContain(root)
  })
})

describe('daily', () => {
  it('one is made when the newest is twenty hours old and something has changed, over restarts too', async () => {
    await open().look()
    expect(filesIn(own())).toHaveLength(1)
    work(1)
    now += 19 * HOUR
    await open().look()
    expect(filesIn(own())).toHaveLength(1)
    now += 2 * HOUR
    await open().look()
    expect(filesIn(own())).toHaveLength(2)
    now += 48 * HOUR
    await open().look()
    expect(filesIn(own())).toHaveLength(2)
    journal.putAnnotator({ id: 'a2' as AnnotatorId, name: 'حمزہ', colour: 1, pin: null, createdAt: 2, imported: false })
    await open().look()
    expect(filesIn(own())).toHaveLength(3)
  })

  it('none is made of a laptop without work', async () => {
    journal.deleteProject(PROJECT)
    await open().look()
    expect(filesIn(own())).toEqual([])
  })

  it('a journal that cannot be opened is told, and the older snapshots stay', async () => {
    await open().make()
    now += 24 * HOUR
    const refusing = { open: () => journal } as unknown as JournalDoor
    const failing = Object.assign(new Error('cannot open'), { errcode: 14 })
    refusing.open = () => {
      throw failing
    }
    const snapshots = open({}, { sourceWith: (page) => journalSource({ door: refusing, blobs, appVersion: '' }, page) })
    await snapshots.look()
    expect(await snapshots.state()).toMatchObject({ problem: { code: 'journal-refused' } })
    expect(filesIn(own())).toHaveLength(1)
  })

  it('fourteen are kept, the newest, and only ours are ever deleted', async () => {
    mkdirSync(usb())
    const foreign = ['nishan-2020-01-01-0000.nishanbackup', 'nishan-2020-01-02-0000.nishanbackup', 'تصویر.jpg']
    // One of another laptop, one that only has the name, one that is something else.
    const other = open({}, { now: () => new Date(2020, 0, 1).getTime() })
    await other.make()
    renameSync(join(own(), filesIn(own())[0]!), join(usb(), foreign[0]!))
    writeFileSync(join(usb(), foreign[1]!), 'یہ بیک اپ نہیں')
    writeFileSync(join(usb(), foreign[2]!), 'x')
    const snapshots = open()
    await snapshots.setFolder(usb())
    for (let day = 0; day < 17; day += 1) {
      now += 24 * HOUR
      work(1)
      await snapshots.look()
    }
    const names = filesIn(usb())
    expect(names).toHaveLength(14 + foreign.length)
    expect(names).toEqual(expect.arrayContaining(foreign))
    expect(names.filter((name) => !foreign.includes(name))[0]).toBe('nishan-2026-11-29-0910.nishanbackup')
    expect(events.filter((event) => event.startsWith('snapshots-removed'))).toHaveLength(3)
    expect((await snapshots.list()).filter(({ problem }) => problem === null)).toHaveLength(15)
  })

  it('half-written files of an earlier run are removed, those of others are not', async () => {
    mkdirSync(own())
    writeFileSync(join(own(), 'nishan-2026-11-24-0910.nishanbackup.part'), 'آدھا')
    writeFileSync(join(own(), 'film.part'), 'x')
    await open().make()
    expect(filesIn(own())).toEqual(['film.part', 'nishan-2026-11-25-0910.nishanbackup'])
    await open().make()
    expect(filesIn(own())).toContain('nishan-2026-11-25-0910-2.nishanbackup')
  })
})

describe('the list', () => {
  it('shows what lies in both folders with its projects, and bad files as that', async () => {
    mkdirSync(usb())
    const snapshots = open()
    await snapshots.make()
    await snapshots.setFolder(usb())
    now += HOUR
    await snapshots.make()
    writeFileSync(join(usb(), 'خراب.nishanbackup'), '{"nishan":"backup"')
    const listed = await snapshots.list()
    expect(listed.map(({ place, problem, at }) => [place, problem, at])).toEqual([
      ['chosen', null, now],
      ['own', null, now - HOUR],
      ['chosen', 'damaged', 0],
    ])
    expect(listed[0]).toMatchObject({ sealed: false, projects: [{ name: 'خبریں', texts: 3 }] })
    expect(snapshots.pathOf(listed[0]!.id)).toBe(join(usb(), listed[0]!.name))
  })

  it('gives no path for an id of another folder or file', async () => {
    const snapshots = open()
    for (const id of [
      'own/../journal.sqlite',
      'own/a/b.nishanbackup',
      'chosen/x.nishanbackup',
      'own/x.txt',
      '/etc/x',
      '',
    ]) {
      expect(() => snapshots.pathOf(id)).toThrow('file-gone')
    }
  })
})
