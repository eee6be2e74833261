import { QUESTION } from '#tests/support/hub/hub-team.ts'
import { bytesToHex } from '@noble/hashes/utils.js'
import { afterEach, describe, expect, it } from 'vitest'
import { ownerCodeOf } from '#hub/hub-context.ts'
import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId, ItemId, ProjectId } from '#shared/base/ids.ts'
import { setProjectProperties } from '#renderer/data/commands/change-project.ts'
import { importAnswers } from '#renderer/data/commands/import-answers.ts'
import { ImportedPeople } from '#renderer/data/commands/imported-people.ts'
import { setMember } from '#renderer/data/commands/set-member.ts'
import { DexieSyncStore } from '#renderer/data/sync/dexie-sync-store.ts'
import type { EnrolReply } from '#shared/sync/messages/enrol.ts'
import { withProof } from '#shared/sync/key-proof.ts'
import { syncRound } from '#renderer/sync/sync-round.ts'
import { buildProject } from '#tests/support/build-data.ts'
import { DexieLaptop } from '#tests/support/sync/dexie-laptop.ts'
import { proven } from '#tests/support/sync/proven.ts'
import { HubHost } from '#tests/support/sync/hub-host.ts'
import { hubLine, postToHub } from '#tests/support/sync/hub-line.ts'
import { keyPairOf } from '#tests/support/sync/node-ed25519.ts'
import { answer } from '#tests/support/sync/pulled-pages.ts'
import { SyncWorld, type NewStore } from '#tests/support/sync/sync-world.ts'

let close: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const one of close) await one()
  close = []
})

const dexie: NewStore = (projectId: ProjectId, person: AnnotatorId, newPair) =>
  DexieLaptop.open({ projectId, person, newPair, withJournal: false })

/** To the question that the world asks. */
const said = (item: number, value: string) => ({ ...answer(item, value), question: QUESTION })

describe.each([
  ['memory', {}],
  ['Dexie', { newStore: dexie }],
])('a laptop whose key was lost, on %s', (_name, options) => {
  it('hands in all that the hub has not got, also what lies before what the hub has', async () => {
    const world = await SyncWorld.open(1, options)
    close.push(() => world.close())
    const laptop = defined(world.laptops[1], 'laptop')
    const { store } = laptop
    await store.record(said(0, 'one'))
    const early = await store.image()
    await store.record(said(1, 'two'))
    await store.record(said(2, 'three'))
    const late = await store.image()
    // The laptop was set back, said something else, and handed that in; then the later copy came to a new install.
    await store.putBack(early)
    await store.record(said(3, 'instead of two'))
    expect((await world.sync(laptop)).end).toEqual({ kind: 'done' })
    await store.putBack(late)
    await store.loseKeys()
    expect((await world.sync(laptop)).end).toEqual({ kind: 'done' })
    const whole = (await world.atHub()).map(({ content }) => content).join('\n')
    for (const value of ['one', 'two', 'three', 'instead of two']) {
      expect(whole.split(`["${value}"]`).length - 1, value).toBe(1)
      expect([...(await store.registers()).values()]).toContainEqual([value])
    }
  })
})

it('answers of people known only from files are handed in once', async () => {
  const host = await HubHost.open()
  close.push(() => host.close())
  const { data, projectId, annotatorId, who } = await buildProject(['ایک', 'دو'])
  const person = await new ImportedPeople(data).idOf('فائل والا')
  const [chunk] = await data.db.chunks.toArray()
  const given = {
    annotatorId: person,
    itemId: `${defined(chunk, 'chunk').id}:0` as ItemId,
    changes: [{ kind: 'item.status', value: 'done' } as const],
    at: 1,
    activeMs: 5,
  }
  await importAnswers(data, who, [given], 1)
  const store = new DexieSyncStore(data, who)
  const [writer] = await store.writers()
  const own = defined(writer, 'writer')
  const request = {
    project: projectId,
    ownerCode: await ownerCodeOf(host.context),
    annotatorId,
    name: 'عائشہ',
    publicKey: bytesToHex(own.publicKey),
    device: 'lead',
  }
  const place = { door: 'projects', project: projectId } as const
  const signed = await withProof(request, place, defined(own.sign, 'key'))
  const { token, hub: expectedHub } = await postToHub<EnrolReply & { token: string }>(host, '/v1/projects', signed)
  const operations = await data.db.operations.count()
  const first = await syncRound(store, hubLine(host, token), { expectedHub })
  expect(first).toMatchObject({ end: { kind: 'done' }, progress: { pushed: operations, quarantined: 0 } })
  const second = await syncRound(store, hubLine(host, token), { expectedHub })
  expect(second).toMatchObject({ end: { kind: 'done' }, progress: { pushed: 0 } })
  expect(await host.operations(projectId)).toHaveLength(operations)

  // The person joins with a laptop: from then on nobody else speaks for them, and the lead's own work goes on.
  await setMember(data, who, person, { role: 'annotator', name: 'فائل والا' })
  expect((await syncRound(store, hubLine(host, token), { expectedHub })).end).toEqual({ kind: 'done' })
  const url = `/v1/projects/${projectId}/invites`
  const { secret } = await postToHub<{ secret: string }>(host, url, { annotatorId: person }, token)
  const joining = { project: projectId, secret, device: 'new' }
  await postToHub(host, '/v1/enrol', await proven({ door: 'enrol', project: projectId }, joining, keyPairOf(77)))
  await importAnswers(data, who, [given], 1)
  await setProjectProperties(data, who, { name: 'نیا نام' })
  expect(await syncRound(store, hubLine(host, token), { expectedHub })).toMatchObject({
    end: { kind: 'done' },
    progress: { pushed: 1 },
  })
})
