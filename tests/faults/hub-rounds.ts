import { helloReplySchema } from '#shared/sync/messages/hello.ts'
import { syncRound } from '#renderer/sync/sync-round.ts'
import { httpTransport } from '#tests/support/sync/http-transport.ts'
import { SyncWorld, type Laptop } from '#tests/support/sync/sync-world.ts'
import { HubChild } from '#tests/support/hub/hub-child.ts'
import type { PowerCutDisk } from './power-cut-disk.ts'
import { seededRandom } from './seeded-random.ts'

export type HubRoundsOptions = {
  /** Where the hub keeps its data. */
  folder: string
  port: number
  rounds: number
  seed: number
  /** Cut under the hub in each round; without it the process is killed alone. */
  disk?: PowerCutDisk
  relaxed?: boolean
}

export type HubOutcome = {
  rounds: number
  /** Operations the hub had acknowledged before one of the faults. */
  acknowledged: number
  /** Acknowledged operations that a hub did not have when it was back. */
  lost: number
  /** What was wrong at the end, once everyone had synced in peace. */
  findings: string[]
}

/** Time a round lets the laptops work before the fault. */
const WORK_MS = 700
const SILENCE_MS = 5_000

/**
 * Laptops label and sync with a hub in a process of its own; at a random moment of each round the process is killed with
 * −9, or its disk loses its power and then it is killed. After each start, what the hub had acknowledged must be there.
 */
export async function hubRounds(options: HubRoundsOptions): Promise<HubOutcome> {
  const { rounds, seed, disk } = options
  const random = seededRandom(seed)
  const outcome: HubOutcome = { rounds: 0, acknowledged: 0, lost: 0, findings: [] }
  let hub = await HubChild.start(options)
  const world = await SyncWorld.atAddress(seed, hub.address)
  try {
    for (let round = 0; round < rounds; round += 1) {
      disk?.flush()
      const work = new AbortController()
      const working = Promise.all(world.laptops.map((laptop) => keepWorking(world, laptop, options.port, work.signal)))
      await new Promise((resolve) => setTimeout(resolve, 100 + random() * WORK_MS))
      // What a hub says when its power is gone, no laptop hears.
      const told = disk === undefined ? null : await acknowledgedNow(world)
      disk?.cut()
      await hub.kill()
      work.abort()
      await working
      const acknowledged = told ?? (await acknowledgedNow(world))
      await disk?.restore()
      hub = await HubChild.start(options)
      outcome.rounds += 1
      await compare(world, options.port, { acknowledged, outcome })
    }
    for (const laptop of [...world.laptops, ...world.laptops]) {
      const end = await round(laptop, options.port)
      if (end !== 'done') outcome.findings.push(`a quiet round ended with ${end}`)
    }
    outcome.findings.push(...(await world.missingAtLead()))
    return outcome
  } finally {
    await hub.kill()
  }
}

async function keepWorking(world: SyncWorld, laptop: Laptop, port: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (let n = 0; n < 5; n += 1) await world.label(laptop)
    await round(laptop, port)
  }
}

async function round(laptop: Laptop, port: number): Promise<string> {
  const transport = httpTransport(port, { token: () => laptop.token, silenceMs: SILENCE_MS })
  try {
    return (await syncRound(laptop.store, transport, { expectedHub: laptop.hub })).end.kind
  } finally {
    transport.close()
  }
}

type Acknowledged = ReadonlyMap<string, number>

/** How far each writer was told that the hub has it. */
async function acknowledgedNow(world: SyncWorld): Promise<Acknowledged> {
  const writers = (await Promise.all(world.laptops.map(({ store }) => store.writers()))).flat()
  return new Map(writers.map(({ id, ackedUpTo }) => [id, ackedUpTo]))
}

/** What the laptops were told is on the hub, against what the hub says it has. */
async function compare(
  world: SyncWorld,
  port: number,
  { acknowledged, outcome }: { acknowledged: Acknowledged; outcome: HubOutcome },
): Promise<void> {
  for (const { store, token } of world.laptops) {
    const transport = httpTransport(port, { token: () => token, silenceMs: SILENCE_MS })
    const response = await transport.send({ method: 'GET', path: `/v1/hello?project=${world.projectId}` })
    transport.close()
    const { you } = helloReplySchema.parse(JSON.parse(new TextDecoder().decode(response.body)))
    for (const { id } of await store.writers()) {
      const told = acknowledged.get(id) ?? 0
      outcome.acknowledged += told
      outcome.lost += Math.max(0, told - (you?.heads[id]?.upTo ?? 0))
    }
  }
}
