import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ownerCodeOf } from '#hub/hub-context.ts'
import { defined } from '#shared/base/assert.ts'
import { itemId, type AnnotatorId, type ItemId, type WriterId } from '#shared/base/ids.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import type { Role } from '#shared/domain/project.ts'
import type { EnrolReply } from '#shared/sync/messages/enrol.ts'
import { commentOn } from '#renderer/data/commands/comment-on.ts'
import { eraseItem } from '#renderer/data/commands/erase-item.ts'
import { recordOperations } from '#renderer/data/commands/record-operations.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { setMember } from '#renderer/data/commands/set-member.ts'
import { mendErasures } from '#renderer/data/erasure/mend-erasures.ts'
import { projectItems, readCounters } from '#renderer/data/queries/projects.ts'
import { DexieBlobSource } from '#renderer/data/sync/dexie-blob-source.ts'
import { DexieSyncStore } from '#renderer/data/sync/dexie-sync-store.ts'
import { bringRequest, enrolRequest } from '#renderer/data/team/join-team.ts'
import { blobRound } from '#renderer/sync/blob-round.ts'
import type { HubTransport } from '#renderer/sync/hub-transport.ts'
import { syncRound } from '#renderer/sync/sync-round.ts'
import { buildProject, type Built } from '#tests/support/build-data.ts'
import { filesWith, holds, tracesIn } from '#tests/support/erasure-traces.ts'
import { NOTE, SAID, SECRET, shownTo } from '#tests/support/said-of-item.ts'
import { HubHost } from '#tests/support/sync/hub-host.ts'
import { hubLine, postToHub } from '#tests/support/sync/hub-line.ts'
import { twoStoreLaptop, type TwoStoreLaptop } from '#tests/support/two-store-laptop.ts'

const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const FATIMA = 'ffffffffffffffff' as AnnotatorId
const TEXTS = ['لاہور میں بارش ہوئی', `${SECRET} کل ملتان آئی`, 'فصل اچھی رہی', `${SECRET} کا فون نمبر`]

type Enrolled = EnrolReply & { token: string }
type Laptop = TwoStoreLaptop & { who: Built['who']; line: HubTransport }

let host: HubHost
let expectedHub: string
let lead: Laptop
let bilal: Laptop
let leadToken: string
const open: TwoStoreLaptop[] = []

function newLaptop(): TwoStoreLaptop {
  const laptop = twoStoreLaptop()
  open.push(laptop)
  return laptop
}

/** A lead's laptop with a project on the hub, and an annotator's that has all of it; each with a journal and files. */
beforeEach(async () => {
  host = await HubHost.open()
  const laptop = newLaptop()
  const { who } = await buildProject(TEXTS, laptop.data)
  const owner = { ownerCode: await ownerCodeOf(host.context), device: 'lead' }
  const made = await postToHub<Enrolled>(host, '/v1/projects', await bringRequest(laptop.data, who, owner))
  expectedHub = made.hub
  leadToken = made.token
  lead = { ...laptop, who, line: hubLine(host, made.token) }
  bilal = await join(BILAL, 'annotator')
})

afterEach(async () => {
  for (const laptop of open.splice(0)) laptop.remove()
  await host.close()
})

async function join(person: AnnotatorId, role: Role): Promise<Laptop> {
  const { projectId } = lead.who
  await setMember(lead.data, lead.who, person, { role, name: person.slice(0, 3) })
  await round(lead)
  const door = `/v1/projects/${projectId}/invites`
  const { secret } = await postToHub<{ secret: string }>(host, door, { annotatorId: person }, leadToken)
  const laptop = newLaptop()
  const where = { v: 1, hub: expectedHub, fingerprint: null, project: projectId, projectName: '' } as const
  const invite = { ...where, urls: [], annotatorId: person, name: person.slice(0, 3), colour: 3, role, secret }
  const joined = await postToHub<Enrolled>(host, '/v1/enrol', await enrolRequest(laptop.data, invite, person))
  const made = { ...laptop, who: { projectId, annotatorId: person }, line: hubLine(host, joined.token) }
  await round(made)
  return made
}

