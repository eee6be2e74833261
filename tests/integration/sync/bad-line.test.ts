import { afterEach, describe, expect, it } from 'vitest'
import { PushSize } from '#renderer/sync/push-size.ts'
import { syncRound } from '#renderer/sync/sync-round.ts'
import { seededRandom } from '#tests/faults/seeded-random.ts'
import { httpTransport } from '#tests/support/sync/http-transport.ts'
import { SlowProxy } from '#tests/support/sync/slow-proxy.ts'
import { BILAL, SyncWorld, type Laptop } from '#tests/support/sync/sync-world.ts'

/** The long form takes the time it names; the short one a tenth of it. */
const HURRY = process.env['NISHAN_LONG_FAULTS'] ? 1 : 10
const LABELS = 2000

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function workedOffline(): Promise<{ world: SyncWorld; bilal: Laptop; port: number }> {
  const world = await SyncWorld.open(20261126)
  closing.push(() => world.close())
  const address = await world.host.app.listen({ host: '127.0.0.1', port: 0 })
  const bilal = world.laptops.find(({ person }) => person === BILAL)
  if (bilal === undefined) throw new Error('Bilal has a laptop')
  for (let n = 0; n < LABELS; n += 1) await world.labelAndFinish(bilal, n)
  return { world, bilal, port: Number(new URL(address).port) }
}

describe('20 kbit/s, 2 s round trip, 5 % loss, up for 60 to 120 s and then gone', () => {
  it(`carries ${LABELS} labels in at most 3 windows and under 60 kB`, { timeout: 900_000 }, async () => {
    const { world, bilal, port } = await workedOffline()
    const random = seededRandom(7)
    const line = { bitsPerSecond: 20_000, roundTripMs: 2_000, loss: 0.05, upMs: 60_000, downMs: 30_000 }
    const { proxy, port: way } = await SlowProxy.open(port, { ...line, hurry: HURRY, random })
    closing.push(() => proxy.close())
    const transport = httpTransport(way, {
      host: 'hub.test',
      token: () => bilal.token,
      silenceMs: 30_000 / HURRY,
    })
    closing.push(() => transport.close())
    const size = new PushSize()
    for (let tries = 0; tries < 200; tries += 1) {
      const { end } = await syncRound(bilal.store, transport, { expectedHub: bilal.hub, size })
      if (end.kind === 'done') break
      await new Promise((resolve) => setTimeout(resolve, (2_000 + random() * 10_000) / HURRY))
    }
    const [writer] = await bilal.store.writers()
    expect(writer?.ackedUpTo).toBe(2 * LABELS)
    expect((await world.atHub()).filter(({ writer: whose }) => whose === writer?.id)).toHaveLength(2 * LABELS)
    expect(proxy.windows).toBeLessThanOrEqual(3)
    expect(proxy.bytes).toBeLessThan(60_000)
  })
})
