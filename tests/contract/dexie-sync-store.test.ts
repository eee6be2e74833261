import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId, ItemId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { Operation, OperationDraft } from '#shared/sync/operation.ts'
import { createProject } from '#renderer/data/commands/create-project.ts'
import { importAnswers } from '#renderer/data/commands/import-answers.ts'
import { prepareChunk } from '#renderer/data/commands/import-items.ts'
import { ImportedPeople } from '#renderer/data/commands/imported-people.ts'
import { createProfile } from '#renderer/data/commands/profiles.ts'
import { readCounters } from '#renderer/data/queries/projects.ts'
import { reconcileStores } from '#renderer/data/recovery/reconcile-stores.ts'
import { DexieSyncStore } from '#renderer/data/sync/dexie-sync-store.ts'
import { buildItem } from '#tests/support/build-data.ts'
import { DexieLaptop } from '#tests/support/sync/dexie-laptop.ts'
import { keyPairOf, type KeyPair } from '#tests/support/sync/node-ed25519.ts'
import { answer, CHUNK_ID, elsewhere, pageOf, TONE } from '#tests/support/sync/pulled-pages.ts'

const PROJECT = 'pppppppppppppppp' as ProjectId
const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const FATIMA = 'ffffffffffffffff' as AnnotatorId

let keys = 0
let open: DexieLaptop[] = []
const newPair = (): KeyPair => keyPairOf((keys += 1))

async function laptop(withJournal: boolean): Promise<DexieLaptop> {
  const made = await DexieLaptop.open({ projectId: PROJECT, person: BILAL, newPair, withJournal })
  open.push(made)
  await made.beginLink('hub', 'gen1')
  return made
}

beforeEach(() => {
  keys = 1000
})

afterEach(async () => {
  for (const made of open) await made.close()
  open = []
})

const projectOp = (kind: OperationDraft['kind'], key: string, value: unknown): OperationDraft => ({
  kind,
  key,
  value,
  item: '',
  at: 3,
  taskVersion: 0,
})

async function writerOf(store: DexieSyncStore): Promise<WriterId> {
  return defined((await store.writers())[0], 'writer').id
}