/** What a session does at each contact. */
async function round({ data, who, line }: Laptop): Promise<void> {
  const isLead = who.annotatorId !== BILAL
  expect((await syncRound(new DexieSyncStore(data, who), line, { expectedHub })).end).toEqual({ kind: 'done' })
  await mendErasures(data, who)
  expect((await blobRound(new DexieBlobSource(data, who), line, { isLead })).end).toEqual({ kind: 'done' })
}

async function rounds(laptops: readonly Laptop[]): Promise<void> {
  for (let n = 0; n < 3; n += 1) for (const laptop of laptops) await round(laptop)
}

async function idAt({ data }: Laptop, n: number): Promise<ItemId> {
  const chunk = defined(await data.db.chunks.toCollection().first(), 'chunk')
  return itemId(chunk.id, n)
}

async function answer({ data, who }: Laptop, item: ItemId, changes = SAID): Promise<void> {
  const saved = await saveAct(data, who, { itemId: item, changes, activeMs: 900, taskVersion: 1 })
  expect(saved).toMatchObject({ ok: true })
}

/** Everywhere on a laptop: rows, the journal's files as they lie there now and after closing, files of blobs. */
async function traces({ data, sqlite, blobFolder }: Laptop, words = [SECRET, NOTE]): Promise<string[]> {
  const live = filesWith(sqlite.folder, words)
  const closed = holds(sqlite.image(), words) ? ['journal after closing'] : []
  return [...(await tracesIn(data, words)), ...live, ...closed, ...filesWith(blobFolder, words)]
}

async function tracesAtHub(words = [SECRET, NOTE]): Promise<string[]> {
  const operations = (await host.operations(lead.who.projectId)).map(({ content }) => content)
  const blobs = await host.context.database.read((session) => session.all('select content from blobs'))
  const held = blobs.filter((row) => holds(new Uint8Array(row['content'] as Uint8Array), words))
  return [...operations.filter((content) => words.some((word) => content.includes(word))), ...held.map(() => 'blob')]
}

/** The hub's word on each writer against what this laptop holds. */
async function expectEven({ data, who, line }: Laptop): Promise<void> {
  const response = await line.send({ method: 'GET', path: `/v1/hello?project=${who.projectId}` })
  const { you } = JSON.parse(new TextDecoder().decode(response.body)) as {
    you: { heads: Record<string, { upTo: number; digest: string }> }
  }
  const store = new DexieSyncStore(data, who)
  const heads = Object.entries(you.heads)
  expect(heads.length).toBeGreaterThan(0)
  for (const [writer, { upTo, digest }] of heads) {
    // Worked out anew, not remembered.
    await data.db.syncState
      .where('projectId')
      .equals(who.projectId)
      .modify((state) => void delete state.digests)
    expect(await store.digest(writer as WriterId, upTo)).toBe(digest)
  }
}

const texts = async ({ data }: Laptop) =>
  (await data.db.items.toArray()).map(({ order }) => order).toSorted((a, b) => a - b)

