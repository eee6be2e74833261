import { canonicalJson } from '#shared/sync/operation.ts'
import { LINE_FAULTS } from './faulty-transport.ts'
import type { LaptopStore } from './laptop-store.ts'
import { BILAL, FATIMA, LEAD, SyncWorld, type Laptop, type WorldOptions } from './sync-world.ts'

/** Rounds without a fault after which everyone must have everything. */
const QUIET_ROUNDS = 6

type Images = Map<Laptop, unknown>

/** What a schedule found wrong; empty = nothing. */
export type Findings = string[]

export type ScheduleOptions = WorldOptions & { steps?: number }

/**
 * Runs one schedule of faults: laptops answer and sync over a bad line, are cloned and set back, join anew; the hub is
 * restored from a backup. Then the line is mended, and everyone syncs until all is quiet. Checked at the end:
 * I1 nothing shown as saved is missing at the hub, unless every disk that held it was set back; I2 nothing is there twice; I3 all leads see the same;
 * I4 no annotator was ever sent another's answer; I5 nothing stands under a writer that it did not sign.
 */
export async function runSchedule(seed: number, options: ScheduleOptions = {}): Promise<Findings> {
  const world = await SyncWorld.open(seed, options)
  try {
    world.faultPart = 0.4
    world.faults = LINE_FAULTS
    await faultySteps(world, options.steps ?? 24)
    world.faultPart = 0
    return [...(await settle(world)), ...(await check(world))]
  } finally {
    await world.close()
  }
}

async function faultySteps(world: SyncWorld, steps: number): Promise<void> {
  const images: Images = new Map()
  for (const laptop of world.laptops) images.set(laptop, await laptop.store.image())
  let hubBackup: string | null = null
  for (let step = 0; step < steps; step += 1) {
    const laptop = world.laptops[Math.floor(world.random() * world.laptops.length)]
    if (laptop === undefined) continue
    const dice = world.random()
    if (dice < 0.42) await world.label(laptop)
    else if (dice < 0.78) await world.sync(laptop)
    else if (dice < 0.84) await world.deliverLate()
    else if (dice < 0.86) await world.forge(laptop)
    else if (dice < 0.9) images.set(laptop, await laptop.store.image())
    else if (dice < 0.93) await setBack(world, laptop, images)
    else if (dice < 0.95 && world.laptops.length < 6) images.set(await world.clone(laptop), await laptop.store.image())
    else if (dice < 0.96 && world.laptops.length < 6) await world.join(laptop.person)
    else if (dice < 0.98) hubBackup = await world.host.backUp()
    else if (hubBackup !== null) await world.restoreHub(hubBackup)
  }
}

/** A laptop's disk is put back as it was. */
async function setBack(world: SyncWorld, laptop: Laptop, images: Images): Promise<void> {
  const image = images.get(laptop)
  if (image === undefined) return
  await laptop.store.putBack(image)
  await world.forgetWhatIsNowhere()
}

/** Everyone syncs over a good line until a whole round moves nothing. */
async function settle(world: SyncWorld): Promise<Findings> {
  for (let round = 0; round < QUIET_ROUNDS; round += 1) {
    let moved = 0
    for (const laptop of world.laptops) {
      const { end, progress } = await world.sync(laptop)
      if (end.kind !== 'done') return [`a quiet round ended with ${JSON.stringify(end)}`]
      moved += progress.pushed + progress.pulled
    }
    if (moved === 0) return []
  }
  return [`not quiet after ${QUIET_ROUNDS} rounds`]
}

async function check(world: SyncWorld): Promise<Findings> {
  const findings: Findings = []
  const atHub = await world.atHub()
  const whole = atHub.join('\n')
  for (const mark of world.saved.keys()) {
    if (!whole.includes(`"${mark}"`)) findings.push(`I1 lost at the hub: ${mark}`)
  }
  for (const mark of world.saved.keys()) {
    const times = whole.split(`"${mark}"`).length - 1
    if (times > 1) findings.push(`I2 ${times} times at the hub: ${mark}`)
  }
  const leads: LaptopStore[] = []
  const views = new Set<string>()
  for (const { person, store } of world.laptops) {
    const view = canonicalJson([...(await store.registers())])
    if (person !== LEAD) continue
    leads.push(store)
    views.add(view)
  }
  if (views.size > 1) findings.push('I3 leads see different answers')
  for (const store of leads) {
    const held = (await store.all()).length
    if (held !== atHub.length) findings.push(`I3 a lead has ${held} of ${atHub.length}`)
  }
  if (whole.includes('forged')) findings.push('I5 a forged answer was taken')
  for (const { person, heard } of world.laptops) {
    const other = person === BILAL ? FATIMA : BILAL
    if (person !== LEAD && heard.some((text) => new RegExp(`mark\\d+(${other}|${LEAD})`).test(text))) {
      findings.push(`I4 ${person} was sent an answer of another`)
    }
  }
  for (const laptop of world.laptops) {
    for (const writer of await laptop.store.writers()) {
      if (writer.ackedUpTo !== writer.upTo)
        findings.push(`waiting: ${writer.upTo - writer.ackedUpTo} after all is quiet`)
    }
  }
  return findings
}
