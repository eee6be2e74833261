import 'fake-indexeddb/auto'
import { bytesToHex } from '@noble/hashes/utils.js'
import { afterEach, expect, it } from 'vitest'
import type { AnnotatorId } from '#shared/base/ids.ts'
import { defined } from '#shared/base/assert.ts'
import { heldOperation } from '#shared/sync/held-operation.ts'
import { decideHeld } from '#renderer/data/commands/decide-held.ts'
import { recordOperations } from '#renderer/data/commands/record-operations.ts'
import { listHeldChanges, type HeldChange } from '#renderer/data/queries/held-changes.ts'
import { applyKnown } from '#renderer/data/recovery/apply-known.ts'
import { finishHeldDecisions } from '#renderer/data/recovery/finish-held-decisions.ts'
import { DexieSyncStore } from '#renderer/data/sync/dexie-sync-store.ts'
import { FileLaptop } from '#tests/support/bundles/file-laptop.ts'

const laptops: FileLaptop[] = []

afterEach(() => {
  for (const laptop of laptops.splice(0)) laptop.close()
})

type Team = { lead: FileLaptop; bilal: FileLaptop; person: AnnotatorId; file: Uint8Array }

/** A lead's laptop that keeps a change aside: one that its writer may not make. */
async function team(): Promise<Team> {
  const lead = await FileLaptop.lead()
  const person = await lead.addPerson('بلال')
  const bilal = new FileLaptop()
  laptops.push(lead, bilal)
  await bilal.take(await lead.workFile(person))
  await bilal.label(0, 1)
  await recordOperations(bilal.data, {
    ...bilal.who,
    drafts: [{ kind: 'member.set', item: '', key: person, value: { role: 'lead' }, at: 1, taskVersion: 1 }],
  })
  await bilal.label(1, 2)
  const file = defined(await bilal.answersFile(), 'file')
  await lead.merge(file)
  return { lead, bilal, person, file }
}

const heldAt = (lead: FileLaptop) => listHeldChanges(lead.data, lead.projectId)
const roleOf = async ({ lead, person }: Team) => (await lead.data.db.members.get([lead.projectId, person]))?.role
const decide = (lead: FileLaptop, { writer, op }: HeldChange, accept: boolean) =>
  decideHeld(lead.data, { projectId: lead.projectId, writer, seq: op.seq, accept })

async function heldOne(one: Team): Promise<HeldChange> {
  const [held, ...others] = await heldAt(one.lead)
  expect(others).toEqual([])
  return defined(held, 'held change')
}

it('lists what is kept aside: whose it is, what it says, and why', async () => {
  const one = await team()
  expect(await heldOne(one)).toMatchObject({
    annotatorId: one.person,
    why: 'role',
    op: { kind: 'member.set', value: { role: 'lead' } },
  })
})

it('what a lead accepts counts, in its place, and goes on to after IndexedDB was lost and the file came again', async () => {
  const one = await team()
  const { lead, file } = one
  const log = await lead.log()
  expect(await roleOf(one)).toBe('annotator')
  expect(await decide(lead, await heldOne(one), true)).toEqual({ ok: true, value: null })
  expect(await roleOf(one)).toBe('lead')
  expect(await heldAt(lead)).toEqual([])
  // Hashes stay: digests and receipts go on.
  expect(await lead.log()).toBe(log)
  expect(await lead.merge(file)).toMatchObject({ report: { people: [{ fresh: 0, known: 5 }] } })
  await lead.loseDatabase()
  expect(await roleOf(one)).toBe('lead')
  expect(await heldAt(lead)).toEqual([])
  expect(await lead.log()).toBe(log)
})

it('what a lead puts aside counts for nothing for ever, and is not asked about again', async () => {
  const one = await team()
  const { lead, file } = one
  const log = await lead.log()
  const held = await heldOne(one)
  expect(await decide(lead, held, false)).toEqual({ ok: true, value: null })
  expect(await decide(lead, held, true)).toEqual({ ok: false, error: 'not-found' })
  expect(await lead.merge(file)).toMatchObject({ report: { people: [{ fresh: 0, known: 5 }] } })
  expect(await heldAt(lead)).toEqual([])
  await lead.loseDatabase()
  expect(await heldAt(lead)).toEqual([])
  expect(await roleOf(one)).toBe('annotator')
  expect(await lead.log()).toBe(log)
})

it('what cannot be read, or lies past every lamport, can only be put aside', async () => {
  const one = await team()
  const { lead } = one
  const first = await heldOne(one)
  const { writer } = first
  await decide(lead, first, false)
  const status = { kind: 'item.status', item: 'cccccccc:0', at: 2, taskVersion: 1 } as const
  const odd = [
    heldOperation({ ...status, seq: 6, lamport: 20, value: 'finished?' }, 'invalid-value'),
    heldOperation({ ...status, seq: 7, lamport: 2 ** 52 + 1, value: 'done' }, 'lamport'),
  ]
  const of = { projectId: lead.projectId, writerId: writer }
  await lead.data.journal.keep({ ...of, operations: odd })
  await applyKnown(lead.data, of, odd)
  const all = await heldAt(lead)
  expect(all.map(({ why }) => why)).toEqual(['invalid-value', 'lamport'])
  for (const change of all) expect(await decide(lead, change, true)).toEqual({ ok: false, error: 'bad-request' })
  for (const change of all) expect(await decide(lead, change, false)).toMatchObject({ ok: true })
  expect(await heldAt(lead)).toEqual([])
  expect((await lead.data.db.syncState.get(lead.projectId))?.lamport).toBeLessThan(2 ** 52)
})

it.each([true, false])(
  'a word that the journal has heard and a crash kept from the database is finished (%s)',
  async (accept) => {
    const one = await team()
    const { lead } = one
    const { writer, op } = await heldOne(one)
    const decision = { projectId: lead.projectId, writer, seq: op.seq, accept }
    // The transaction of IndexedDB never ran.
    const { transaction } = lead.data.db
    lead.data.db.transaction = (() => Promise.reject(new Error('the power went'))) as never
    await expect(decideHeld(lead.data, decision)).rejects.toThrow('the power went')
    lead.data.db.transaction = transaction
    expect(await heldAt(lead)).toHaveLength(1)
    await finishHeldDecisions(lead.data)
    expect(await heldAt(lead)).toEqual([])
    expect(await roleOf(one)).toBe(accept ? 'lead' : 'annotator')
    await lead.loseDatabase()
    expect(await heldAt(lead)).toEqual([])
    expect(await roleOf(one)).toBe(accept ? 'lead' : 'annotator')
  },
)

it.each([null, false])(
  'what the hub serves counts, though it was kept aside here before (decided here: %s)',
  async (decided) => {
    const one = await team()
    const { lead, person } = one
    const held = await heldOne(one)
    if (decided !== null) await decide(lead, held, decided)
    const { publicKey } = defined(await lead.data.db.writers.get(held.writer), 'writer')
    const store = new DexieSyncStore(lead.data, lead.who)
    await store.beginLink('hub', 'gen')
    const { forks } = await store.applyPage({
      writers: [{ id: held.writer, annotatorId: person, publicKey: bytesToHex(publicKey) }],
      lines: [{ writer: held.writer, op: held.op }],
      end: { next: 'a', more: false, hub: 'hub', gen: 'gen', sha: '' },
    })
    expect(forks).toEqual([])
    expect(await heldAt(lead)).toEqual([])
    expect(await roleOf(one)).toBe('lead')
    await lead.loseDatabase()
    expect(await roleOf(one)).toBe('lead')
  },
)