describe.each([
  ['as in a browser', false],
  ['with a journal file', true],
] as const)('Dexie as a sync store, %s', (_name, withJournal) => {
  it('leaves the cursor and all rows as they are when a page cannot be applied', async () => {
    const store = await laptop(withJournal)
    await store.record(answer(0, 'mine'))
    const [rows, link] = [await store.all(), await store.link()]
    const { binding, says } = elsewhere(FATIMA, newPair())
    const page = pageOf([binding], [says(1, answer(0, 'hers')), says(2, answer(1, 'hers'))])
    const refuse = () => {
      throw new Error('the store refuses')
    }
    store.data.db.annotations.hook('creating', refuse)
    await expect(store.applyPage(page)).rejects.toThrow()
    store.data.db.annotations.hook('creating').unsubscribe(refuse)
    expect(await store.all()).toEqual(rows)
    expect(await store.link()).toEqual(link)
    // The same page comes again: the journal, where there is one, has it already.
    expect(await store.applyPage(page)).toEqual({ forks: [] })
    expect(await store.all()).toHaveLength(3)
    expect((await store.link()).cursor).toBe(page.end.next)
    await store.registers()
  })

  it('keeps what it cannot read and shows nothing of it, while an own bug throws', async () => {
    const store = await laptop(withJournal)
    const { binding, says } = elsewhere(FATIMA, newPair())
    const odd: OperationDraft[] = [
      { ...answer(0, 'x'), kind: 'relation.set' as never },
      { ...answer(0, 'x'), kind: 'item.status', value: 'half-done' },
      { ...answer(0, 'x'), kind: 'span.set', span: 's' as never, value: { start: 'one' } },
      { ...answer(0, 'x'), activeMs: '90' as never },
      { ...answer(0, 'x'), item: 'nowhere' },
      projectOp('member.set', FATIMA, { role: 'king' }),
      projectOp('project.set', 'name', 7),
      projectOp('chunk.add', CHUNK_ID, null),
      projectOp('taskVersion.add', '1', { version: 'one' }),
    ]
    const lines = [...odd, answer(0, 'good')].map((draft, index) => says(index + 1, draft))
    expect(await store.applyPage(pageOf([binding], lines))).toEqual({ forks: [] })
    const { db } = store.data
    expect(await db.operations.count()).toBe(lines.length)
    expect(await db.annotations.toArray()).toMatchObject([{ status: 'open', spans: {}, activeMs: 100 }])
    expect(await db.projects.count()).toBe(0)
    expect(await db.members.count()).toBe(0)
    if (!withJournal) {
      await expect(store.record({ ...answer(0, 'x'), kind: 'item.status', value: 'half-done' })).rejects.toThrow()
    }
  })

  it('makes people of the team known, and renames them, but no profile of this laptop', async () => {
    const store = await laptop(withJournal)
    const { db } = store.data
    const { id: profile } = await createProfile(store.data, { name: 'عائشہ', colour: 4 })
    const { binding, says } = elsewhere(FATIMA, newPair())
    const member = (key: string, name: string) => projectOp('member.set', key, { role: 'annotator', name })
    await store.applyPage(pageOf([binding], [says(1, member(FATIMA, 'فاطمہ')), says(2, member(profile, 'کوئی'))]))
    expect(await db.annotators.get(FATIMA)).toMatchObject({ name: 'فاطمہ', imported: true, pin: null })
    await store.applyPage(pageOf([binding], [says(3, member(FATIMA, 'فاطمہ بی بی'))]))
    expect(await db.annotators.get(FATIMA)).toMatchObject({ name: 'فاطمہ بی بی' })
    expect(await db.annotators.get(profile)).toMatchObject({ name: 'عائشہ', imported: false })
    // An earlier name in the journal does not come back with the next start.
    await store.start()
    await store.applyPage(pageOf([binding], [says(4, member(FATIMA, 'بی بی فاطمہ'))]))
    await store.start()
    expect(await db.annotators.get(FATIMA)).toMatchObject({ name: 'بی بی فاطمہ' })
    // A name in a file is not taken for a member of the team.
    expect(await new ImportedPeople(store.data).idOf('بی بی فاطمہ')).not.toBe(FATIMA)
  })

  it('marks chunks without their texts as missing, and fills those whose blob is here', async () => {
    const store = await laptop(withJournal)
    const { binding, says } = elsewhere(FATIMA, newPair())
    const here = await prepareChunk(store.data, [buildItem('ایک', 0), buildItem('دو', 1)])
    const chunk = (key: string, sha256: string, firstOrder: number) =>
      projectOp('chunk.add', key, { importId: 'imp', sha256, items: 2, bytes: 9, firstOrder })
    const lines = [says(1, chunk('here', here.sha256, 0)), says(2, chunk('away', '0'.repeat(64), 2))]
    await store.applyPage(pageOf([binding], lines))
    const { db } = store.data
    expect((await db.chunks.get('here'))?.missing).toBeUndefined()
    expect(await db.chunks.get('away')).toMatchObject({ missing: true })
    expect((await db.items.toArray()).map(({ id }) => id)).toEqual(['here:0', 'here:1'])
  })

  it('counts time once and keeps each register, whatever is said again', async () => {
    const store = await laptop(withJournal)
    for (const [item, value] of [
      [0, 'a'],
      [1, 'b'],
      [0, 'c'],
      [2, 'd'],
    ] as const) {
      await store.record(answer(item, value, 250))
    }
    await store.record({ ...answer(0, '', 50), kind: 'item.status', value: 'done' })
    const rows = async () => {
      const kept = await store.data.db.annotations.toArray()
      return kept.map(({ itemId, status, activeMs, answers }) => ({
        itemId,
        status,
        activeMs,
        value: answers[TONE]?.value,
      }))
    }
    const [before, counters] = [await rows(), await readCounters(store.data, PROJECT, BILAL)]
    await store.reissue({ writer: await writerOf(store), from: 2 })
    expect(await rows()).toEqual(before)
    expect(await readCounters(store.data, PROJECT, BILAL)).toEqual(counters)
    expect(counters).toMatchObject({ activeMs: 1050, byStatus: { done: 1, open: 2 } })
    await store.registers()
  })

  it('hands over the writers of people known only from files for a lead, and for nobody else', async () => {
    const store = await laptop(withJournal)
    const { data } = store
    const { id: lead } = await createProfile(data, { name: 'عائشہ', colour: 4 })
    const projectId = await createProject(data, lead, {
      properties: {
        name: 'نمونہ',
        template: '',
        fields: [{ id: 'text' as never, name: 'متن', language: 'ur' }],
        sample: false,
        archived: false,
        licence: '',
      },
      questions: [],
      guidelines: '',
    })
    const person = await new ImportedPeople(data).idOf('فائل والا')
    const done = { kind: 'item.status', value: 'done' } as const
    const given = { annotatorId: person, itemId: `${CHUNK_ID}:0` as ItemId, changes: [done], at: 1, activeMs: 5 }
    await importAnswers(data, { projectId, annotatorId: lead }, [given], 1)
    const of = async (annotatorId: AnnotatorId) =>
      (await new DexieSyncStore(data, { projectId, annotatorId }).writers()).flatMap((one) =>
        one.givenUp ? [] : [[one.annotatorId, one.upTo]],
      )
    expect(await of(lead)).toEqual([
      [lead, 8],
      [person, 1],
    ])
    expect(await of(BILAL)).toEqual([])
    // What a fork makes of such a writer is theirs again.
    const sync = new DexieSyncStore(data, { projectId, annotatorId: lead })
    const [, theirs] = await sync.writers()
    await sync.reissue({ writer: defined(theirs, 'writer').id, from: 1 })
    expect(await of(lead)).toEqual([
      [lead, 8],
      [person, 1],
    ])
  })

  it('never signs with a writer that was given up, nor offers one that came by pull', async () => {
    const store = await laptop(withJournal)
    await store.record(answer(0, 'a'))
    const other = elsewhere(BILAL, newPair())
    await store.applyPage(pageOf([other.binding], [other.says(1, answer(1, 'on my other laptop'))]))
    const writers = await store.writers()
    expect(writers.map(({ id }) => id)).not.toContain(other.writer)
    const old = defined(writers[0], 'writer').id
    await store.reissue({ writer: old, from: 1 })
    const { journal, db } = store.data
    expect((await db.writers.get(old))?.privateKey).toBeUndefined()
    const late = { projectId: PROJECT, writerId: old, drafts: [answer(1, 'late')] }
    await expect(journal.record(late, async () => undefined)).rejects.toThrow()
    expect(await db.operations.count()).toBe(2)
  })
})

