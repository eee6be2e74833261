import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { JOURNAL_VERSIONS } from '#electron/main/services/journal/journal-schema.ts'
import { Journal } from '#electron/main/services/journal/journal.ts'
import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { emptiedOperation } from '#shared/sync/emptied-operation.ts'
import { heldInside, heldOperation } from '#shared/sync/held-operation.ts'
import { canonicalJson, operationHash, type Operation, type OperationDraft } from '#shared/sync/operation.ts'

const PROJECT = 'p1' as ProjectId
const WRITER = 'w1' as WriterId
const OTHER = 'w2' as WriterId
const NOTHING = { seq: 0, lamport: 0 }
const NOW = new Date('2026-11-25T10:00:00Z')

let folder: string
let open: Journal[]

const path = () => join(folder, 'journal', 'journal.sqlite')

function openJournal(): Journal {
  const journal = new Journal(path(), () => NOW)
  open.push(journal)
  return journal
}

function closeAll(): void {
  for (const journal of open.splice(0)) journal.close()
}

function draft(value: string): OperationDraft {
  return { kind: 'comment.set', item: 'c:0', value, at: 1, taskVersion: 1 }
}

function append(journal: Journal, values: readonly string[], known = NOTHING, writerId = WRITER) {
  return journal.append({ projectId: PROJECT, writerId, drafts: values.map(draft), known })
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nishan-journal-'))
  open = []
})

afterEach(() => {
  closeAll()
  rmSync(folder, { recursive: true, force: true })
})

describe('appending', () => {
  it('counts seq within the writer and lamport within the project', () => {
    const journal = openJournal()
    expect(append(journal, ['الف', 'ب']).map(({ seq, lamport }) => [seq, lamport])).toEqual([
      [1, 1],
      [2, 2],
    ])
    expect(append(journal, ['پ'], NOTHING, OTHER).map(({ seq, lamport }) => [seq, lamport])).toEqual([[1, 3]])
    expect(append(journal, ['ت']).map(({ seq, lamport }) => [seq, lamport])).toEqual([[3, 4]])
  })

  it('goes on after what IndexedDB knows, when that is more', () => {
    const [operation] = append(openJournal(), ['الف'], { seq: 7, lamport: 40 })
    expect(operation).toMatchObject({ seq: 8, lamport: 41 })
  })

  it('keeps all of a list or nothing', () => {
    const journal = openJournal()
    const broken = { ...draft('ب'), value: 1n }
    expect(() =>
      journal.append({ projectId: PROJECT, writerId: WRITER, drafts: [draft('الف'), broken], known: NOTHING }),
    ).toThrow(/BigInt/)
    expect(journal.operationsAfter(WRITER, 0, 10)).toEqual([])
    expect(append(journal, ['پ'])[0]?.seq).toBe(1)
  })

  it('gives back what was kept, after a restart too', () => {
    const kept = append(openJournal(), ['نشان', 'لیبل', 'متن'])
    closeAll()
    const journal = openJournal()
    expect(journal.found).toEqual({ state: 'whole' })
    expect(journal.operationsAfter(WRITER, 0, 10)).toEqual(kept)
    expect(journal.operationsAfter(WRITER, 1, 1)).toEqual([kept[1]])
  })
})

describe('restoring', () => {
  it('adds what is missing, leaves what is there, and refuses a fork whole', () => {
    const [first, second, third] = append(openJournal(), ['الف', 'ب', 'پ'])
    closeAll()
    rmSync(join(folder, 'journal'), { recursive: true })
    const journal = openJournal()
    expect(journal.found).toEqual({ state: 'new' })
    expect(journal.restore(PROJECT, WRITER, [first!, third!])).toBe(2)
    expect(journal.restore(PROJECT, WRITER, [first!, second!, third!])).toBe(1)
    expect(journal.operationsAfter(WRITER, 0, 10)).toEqual([first, second, third])
    const fork = { ...first!, value: 'اور' }
    const fourth = { ...third!, seq: 4, lamport: 4 }
    expect(() => journal.restore(PROJECT, WRITER, [fourth, fork])).toThrow(/another content/)
    expect(journal.operationsAfter(WRITER, 3, 10)).toEqual([])
  })
})

