import { canonicalJson, originOf, type Operation } from '#shared/sync/operation.ts'
import { LINE_FAULTS } from './faulty-transport.ts'
import type { LaptopStore } from './laptop-store.ts'
import { BILAL, FATIMA, LEAD, SyncWorld, type Laptop, type WorldOptions } from './sync-world.ts'

/** Rounds without a fault after which everyone must have everything. */
const QUIET_ROUNDS = 6
const FEWEST_STEPS = 4
const MORE_STEPS = 16

type Images = Map<Laptop, unknown>

/** What a schedule found wrong; empty = nothing. */
export type Findings = string[]

export type ScheduleOptions = WorldOptions & {
  /** Faulty steps; otherwise drawn. */
  steps?: number
}

/**
 * Runs one schedule of faults: laptops answer and sync over a bad line, are cloned and set back, join anew; the hub is
 * restored from a backup. Then the line is mended, and everyone syncs until all is quiet. Checked at the end:
 * I1 nothing shown as saved is missing at the hub, unless every disk that held it was set back; I2 nothing was first issued twice; I3 all leads see the same;
 * I4 no annotator was ever sent another's answer; I5 nothing stands under a writer that it did not sign.
 */
export async function runSchedule(seed: number, options: ScheduleOptions = {}): Promise<Findings> {
  const world = await SyncWorld.open(seed, options)
  try {
    world.faultPart = 0.4
    world.faults = LINE_FAULTS
    await faultySteps(world, options.steps ?? FEWEST_STEPS + Math.floor(world.random() * MORE_STEPS))
    world.faultPart = 0
    return [...(await settle(world)), ...(await check(world))]
  } finally {
    await world.close()
  }
}

type Step = 'label' | 'sync' | 'late' | 'forge' | 'image' | 'setBack' | 'clone' | 'join' | 'backUp' | 'restore'
type Weights = Record<Step, number>

const LINE: Weights = {
  label: 40,
  sync: 40,
  late: 10,
  forge: 2,
  image: 0,
  setBack: 0,
  clone: 0,
  join: 2,
  backUp: 0,
  restore: 0,
}
/** What goes wrong most: the line alone, the laptops' disks, the hub's disk, everything. */
const THEMES: readonly Weights[] = [
  LINE,
  { ...LINE, image: 8, setBack: 8, clone: 6 },
  { ...LINE, backUp: 10, restore: 8 },
  { ...LINE, image: 5, setBack: 5, clone: 4, backUp: 5, restore: 4 },
]
const MOST_LAPTOPS = 6

async function faultySteps(world: SyncWorld, steps: number): Promise<void> {
  const weights = THEMES[Math.floor(world.random() * THEMES.length)] ?? LINE
  const images: Images = new Map()
  for (const laptop of world.laptops) images.set(laptop, await laptop.store.image())
  let backup: string | null = null
  for (let step = 0; step < steps; step += 1) {
    const laptop = world.laptops[Math.floor(world.random() * world.laptops.length)]
    if (laptop === undefined) continue
    const kind = drawn(weights, world.random())
    if (kind === 'backUp') backup = await world.host.backUp()
    else if (kind === 'restore' && backup !== null) await world.restoreHub(backup)
    else await laptopStep(world, kind, laptop, images)
  }
}

async function laptopStep(world: SyncWorld, kind: Step, laptop: Laptop, images: Images): Promise<void> {
  const crowded = world.laptops.length >= MOST_LAPTOPS
  if (kind === 'label') await world.label(laptop)
  else if (kind === 'sync') await world.sync(laptop)
  else if (kind === 'late') await world.deliverLate()
  else if (kind === 'forge') await world.forge(laptop)
  else if (kind === 'image') images.set(laptop, await laptop.store.image())
  else if (kind === 'setBack') await setBack(world, laptop, images)
  else if (kind === 'clone' && !crowded) images.set(await world.clone(laptop), await laptop.store.image())
  else if (kind === 'join' && !crowded) await world.join(laptop.person)
}

function drawn(weights: Weights, random: number): Step {
  const all = Object.entries(weights) as [Step, number][]
  let rest = random * all.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [step, weight] of all) {
    rest -= weight
    if (rest < 0) return step
  }
  return 'sync'
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
      if (end.kind === 'refused' && end.code === 'not-enrolled') {
        // It joined after the backup to which the hub was set back: its person asks for a new invite.
        await world.enrol(laptop)
        moved += 1
        continue
      }
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
  const origins = new Map<string, Set<string>>()
  for (const { writer, content } of atHub) {
    const operation = JSON.parse(content) as Operation
    const [mark = ''] = operation.kind === 'answer.set' ? (operation.value as string[]) : []
    origins.set(mark, (origins.get(mark) ?? new Set()).add(originOf(writer, operation)))
  }
  for (const mark of world.saved.keys()) {
    const times = origins.get(mark)?.size ?? 0
    if (times === 0) findings.push(`I1 lost at the hub: ${mark}`)
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
  if (origins.has('forged')) findings.push('I5 a forged answer was taken')
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
