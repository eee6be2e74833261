import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import { ownerCodeOf } from '#hub/hub-context.ts'
import { defined } from '#shared/base/assert.ts'
import { BundleService } from '#renderer/app/bundles/bundle-service.ts'
import type { Taken } from '#renderer/app/bundles/take-file.ts'
import { TeamService } from '#renderer/app/team/team-service.ts'
import { inviteReplySchema } from '#shared/sync/messages/invite.ts'
import { receiptsToGive } from '#renderer/data/bundles/kept-files.ts'
import { unsentWork } from '#renderer/data/bundles/unsent.ts'
import { FileLaptop } from '#tests/support/bundles/file-laptop.ts'
import { ManyHubs } from '#tests/support/bundles/many-hubs.ts'
import { HubHost } from '#tests/support/sync/hub-host.ts'

const HUB_URL = 'https://hub.test'
const ADDRESS = { urls: [HUB_URL], fingerprint: null }
const open: { close(): unknown }[] = []

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

type LeadWithHub = {
  lead: FileLaptop
  line: ManyHubs
  host: HubHost
  service: BundleService
  told: Taken[]
}

/** A lead who has brought the project to a hub. */
async function leadWithHub(): Promise<LeadWithHub> {
  const host = await HubHost.open()
  const lead = await FileLaptop.lead()
  open.push(host, lead)
  const line = new ManyHubs()
  line.hubs.set(HUB_URL, host)
  const told: Taken[] = []
  const brought: Promise<void>[] = []
  const service = new BundleService(lead.parts)
  const team = new TeamService({
    data: lead.data,
    hub: line,
    mayWrite: () => true,
    device: 'lead',
    keepAppOffline: () => Promise.resolve(),
    onBrought: (session) => void brought.push(service.brought(session)),
    onContact: (session) => void service.sendQueued(session, (_name, taken) => void told.push(taken)),
    scheduler: {
      now: () => Date.now(),
      random: () => 0.5,
      // Rounds are run when they are asked for.
      after(ms, run) {
        const timer = ms === 0 ? setTimeout(run) : undefined
        return () => clearTimeout(timer)
      },
    },
  })
  await team.follow(lead.who.annotatorId)
  const result = await team.bring(lead.who, ADDRESS, await ownerCodeOf(host.context))
  if (!result.ok) throw new Error(result.error)
  await Promise.all(brought)
  const session = defined(team.current().get(lead.projectId), 'session')
  lead.sessions.set(lead.projectId, session)
  open.push({ close: () => session.stop() })
  return { lead, line, host, service, told }
}

/** Runs a round to its end. */
async function round({ lead }: LeadWithHub): Promise<void> {
  const session = defined(lead.sessions.get(lead.projectId), 'session')
  await session.invite(lead.who.annotatorId, inviteReplySchema)
}

async function joined(team: LeadWithHub): Promise<FileLaptop> {
  const bilal = new FileLaptop()
  open.push(bilal)
  await bilal.take(await team.lead.workFile(await team.lead.addPerson('بلال')))
  return bilal
}

const fileOf = async (laptop: FileLaptop) => defined(await laptop.answersFile(), 'file')

it('bringing a project to a hub hands its keys over, and files of answers are opened there', async () => {
  const team = await leadWithHub()
  const { lead, host } = team
  const rows = await host.context.database.read((session) => session.all('select project_id from project_keys'))
  expect(rows).toEqual([{ project_id: lead.projectId }])
  const bilal = await joined(team)
  await bilal.label(0, 3)
  const taken = await lead.take(await fileOf(bilal))
  expect(taken).toMatchObject({
    kind: 'at-hub',
    reply: { enrolled: { annotatorId: bilal.person }, pushes: [{ outcome: 'stored', stored: 6 }] },
  })
  if (taken.kind !== 'at-hub' || taken.reply.kind !== 'answers') throw new Error(taken.kind)
  // The receipt is the hub's, and the laptop that never saw the hub takes it.
  expect(taken.reply.receipts[0]?.holder).not.toBeNull()
  expect(await bilal.takeReceipt(taken.reply.receipts[0])).toMatchObject({ taken: { texts: 3 } })
  expect(await unsentWork(bilal.data, bilal.who)).toMatchObject({ operations: 0 })
  // What the hub took comes to the lead as from any laptop.
  await round(team)
  expect(await lead.finished()).toEqual({ [bilal.who.annotatorId]: 3 })
})

it('a file that comes while the hub is away is judged here, waits, and goes to the hub by itself', async () => {
  const team = await leadWithHub()
  const { lead, line, host, told } = team
  const bilal = await joined(team)
  await bilal.label(0, 2)
  await lead.take(await fileOf(bilal))
  await round(team)
  await bilal.label(2, 4)
  const file = await fileOf(bilal)
  line.hubs.delete(HUB_URL)
  expect(await lead.take(file)).toMatchObject({
    kind: 'merged',
    queued: true,
    receipts: [],
    report: { people: [{ texts: 2 }] },
  })
  expect(await lead.finished()).toEqual({ [bilal.who.annotatorId]: 4 })
  expect(await receiptsToGive(lead.data, lead.projectId)).toMatchObject([{ writers: [{ upTo: 4 }] }])
  line.hubs.set(HUB_URL, host)
  await round(team)
  await expect.poll(() => told.length).toBe(1)
  expect(told).toMatchObject([{ kind: 'at-hub', reply: { pushes: [{ outcome: 'stored', stored: 4, duplicates: 4 }] } }])
  expect(await receiptsToGive(lead.data, lead.projectId)).toMatchObject([{ writers: [{ upTo: 8 }] }])
  await round(team)
  expect(await lead.finished()).toEqual({ [bilal.who.annotatorId]: 4 })
  expect(told).toHaveLength(1)
})

it('a hub that was not given the keys is given them with the first file', async () => {
  const team = await leadWithHub()
  await team.host.context.database.transaction(async (session) => void (await session.run('delete from project_keys')))
  const bilal = await joined(team)
  await bilal.label(0, 1)
  expect(await team.lead.take(await fileOf(bilal))).toMatchObject({ kind: 'at-hub' })
})

it('a lead’s laptop without the keys hands a file to the hub unopened, and gets work files from there', async () => {
  const team = await leadWithHub()
  const bilal = await joined(team)
  await bilal.label(0, 1)
  const file = await fileOf(bilal)
  await team.lead.data.db.local.where('key').startsWith('project-keys/').delete()
  expect(await team.lead.codeOf(file)).toBe('sealed')
  expect(await team.lead.take(file)).toMatchObject({ kind: 'at-hub', reply: { pushes: [{ stored: 2 }] } })
  const { prepareWork, workFromHub } = await import('#renderer/app/bundles/make-file.ts')
  const request = { who: team.lead.who, person: bilal.who.annotatorId, newLaptop: false }
  expect(await prepareWork(team.lead.parts, request)).toEqual({ ok: false, error: 'elsewhere' })
  const made = await workFromHub(team.lead.parts, request, 'بہت خفیہ لفظ')
  if (!made.ok) throw new Error(made.error)
  const opened = await bilal.look(made.value, 'بہت خفیہ لفظ')
  expect(opened).toMatchObject({ ok: true, value: { kind: 'work', summary: { who: bilal.who } } })
})