describe('a writer that is given up', () => {
  const request = { projectId: PROJECT, writerId: WRITER, from: 2, until: 99, by: OTHER, knownLamport: 9 }
  const writer = { projectId: PROJECT, annotatorId: 'a1' as AnnotatorId, publicKey: Uint8Array.of(1) }

  it('leaves its operations to another, in their order, once', () => {
    const journal = openJournal()
    for (const id of [WRITER, OTHER]) journal.putWriter({ ...writer, id })
    const [first] = append(journal, ['الف', 'ب', 'پ'])
    const reply = journal.reissue(request)
    expect(reply.by).toBe(OTHER)
    expect(reply.operations.map(({ seq, lamport, value }) => [seq, lamport, value])).toEqual([
      [1, 10, 'ب'],
      [2, 11, 'پ'],
    ])
    expect(journal.operationsAfter(WRITER, 0, 10)).toEqual([first])
    expect(journal.operationsAfter(OTHER, 0, 10)).toEqual(reply.operations)
    expect(journal.reissued()).toEqual([{ writerId: WRITER, from: 2, by: OTHER }])
    expect(journal.writers().map(({ id, remote, held }) => [id, remote === true, held])).toEqual([
      [WRITER, true, 1],
      [OTHER, false, 2],
    ])
    // A window that has not heard of it, and the same question again.
    expect(() => append(journal, ['ت'])).toThrow(/not used any more/)
    expect(journal.reissue({ ...request, by: 'w3' as WriterId })).toEqual(reply)
    journal.deleteProject(PROJECT)
    expect(journal.reissued()).toEqual([])
  })

  it('is another laptop: its operations only leave', () => {
    const journal = openJournal()
    append(journal, ['الف', 'ب'])
    expect(journal.reissue({ ...request, by: null })).toEqual({ by: null, operations: [] })
    expect(journal.operationsAfter(WRITER, 0, 10)).toHaveLength(1)
    expect(journal.reissued()).toEqual([])
  })
})

describe('profiles and writers', () => {
  const annotator = {
    id: 'a1' as AnnotatorId,
    name: 'عائشہ',
    colour: 4,
    pin: null,
    createdAt: 1,
    imported: false,
  }

  it('are kept as they are now; a writer keeps its first key', () => {
    const journal = openJournal()
    journal.putAnnotator(annotator)
    journal.putAnnotator({ ...annotator, name: 'عائشہ خان' })
    expect(journal.annotators()).toEqual([{ ...annotator, name: 'عائشہ خان' }])
    const writer = { id: WRITER, projectId: PROJECT, annotatorId: annotator.id, publicKey: Uint8Array.of(1, 2, 3) }
    journal.putWriter(writer)
    journal.putWriter({ ...writer, publicKey: Uint8Array.of(9) })
    expect(journal.writers()).toEqual([{ ...writer, upTo: 0, held: 0 }])
    append(journal, ['الف', 'ب'])
    expect(journal.writers()).toEqual([{ ...writer, upTo: 2, held: 2 }])
    append(journal, ['ت'], { seq: 5, lamport: 9 })
    expect(journal.writers()[0]).toMatchObject({ upTo: 6, held: 3 })
    journal.deleteAnnotator(annotator.id)
    expect(journal.annotators()).toEqual([])
  })
})

it('a journal of the first version is taken over with all it holds', () => {
  openJournal()
  closeAll()
  rmSync(path())
  const old = new DatabaseSync(path())
  old.exec(`${JOURNAL_VERSIONS[0]}; pragma user_version=1`)
  old.exec(`insert into writers values ('w1', 'p1', 'a1', x'01')`)
  const operation = { ...draft('الف'), seq: 1, lamport: 1 }
  old.prepare('insert into operations values (?, ?, ?, ?, ?)').run('w1', 1, 'p1', 1, canonicalJson(operation))
  old.close()
  const journal = openJournal()
  expect(journal.found).toEqual({ state: 'whole' })
  expect(journal.operationsAfter(WRITER, 0, 10)).toEqual([operation])
  expect(journal.writers()).toMatchObject([{ id: WRITER, upTo: 1, held: 1 }])
  expect(journal.writers()[0]).not.toHaveProperty('remote')
  expect(append(journal, ['ب'])[0]).toMatchObject({ seq: 2, lamport: 2 })
})

