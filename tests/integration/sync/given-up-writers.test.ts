import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { DexieLaptop } from '#tests/support/sync/dexie-laptop.ts'
import { MemorySyncStore } from '#tests/support/sync/memory-sync-store.ts'
import { SyncWorld, type Laptop, type NewStore } from '#tests/support/sync/sync-world.ts'

const memory: NewStore = (projectId, person, newPair) => new MemorySyncStore(projectId, person, newPair)
const dexie =
  (withJournal: boolean): NewStore =>
  (projectId, person, newPair) =>
    DexieLaptop.open({ projectId, person, newPair, withJournal })

const STORES: readonly [name: string, newStore: NewStore][] = [
  ['in memory', memory],
  ['on Dexie', dexie(false)],
  ['on Dexie with a journal', dexie(true)],
]

async function withWorld(newStore: NewStore, run: (world: SyncWorld, bilal: Laptop) => Promise<void>): Promise<void> {
  const world = await SyncWorld.open(7, { newStore })
  try {
    const bilal = world.laptops[1]
    if (bilal === undefined) throw new Error('no laptop')
    await run(world, bilal)
  } finally {
    await world.close()
  }
}

async function quiet(world: SyncWorld): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    for (const laptop of world.laptops) {
      const { end } = await world.sync(laptop)
      if (end.kind === 'refused' && end.code === 'not-enrolled') await world.enrol(laptop)
      else expect(end).toEqual({ kind: 'done' })
    }
  }
}

/** How often each answer that was shown as saved stands at the hub. */
async function timesAtHub(world: SyncWorld): Promise<number[]> {
  const contents = (await world.atHub()).map(({ content }) => content)
  return [...world.saved.keys()].map((mark) => contents.filter((content) => content.includes(`"${mark}"`)).length)
}

describe.each(STORES)('a writer that was given up, %s', (_name, newStore) => {
  it('is sent again by its laptop to a hub set back to before it: nothing lost, nothing said twice', () =>
    withWorld(newStore, async (world, bilal) => {
      await world.label(bilal)
      await world.sync(bilal)
      const [image, backup] = [await bilal.store.image(), await world.host.backUp()]
      for (let n = 0; n < 3; n += 1) await world.label(bilal)
      await world.sync(bilal)
      // The disk is put back: the hub has more of the writer than this laptop, which goes on under another one.
      await bilal.store.putBack(image)
      await world.sync(bilal)
      await world.label(bilal)
      await world.sync(bilal)
      expect(await timesAtHub(world)).toEqual([1, 1, 1, 1, 1])
      const before = await bilal.store.registers()

      await world.restoreHub(backup)
      expect(await timesAtHub(world)).toEqual([1, 0, 0, 0, 0])
      await quiet(world)
      expect(await timesAtHub(world)).toEqual([1, 1, 1, 1, 1])
      expect(await bilal.store.registers()).toEqual(before)
      // And again: nothing moves any more.
      const { progress } = await world.sync(bilal)
      expect(progress).toEqual({ pushed: 0, pulled: 0, quarantined: 0 })
    }))

  it('is sent by whichever copy of the disk comes first, and the other finds it there', () =>
    withWorld(newStore, async (world, bilal) => {
      await world.label(bilal)
      await world.sync(bilal)
      const backup = await world.host.backUp()
      const clone = await world.clone(bilal)
      await world.label(bilal)
      await world.label(clone)
      await world.sync(bilal)
      // A fork: the clone goes on under a writer of its own.
      await world.sync(clone)
      await world.label(bilal)
      await world.sync(bilal)
      await world.sync(clone)
      await world.restoreHub(backup)
      await world.sync(clone)
      await quiet(world)
      expect(await timesAtHub(world)).toEqual([1, 1, 1, 1])
    }))

  it('is never signed with for anything new', () =>
    withWorld(newStore, async (world, bilal) => {
      await world.label(bilal)
      await world.sync(bilal)
      const [image, old] = [await bilal.store.image(), await bilal.store.writers()]
      await world.label(bilal)
      await world.sync(bilal)
      await bilal.store.putBack(image)
      await world.sync(bilal)
      await world.label(bilal)
      const used = (await bilal.store.all()).filter(({ op }) => JSON.stringify(op.value).includes('mark3'))
      expect(used.map(({ writer }) => old.some(({ id }) => id === writer))).toEqual([false])
    }))
})
