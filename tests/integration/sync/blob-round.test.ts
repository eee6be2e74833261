import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ownerCodeOf } from '#hub/hub-context.ts'
import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId } from '#shared/base/ids.ts'
import type { EnrolReply } from '#shared/sync/messages/enrol.ts'
import { bringRequest, enrolRequest } from '#renderer/data/team/join-team.ts'
import { setMember } from '#renderer/data/commands/set-member.ts'
import { projectDraft } from '#renderer/data/commands/project-drafts.ts'
import { recordOperations } from '#renderer/data/commands/record-operations.ts'
import { DexieBlobSource } from '#renderer/data/sync/dexie-blob-source.ts'
import { DexieSyncStore } from '#renderer/data/sync/dexie-sync-store.ts'
import { blobRound, type BlobProgress } from '#renderer/sync/blob-round.ts'
import type { HubRequest, HubResponse, HubTransport } from '#renderer/sync/hub-transport.ts'
import { syncRound } from '#renderer/sync/sync-round.ts'
import { addItems, buildData, buildProject, type Built } from '#tests/support/build-data.ts'
import { HubHost } from '#tests/support/sync/hub-host.ts'
import { hubLine, postToHub } from '#tests/support/sync/hub-line.ts'

const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const TEXTS = Array.from({ length: 9 }, (_, n) => `متن ${n} ${'لاہور '.repeat(40)}${Math.sin(n)}`)

type Enrolled = EnrolReply & { token: string }

let host: HubHost
let options: { expectedHub: string }
let lead: Built
let bilal: Built
let leadLine: HubTransport
let bilalLine: HubTransport

/** A lead with three chunks whose operations are at the hub, and an annotator's laptop that has pulled them. */
beforeEach(async () => {
  host = await HubHost.open()
  lead = await buildProject(TEXTS.slice(0, 3))
  await addItems(lead, TEXTS.slice(3), 3)
  await setMember(lead.data, lead.who, BILAL, { role: 'annotator', name: 'بلال' })
  const { projectId } = lead
  const owner = { ownerCode: await ownerCodeOf(host.context), device: 'lead' }
  const made = await postToHub<Enrolled>(host, '/v1/projects', await bringRequest(lead.data, lead.who, owner))
  options = { expectedHub: made.hub }
  leadLine = hubLine(host, made.token)
  expect((await syncRound(new DexieSyncStore(lead.data, lead.who), leadLine, options)).end).toEqual({ kind: 'done' })
  const who = { projectId, annotatorId: BILAL }
  bilal = { data: buildData(), projectId, annotatorId: BILAL, who }
  const { secret } = await postToHub<{ secret: string }>(
    host,
    `/v1/projects/${projectId}/invites`,
    { annotatorId: BILAL },
    made.token,
  )
  const person = { annotatorId: BILAL, name: 'بلال', colour: 3, role: 'annotator', secret } as const
  const where = { v: 1, urls: [], hub: made.hub, fingerprint: null, project: projectId, projectName: '' } as const
  const joined = await enrolRequest(bilal.data, { ...where, ...person, urls: [] }, 'bilal')
  bilalLine = hubLine(host, (await postToHub<Enrolled>(host, '/v1/enrol', joined)).token)
  expect((await syncRound(new DexieSyncStore(bilal.data, who), bilalLine, options)).end).toEqual({ kind: 'done' })
})

afterEach(() => host.close())

const sourceOf = ({ data, who }: Built) => new DexieBlobSource(data, who)
const send = () => blobRound(sourceOf(lead), leadLine, { isLead: true })
const fetchAll = (line = bilalLine) => blobRound(sourceOf(bilal), line, { isLead: false })
const itemsHere = () => bilal.data.db.items.count()

/** A line that bends answers to blobs. */
function bent(bend: (response: HubResponse, request: HubRequest) => HubResponse): HubTransport {
  return {
    async send(request) {
      const response = await bilalLine.send(request)
      return /\/blobs\/[0-9a-f]{64}$/.test(request.path) ? bend(response, request) : response
    },
  }
}

