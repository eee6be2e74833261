import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import type { AnnotatorId, WriterId } from '#shared/base/ids.ts'
import { defined } from '#shared/base/assert.ts'
import { unsentWork } from '#renderer/data/bundles/unsent.ts'
import { DexieSyncStore } from '#renderer/data/sync/dexie-sync-store.ts'
import { FileLaptop } from '#tests/support/bundles/file-laptop.ts'
import { MovingLaptop, OLD } from '#tests/support/bundles/moving-team.ts'
import { HubHost } from '#tests/support/sync/hub-host.ts'

const open: { close(): unknown }[] = []

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

type Team = { lead: FileLaptop; bilal: FileLaptop; person: AnnotatorId }

/** A lead who has merged the first file of Bilal's laptop. */
async function team(brought: (lead: FileLaptop) => Promise<void> = () => Promise.resolve()): Promise<Team> {
  const lead = await FileLaptop.lead()
  await brought(lead)
  const person = await lead.addPerson('بلال')
  const bilal = new FileLaptop()
  open.push(lead, bilal)
  await bilal.take(await lead.workFile(person))
  await bilal.label(0, 2)
  return { lead, bilal, person }
}

const fileOf = async (laptop: FileLaptop) => defined(await laptop.answersFile(), 'file')

const writersOf = async ({ data, projectId }: FileLaptop, person: AnnotatorId) =>
  data.db.writers.where('[projectId+annotatorId]').equals([projectId, person]).toArray()

/** As when a work file shows that a copy of this laptop went on: what was said from there on is said again. */
async function fork({ bilal, person }: Team): Promise<WriterId> {
  const writer = defined(
    (await writersOf(bilal, person)).find(({ privateKey }) => privateKey),
    'writer',
  ).id
  await new DexieSyncStore(bilal.data, bilal.who).reissue({ writer, from: 3 })
  return defined(
    (await writersOf(bilal, person)).find(({ privateKey }) => privateKey),
    'new writer',
  ).id
}

it('a laptop that went on under another writer is known by its next file: the key before vouches for it', async () => {
  const one = await team()
  const { lead, bilal, person } = one
  await lead.merge(await fileOf(bilal))
  // Twice, so that one successor is vouched for by another.
  await fork(one)
  await bilal.label(2, 4)
  const last = await fork(one)
  await bilal.label(4, 5)
  const { report, receipts } = await lead.merge(await fileOf(bilal))
  expect(report.enrolling).toBeNull()
  expect(report.people.map(({ person: of, refused }) => [of, refused])).toEqual([[person, {}]])
  expect(await lead.finished()).toEqual({ [person]: 5 })
  expect((await lead.data.db.writers.get(last))?.annotatorId).toBe(person)
  for (const receipt of receipts) await bilal.takeReceipt(receipt)
  expect(await unsentWork(bilal.data, bilal.who)).toMatchObject({ operations: 0 })
  // The binding is in the journal too.
  await lead.loseDatabase()
  expect(await lead.finished()).toEqual({ [person]: 5 })
})

it('what is told before the file is taken is what comes of it', async () => {
  const one = await team()
  const { lead, bilal, person } = one
  await lead.merge(await fileOf(bilal))
  const next = await fork(one)
  await bilal.label(2, 3)
  const looked = await lead.look(await fileOf(bilal))
  expect(looked).toMatchObject({ ok: true, value: { report: { people: [{ person, refused: {} }], enrolling: null } } })
  expect(await lead.data.db.writers.get(next)).toBeUndefined()
})

it('nobody is bound by a key that is not the one before, and without the key a new work file is needed', async () => {
  const one = await team()
  const { lead, bilal, person } = one
  await lead.merge(await fileOf(bilal))
  const next = await fork(one)
  await bilal.label(2, 3)
  // Another's key in the place of the one that was given up.
  const [given] = (await writersOf(bilal, person)).filter(({ givenUpKey }) => givenUpKey !== undefined)
  const { privateKey: stolen } = await bilal.data.newKeyPair()
  const before = defined(given, 'given up')
  await bilal.data.db.writers.update(before.id, { givenUpKey: stolen })
  expect(await lead.merge(await fileOf(bilal))).toMatchObject({ report: { people: expect.anything() as unknown } })
  expect(await lead.data.db.writers.get(next)).toBeUndefined()
  expect(await lead.finished()).toEqual({ [person]: 2 })
  const { givenUpKey: _lost, ...withoutKey } = before
  await bilal.data.db.writers.put(withoutKey)
  const { report } = await lead.merge(await fileOf(bilal))
  expect(report.people).toMatchObject([{ person: null, refused: { 'not-enrolled': 4 } }])
})

it.each([false, true])(
  'the hub takes such a file as the lead’s laptop does, unless the laptop was shut out (%s)',
  async (shutOut) => {
    const host = await HubHost.open()
    const one = await team(async (laptop) => {
      const moving = new MovingLaptop(laptop, new Map([[OLD, host]]))
      open.push(host, { close: () => moving.stop() })
      await moving.bring(host, OLD)
      laptop.sessions.set(laptop.projectId, moving.session)
    })
    const { lead, bilal, person } = one
    await lead.take(await fileOf(bilal))
    const next = await fork(one)
    await bilal.label(2, 3)
    if (shutOut) {
      await host.context.database.transaction(
        async (session) => void (await session.run('update writers set revoked_at = 1 where annotator_id = ?', person)),
      )
    }
    const taken = await lead.take(await fileOf(bilal))
    const rows = await host.context.database.read((session) =>
      session.all('select annotator_id from writers where writer_id = ?', next),
    )
    expect(rows).toEqual(shutOut ? [] : [{ annotator_id: person }])
    const outcome = shutOut ? { outcome: 'refused', code: 'not-enrolled' } : { outcome: 'stored', quarantined: 0 }
    expect(taken).toMatchObject({
      kind: 'at-hub',
      reply: { pushes: expect.arrayContaining([expect.objectContaining(outcome)]) as unknown },
    })
  },
)
