import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { syncRound } from '#renderer/sync/sync-round.ts'
import { HubChild } from '#tests/support/hub/hub-child.ts'
import { seededRandom } from '#tests/faults/seeded-random.ts'
import { FaultProxy, WIRE_FAULTS } from '#tests/support/sync/fault-proxy.ts'
import { httpTransport } from '#tests/support/sync/http-transport.ts'
import { SyncWorld, type Laptop } from '#tests/support/sync/sync-world.ts'

const LONG = process.env['NISHAN_LONG_FAULTS'] !== undefined
const SEED = Number(process.env['NISHAN_FIRST_SEED'] ?? 31)
const ROUNDS = LONG ? 400 : 40
const PORT = 24_361
const SILENCE_MS = 300
const PATIENT_MS = 30_000
/** Of the requests, so many meet a fault. */
const FAULT_PART = 0.4

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function round(laptop: Laptop, port: number, silenceMs: number): Promise<string> {
  // Through the proxy too, the hub is asked for by its own name.
  const transport = httpTransport(port, {
    host: `127.0.0.1:${PORT}`,
    token: () => laptop.token,
    silenceMs,
  })
  try {
    return (await syncRound(laptop.store, transport, { expectedHub: laptop.hub })).end.kind
  } finally {
    transport.close()
  }
}

it(`a hub of its own process, killed now and then, behind a line that does everything: ${ROUNDS} rounds, seed ${SEED}`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nishan-real-line-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  let hub = await HubChild.start({ folder, port: PORT })
  closing.push(() => hub.kill())
  const world = await SyncWorld.atAddress(SEED, hub.address)
  const random = seededRandom(SEED)
  const faults = WIRE_FAULTS.filter((fault) => fault !== 'none')
  const proxy = await FaultProxy.open(PORT, 0, {
    random,
    lateMs: 2 * SILENCE_MS,
    fault: () => (random() < FAULT_PART ? (faults[Math.floor(random() * faults.length)] ?? 'none') : 'none'),
  })
  closing.push(() => proxy.close())

  const ends = new Set<string>()
  for (let n = 0; n < ROUNDS; n += 1) {
    for (const laptop of world.laptops) for (let count = 0; count < 3; count += 1) await world.label(laptop)
    const rounds = Promise.all(world.laptops.map((laptop) => round(laptop, proxy.port, SILENCE_MS)))
    if (random() < 0.1) {
      await hub.kill()
      hub = await HubChild.start({ folder, port: PORT })
    }
    for (const end of await rounds) ends.add(end)
  }
  expect([...WIRE_FAULTS].filter((fault) => !proxy.counts.has(fault))).toEqual([])
  expect(ends).toContain('no-network')
  expect(ends).toContain('portal')

  // In peace, past the proxy: what is late arrives, and then everyone has everything once.
  await new Promise((resolve) => setTimeout(resolve, 3 * SILENCE_MS))
  for (const laptop of [...world.laptops, ...world.laptops]) expect(await round(laptop, PORT, PATIENT_MS)).toBe('done')
  expect(await world.missingAtLead()).toEqual([])
}, 600_000)