describe('a damaged file', () => {
  const corruptions: [string, (bytes: Buffer) => Buffer][] = [
    ['cut short', (bytes) => bytes.subarray(0, bytes.length / 2)],
    [
      'with its pages overwritten',
      (bytes) => Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 7)]),
    ],
    ['that is no database', () => Buffer.from('یہ ڈیٹابیس نہیں ہے، ایک عام متن ہے۔'.repeat(20))],
  ]

  it.each(corruptions)('%s is put aside whole, and a new journal begins', (_name, corrupt) => {
    append(
      openJournal(),
      Array.from({ length: 400 }, (_, n) => `تبصرہ ${n}`),
    )
    closeAll()
    const damaged = corrupt(readFileSync(path()))
    writeFileSync(path(), damaged)
    const journal = openJournal()
    expect(journal.found).toEqual({ state: 'damaged', keptAs: 'journal.sqlite.damaged-2026-11-25T10-00-00-000Z' })
    const kept = readdirSync(join(folder, 'journal')).find((name) => name.endsWith('damaged-2026-11-25T10-00-00-000Z'))
    expect(readFileSync(join(folder, 'journal', kept ?? '')).equals(damaged)).toBe(true)
    expect(append(journal, ['نیا'], { seq: 400, lamport: 400 })[0]).toMatchObject({ seq: 401, lamport: 401 })
  })

  it('of a newer version is left as it is', () => {
    openJournal()
    closeAll()
    const bytes = readFileSync(path())
    // user_version stands at byte 60 of a database file, big-endian.
    bytes.writeUInt32BE(99, 60)
    writeFileSync(path(), bytes)
    expect(() => openJournal()).toThrow(/version 99/)
    expect(readFileSync(path()).readUInt32BE(60)).toBe(99)
  })
})

describe('an erased item', () => {
  const SECRET = 'رازداری'
  const erasure: OperationDraft = {
    kind: 'item.erase',
    item: 'c:0',
    value: { sha256: '1'.repeat(64), bytes: 9 },
    at: 2,
    taskVersion: 1,
  }
  const erase = (journal: Journal) =>
    journal.append({ projectId: PROJECT, writerId: OTHER, drafts: [erasure], known: NOTHING })
  const held = (): string[] =>
    readdirSync(join(folder, 'journal')).filter((name) =>
      readFileSync(join(folder, 'journal', name)).includes(Buffer.from(SECRET)),
    )

  it('is emptied in every operation, those put aside after a fork and those held too, and in the files', () => {
    const journal = openJournal()
    const long = SECRET.repeat(3_000)
    const said = append(journal, [SECRET, long, SECRET])
    const aside = defined(append(journal, [`${SECRET} الگ`], NOTHING, 'w3' as WriterId)[0], 'operation')
    journal.restore(PROJECT, 'w4' as WriterId, [heldOperation(aside, 'role')])
    journal.reissue({ projectId: PROJECT, writerId: WRITER, from: 3, by: null, knownLamport: 0, until: 1 })
    expect(held()).not.toEqual([])
    erase(journal)
    expect(held()).toEqual([])
    expect(journal.operationsAfter(WRITER, 0, -1).map(operationHash)).toEqual(said.slice(0, 2).map(operationHash))
    expect(heldInside(defined(journal.operationsAfter('w4' as WriterId, 0, -1)[0], 'held'))).toMatchObject({
      operation: { erased: operationHash(aside) },
    })
    closeAll()
    expect(held()).toEqual([])
  })

  it('takes what comes later emptied, own and from elsewhere, and after its project left and came back', () => {
    const journal = openJournal()
    erase(journal)
    const [own] = append(journal, [SECRET], NOTHING, OTHER)
    expect(own).toEqual(emptiedOperation(own as Operation))
    const pulled: Operation = { ...draft(SECRET), seq: 1, lamport: 9 }
    expect(journal.restore(PROJECT, WRITER, [pulled])).toBe(1)
    expect(journal.restore(PROJECT, WRITER, [pulled])).toBe(0)
    journal.deleteProject(PROJECT)
    journal.restore(PROJECT, WRITER, [pulled])
    expect(journal.operationsAfter(WRITER, 0, -1)).toEqual([emptiedOperation(pulled)])
    expect(held()).toEqual([])
  })

  it('is never filled again by a store that still has it, and fills one that has it with nothing', () => {
    const journal = openJournal()
    const [said] = append(journal, [SECRET])
    const emptied = emptiedOperation(said as Operation)
    expect(journal.restore(PROJECT, WRITER, [emptied])).toBe(0)
    expect(journal.operationsAfter(WRITER, 0, -1)).toEqual([emptied])
    expect(journal.restore(PROJECT, WRITER, [said as Operation])).toBe(0)
    expect(journal.operationsAfter(WRITER, 0, -1)).toEqual([emptied])
    expect(() => journal.restore(PROJECT, WRITER, [{ ...(said as Operation), value: 'اور' }])).toThrow(
      'another content',
    )
  })
})
