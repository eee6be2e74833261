import { QUESTION } from '#tests/support/hub/hub-team.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, type DatabasePlace } from '#tests/support/hub/test-databases.ts'
import { FileWorld } from '#tests/support/sync/hub-files.ts'
import type { Laptop } from '#tests/support/sync/sync-world.ts'

const CHUNK = 'cccccccc'

describe.each(DATABASE_KINDS)('a team moves to $name and back by bundles of everything', ({ missing, start }) => {
  describe.skipIf(missing !== null)('and', () => {
    let place: DatabasePlace
    const opened: FileWorld[] = []

    beforeAll(async () => {
      place = await start()
    }, 90_000)
    afterAll(async () => {
      for (const files of opened) await files.close()
      await place?.stop()
    })

    const everything = async (files: FileWorld) => (await files.call('GET', '/bundles/everything')).bytes

    it('every operation, its place and its digest is the same there and after', async () => {
      const files = await FileWorld.open(70)
      const [, bilal, fatima] = files.world.laptops as [Laptop, Laptop, Laptop]
      for (const laptop of [bilal, fatima]) {
        for (let count = 0; count < 40; count += 1) await files.world.label(laptop)
        await files.world.sync(laptop)
      }
      // An item that was erased, an answer that is kept back, and files of answers at the new hub.
      await files.lead.store.record({
        kind: 'item.erase',
        item: `${CHUNK}:2`,
        value: { sha256: '1'.repeat(64), bytes: 1 },
        at: 1,
        taskVersion: 1,
      })
      await files.world.sync(files.lead)
      await bilal.store.record({
        kind: 'gold.set',
        item: `${CHUNK}:1`,
        question: QUESTION,
        at: 1,
        taskVersion: 1,
      })
      await files.world.sync(bilal)
      const there = await files.secondHub((await place.open()).database)
      opened.push(files, there)
      const moved = await there.openFile(await everything(files))
      expect(moved).toMatchObject({ status: 201, json: { kind: 'everything' } })
      expect(await there.heads()).toEqual(await files.heads())
      expect(await there.contents()).toEqual(await files.contents())
      await files.world.label(fatima)
      await there.take(await files.file([fatima]))
      const back = await files.secondHub()
      opened.push(back)
      expect((await back.openFile(await everything(there))).status).toBe(201)
      expect(await back.heads()).toEqual(await there.heads())
      expect(await back.contents()).toEqual(await there.contents())
      expect(await back.rows('select item from erased_items where project_id = ?')).toEqual([{ item: `${CHUNK}:2` }])
    }, 60_000)

    it('what was erased at one of them is erased at both, whichever knew first', async () => {
      const files = await FileWorld.open(71)
      const [, bilal] = files.world.laptops as [Laptop, Laptop]
      await bilal.store.record({
        kind: 'answer.set',
        item: `${CHUNK}:2`,
        question: QUESTION,
        value: ['to-be-erased'],
        at: 1,
        taskVersion: 1,
      })
      await files.world.sync(bilal)
      const there = await files.secondHub((await place.open()).database)
      opened.push(files, there)
      const before = await everything(files)
      await there.openFile(before)
      expect((await there.contents()).join('')).toContain('to-be-erased')
      const erase = { kind: 'item.erase', item: `${CHUNK}:2`, value: { sha256: '1'.repeat(64), bytes: 1 } } as const
      await files.lead.store.record({ ...erase, at: 1, taskVersion: 1 })
      await files.world.sync(files.lead)
      expect((await files.contents()).join('')).not.toContain('to-be-erased')
      // The erasure comes to the second hub; then an older bundle that still holds the answer.
      for (const bundle of [await everything(files), before]) {
        expect((await there.openFile(bundle)).status).toBe(201)
        expect((await there.contents()).join('')).not.toContain('to-be-erased')
      }
      expect(await there.heads()).toEqual(await files.heads())
      // A hub that gets the older one last and first.
      const third = await files.secondHub()
      opened.push(third)
      for (const bundle of [before, await everything(there)]) await third.openFile(bundle)
      expect((await third.contents()).join('')).not.toContain('to-be-erased')
    }, 60_000)
  })
})