describe('Dexie as a sync store, after a crash between journal and IndexedDB', () => {
  async function forked(): Promise<{ store: DexieLaptop; old: WriterId }> {
    const store = await laptop(true)
    for (let n = 0; n < 4; n += 1) await store.record(answer(n, `v${n}`))
    return { store, old: await writerOf(store) }
  }

  /** What the journal does of a reissue, and then the app is gone. */
  async function halfReissued({ store, old }: { store: DexieLaptop; old: WriterId }): Promise<WriterId> {
    const { journal, db } = store.data
    const sqlite = defined(store.sqlite, 'journal')
    const gone = { ...store.data, journal: { ...journal, reissue: neverApplied(journal) } }
    await expect(
      new DexieSyncStore(gone, { projectId: PROJECT, annotatorId: BILAL }).reissue({ writer: old, from: 3 }),
    ).rejects.toThrow('killed')
    expect(await db.operations.where('[writerId+seq]').between([old, 0], [old, 9]).count()).toBe(4)
    return defined(sqlite.journal.reissued()[0], 'reissue').by
  }

  /** The journal's part is done by the real one; its Dexie part is replaced by the end of the process. */
  function neverApplied(journal: DexieLaptop['data']['journal']): DexieLaptop['data']['journal']['reissue'] {
    return async (entry) => {
      const by = defined(entry.by, 'new writer')
      const sqlite = defined(open[0]?.sqlite, 'journal file')
      await journal.addWriter(by)
      await sqlite.second.reissue({ ...entry, by: by.id, knownLamport: 4 })
      throw new Error('killed')
    }
  }

  it('finishes the reissue at the next start: nothing twice, nothing back under the old writer', async () => {
    const { store, old } = await forked()
    const registers = await store.registers()
    const by = await halfReissued({ store, old })
    const recovery = defined(await store.start(), 'recovery')
    expect(recovery).toMatchObject({ restored: 0, applied: new Map() })
    expect(recovery.found).not.toBe('refused')
    expect(await store.registers()).toEqual(registers)
    const journal = defined(store.sqlite, 'journal').journal
    expect(journal.operationsAfter(old, 0, 10).map(({ seq }) => seq)).toEqual([1, 2])
    const used = (await store.writers()).filter(({ givenUp }) => givenUp !== true)
    expect(used.map(({ id, upTo, sign }) => [id, upTo, sign !== null])).toEqual([[by, 2, true]])
    const rows = await store.all()
    expect(await store.start()).toMatchObject({ restored: 0, applied: new Map() })
    expect(await store.all()).toEqual(rows)
    // What the other laptop said in their place fits in both stores.
    const bound = defined(await store.data.db.writers.get(old), 'writer')
    const said: Operation = { ...answer(5, 'clone'), seq: 3, lamport: 3 }
    const binding = { id: old, annotatorId: BILAL, publicKey: Buffer.from(bound.publicKey).toString('hex') }
    expect(await store.applyPage(pageOf([binding], [{ writer: old, op: said }]))).toEqual({ forks: [] })
    expect(await store.start()).toMatchObject({ restored: 0, applied: new Map() })
    expect(await store.registers()).toHaveProperty('size', 5)
  })

  it.each(['IndexedDB', 'the journal'])(
    'is brought up to now when %s is an older copy from before it',
    async (which) => {
      const { store, old } = await forked()
      const image = (await store.image()) as { tables: Map<string, unknown[]>; journal: Uint8Array }
      await store.reissue({ writer: old, from: 3 })
      const bound = defined(await store.data.db.writers.get(old), 'writer')
      const mine = { id: old, annotatorId: BILAL, publicKey: Buffer.from(bound.publicKey).toString('hex') }
      const said: Operation = { ...answer(5, 'clone'), seq: 3, lamport: 3 }
      await store.applyPage(pageOf([mine], [{ writer: old, op: said }]))
      await store.record(answer(6, 'after'))
      const [rows, registers] = [await store.all(), await store.registers()]
      const now = (await store.image()) as typeof image
      await store.putBack(which === 'IndexedDB' ? { ...now, tables: image.tables } : { ...now, journal: image.journal })
      expect(await store.all()).toEqual(rows)
      expect(await store.registers()).toEqual(registers)
      const journal = defined(store.sqlite, 'journal').journal
      expect(journal.writers().reduce((sum, { held }) => sum + held, 0)).toBe(rows.length)
      expect(await store.start()).toMatchObject({ found: 'whole', restored: 0, applied: new Map() })
    },
  )

  it('fills an empty IndexedDB with what was said again, once', async () => {
    const { store, old } = await forked()
    await store.reissue({ writer: old, from: 3 })
    const [rows, registers] = [await store.all(), await store.registers()]
    const now = (await store.image()) as { tables: Map<string, unknown[]>; journal: Uint8Array }
    await store.putBack({ ...now, tables: new Map() })
    expect(await store.all()).toEqual(rows)
    expect(await store.registers()).toEqual(registers)
    // Its key is lost: it is offered without one; the one that was given up is not offered at all.
    expect((await store.writers()).map(({ id, sign }) => [id === old, sign])).toEqual([[false, null]])
  })

  it('has nothing to mend of writers of whom only some operations come', async () => {
    const { store } = await forked()
    const { binding, says } = elsewhere(FATIMA, newPair())
    await store.applyPage(pageOf([binding], [says(3, answer(0, 'a')), says(900, answer(1, 'b'))]))
    const sqlite = defined(store.sqlite, 'journal')
    let sent = 0
    const counting = { ...sqlite.second, restore: () => Promise.reject(new Error(`sent ${(sent += 1)}`)) }
    expect((await reconcileStores(store.data, counting)).found).not.toBe('refused')
    expect(sent).toBe(0)
    // One that the journal has lost comes back.
    const now = (await store.image()) as { tables: Map<string, unknown[]> }
    sqlite.journal.deleteProject(PROJECT)
    expect(await store.start()).toMatchObject({ restored: 6 })
    await store.putBack({ ...((await store.image()) as object), tables: now.tables })
    expect(await store.all()).toHaveLength(6)
  })
})