describe('an erasure in a team', () => {
  it('empties the hub and every laptop, answers that were still to be sent too, and digests agree', async () => {
    const item = await idAt(lead, 1)
    await answer(lead, item)
    await answer(bilal, item)
    await commentOn(lead.data, lead.who, { itemId: item, person: BILAL, text: NOTE })
    await recordOperations(lead.data, { ...lead.who, drafts: [shownTo(BILAL, item)] })
    await rounds([bilal, lead])
    expect((await traces(bilal, [SECRET])).filter((trace) => trace.startsWith('training'))).toHaveLength(1)
    // Said without the net, and sent after the erasure.
    const late: AnswerChange[] = [{ kind: 'comment.set', key: '', value: `${NOTE} ۲` }]
    await saveAct(bilal.data, bilal.who, { itemId: item, changes: late, activeMs: 5, taskVersion: 1 })
    for (const laptop of [lead, bilal]) expect((await traces(laptop, [NOTE])).length).toBeGreaterThan(1)
    expect((await tracesAtHub([NOTE])).length).toBeGreaterThan(0)
    const other = await idAt(lead, 3)
    expect(await eraseItem(lead.data, lead.who, item)).toMatchObject({ ok: true })
    expect(await eraseItem(lead.data, lead.who, other)).toMatchObject({ ok: true })
    expect(await traces(lead)).toEqual([])
    await rounds([lead, bilal])
    expect(await traces(lead)).toEqual([])
    expect(await traces(bilal)).toEqual([])
    expect(await tracesAtHub()).toEqual([])
    for (const laptop of [lead, bilal]) {
      expect(await texts(laptop)).toEqual([0, 2])
      expect(await projectItems(laptop.data, laptop.who.projectId)).toBe(2)
      await expectEven(laptop)
      const chunk = defined(await laptop.data.db.chunks.toCollection().first(), 'chunk')
      expect(await laptop.data.blobs.has(chunk.sha256)).toBe(true)
      expect(chunk.blobWanted).toBeUndefined()
    }
    // Nothing is left to be sent, and the next rounds move nothing.
    const writers = await new DexieSyncStore(bilal.data, bilal.who).writers()
    expect(writers.every(({ upTo, ackedUpTo }) => upTo === ackedUpTo)).toBe(true)
    const quiet = await syncRound(new DexieSyncStore(bilal.data, bilal.who), bilal.line, { expectedHub })
    expect(quiet).toMatchObject({ end: { kind: 'done' }, progress: { pushed: 0, pulled: 0 } })
  })

  it('is the same on a laptop that joins afterwards, and sees the emptied answers before the erasure', async () => {
    const item = await idAt(lead, 1)
    await answer(bilal, item)
    // Without the name, which is not in this text.
    await answer(bilal, await idAt(lead, 0), SAID.slice(1))
    await rounds([bilal, lead])
    await eraseItem(lead.data, lead.who, item)
    await rounds([lead, bilal])
    const fatima = await join(FATIMA, 'lead')
    await rounds([fatima, lead])
    expect(await texts(fatima)).toEqual([0, 2, 3])
    expect(await tracesIn(fatima.data, [NOTE])).not.toEqual([])
    expect((await tracesIn(fatima.data, [item])).some((trace) => trace.startsWith('annotations'))).toBe(false)
    for (const person of [BILAL, lead.who.annotatorId]) {
      const [there, here] = await Promise.all(
        [fatima, lead].map(({ data, who }) => readCounters(data, who.projectId, person)),
      )
      expect(there).toEqual(here)
    }
    expect((await readCounters(lead.data, lead.who.projectId, BILAL)).activeMs).toBe(900)
  })

  it('by two leads at once, who did not know of each other, ends in one blob that lacks both', async () => {
    const fatima = await join(FATIMA, 'lead')
    await rounds([lead, fatima, bilal])
    await eraseItem(lead.data, lead.who, await idAt(lead, 1))
    await eraseItem(fatima.data, fatima.who, await idAt(lead, 3))
    await rounds([lead, fatima, bilal])
    expect(await tracesAtHub()).toEqual([])
    const named = new Set<string>()
    for (const laptop of [lead, fatima, bilal]) {
      expect(await traces(laptop)).toEqual([])
      expect(await texts(laptop)).toEqual([0, 2])
      const chunk = defined(await laptop.data.db.chunks.toCollection().first(), 'chunk')
      named.add(chunk.sha256)
      expect(await laptop.data.blobs.get(chunk.sha256)).not.toBeNull()
    }
    expect(named.size).toBe(1)
    const atHub = await host.context.database.read((session) => session.all('select sha256 from blobs'))
    expect(atHub.map((row) => row['sha256'])).toEqual([...named])
  })

  it('reaches a laptop on which the texts had not arrived yet', async () => {
    await eraseItem(lead.data, lead.who, await idAt(lead, 1))
    const { data, who, line } = bilal
    await data.db.items.clear()
    const chunk = defined(await data.db.chunks.toCollection().first(), 'chunk')
    await data.db.chunks.update(chunk.id, { missing: true })
    await data.blobs.delete(chunk.sha256)
    await syncRound(new DexieSyncStore(lead.data, lead.who), lead.line, { expectedHub })
    await syncRound(new DexieSyncStore(data, who), line, { expectedHub })
    expect(await data.db.chunks.get(chunk.id)).toMatchObject({ missing: true })
    await rounds([lead, bilal])
    expect(await texts(bilal)).toEqual([0, 2, 3])
    expect(await traces(bilal, [`${SECRET} کل`])).toEqual([])
  })
})