describe('texts', () => {
  it('go up from a lead once, come down in their order, and fill the chunks', async () => {
    expect(await fetchAll()).toMatchObject({ end: { kind: 'done' }, progress: { wanted: 3, fetched: 0, absent: 3 } })
    expect(await send()).toMatchObject({ end: { kind: 'done' }, progress: { sent: 3, wanted: 0 } })
    expect(await send()).toMatchObject({ end: { kind: 'done' }, progress: { sent: 0 } })
    const told: BlobProgress[] = []
    const counts: number[] = []
    const options = {
      isLead: false,
      onProgress: (progress: BlobProgress) => void told.push(progress),
      stopped: () => {
        counts.push(told.length)
        return false
      },
    }
    expect((await blobRound(sourceOf(bilal), bilalLine, options)).end).toEqual({ kind: 'done' })
    expect(told.map(({ fetched }) => fetched)).toEqual([1, 2, 3])
    const rows = async ({ data }: Built) => data.db.items.toArray()
    expect(await rows(bilal)).toEqual(await rows(lead))
    expect(await bilal.data.db.chunks.filter(({ missing }) => missing === true).count()).toBe(0)
    expect((await fetchAll()).progress).toMatchObject({ wanted: 0 })
  })

  it('of what a person is given come before the others', async () => {
    await send()
    const chunks = (await lead.data.db.chunks.toArray()).toSorted((a, b) => a.firstOrder - b.firstOrder)
    const items = [[defined(chunks[2], 'chunk').id, 0, 2]]
    const draft = { key: `batch/${BILAL}`, value: { items, order: 0 } }
    const drafts = [projectDraft('assign.set', 1, draft)]
    await recordOperations(lead.data, { ...lead.who, drafts })
    await syncRound(new DexieSyncStore(lead.data, lead.who), leadLine, options)
    await syncRound(new DexieSyncStore(bilal.data, bilal.who), bilalLine, options)
    const asked: string[] = []
    const listening = bent((response, request) => {
      asked.push(request.path.slice(-64))
      return response
    })
    await fetchAll(listening)
    expect(asked).toEqual([2, 0, 1].map((n) => chunks[n]?.sha256))
  })

  it('that break off go on where they stopped, after several restarts too', async () => {
    await send()
    const ranges: number[] = []
    let cut = 0
    const torn = bent((response, request) => {
      cut += 1
      // The line ends after a few bytes; now and then nothing comes at all.
      if (cut % 3 === 0) throw new Error('lost')
      ranges.push(request.from ?? 0)
      return { ...response, body: response.body.subarray(0, 70) }
    })
    let rounds = 0
    while ((await itemsHere()) < TEXTS.length) {
      rounds += 1
      expect(rounds).toBeLessThan(100)
      const { end } = await fetchAll(torn)
      expect(['done', 'no-network']).toContain(end.kind)
    }
    expect(rounds).toBeGreaterThan(3)
    expect(Math.max(...ranges)).toBeGreaterThan(200)
    // Nothing was fetched twice.
    expect(ranges.filter((from) => from === 0)).toHaveLength(3)
    expect(await bilal.data.db.local.count()).toBe(0)
  })

  it('with wrong bits are never taken, and are fetched anew', async () => {
    await send()
    let bad = 2
    const flipped = bent((response) => {
      bad -= 1
      if (bad < 0) return response
      const body = Uint8Array.from(response.body)
      body[50] = (body[50] ?? 0) ^ 1
      return { ...response, body }
    })
    expect(await fetchAll(flipped)).toMatchObject({ end: { kind: 'done' }, progress: { fetched: 3 } })
    expect(await itemsHere()).toBe(TEXTS.length)
    const whole = await Promise.all(
      (await bilal.data.db.chunks.toArray()).map(({ sha256 }) => bilal.data.blobs.get(sha256)),
    )
    expect(whole.every((bytes) => bytes !== null)).toBe(true)
  })

  it('are not mixed up with the page of a captive portal', async () => {
    await send()
    const page = new TextEncoder().encode('<!doctype html><title>Wi-Fi</title>')
    const portal = bent(() => ({ status: 200, body: page, retryAfterS: 0 }))
    expect((await fetchAll(portal)).end).toEqual({ kind: 'portal' })
    expect(await bilal.data.db.local.count()).toBe(0)
    expect(await itemsHere()).toBe(0)
  })

  it('stop when they are told to, with what has come kept', async () => {
    await send()
    let calls = 0
    const half = bent((response) => {
      calls += 1
      return { ...response, body: response.body.subarray(0, 150) }
    })
    const options = { isLead: false, stopped: () => calls > 0 }
    expect((await blobRound(sourceOf(bilal), half, options)).end).toEqual({ kind: 'done' })
    expect(await bilal.data.db.local.toArray()).toMatchObject([{ value: expect.any(Uint8Array) }])
    expect((await fetchAll()).progress).toMatchObject({ fetched: 3 })
  })

  it('are handed over by no annotator', async () => {
    expect(await blobRound(sourceOf(bilal), bilalLine, { isLead: true })).toMatchObject({
      end: { kind: 'refused', code: 'forbidden' },
    })
  })
})
