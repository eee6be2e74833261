import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import type { OpenedFile } from '#renderer/platform/opened-file.ts'
import { PlatformError } from '#renderer/platform/platform-port.ts'
import { OpenRun } from '#renderer/app/bundles/open-run.ts'
import { FileLaptop, PASSPHRASE } from '#tests/support/bundles/file-laptop.ts'

const laptops: FileLaptop[] = []

afterEach(() => {
  for (const laptop of laptops.splice(0)) laptop.close()
})

const fileOf = (name: string, bytes: Uint8Array): OpenedFile => ({ name, bytes: bytes.length, read: async () => bytes })

async function twoLaptops() {
  const lead = await FileLaptop.lead()
  const bilal = new FileLaptop()
  laptops.push(lead, bilal)
  const work = await lead.workFile(await lead.addPerson('بلال'))
  return { lead, bilal, work }
}

function runOn(laptop: FileLaptop) {
  const seen: string[] = []
  let busy = 0
  const run: OpenRun = new OpenRun(
    { ...laptop.parts, person: () => laptop.person, busy: () => ((busy += 1), () => void (busy -= 1)) },
    () =>
      seen.push(
        run
          .entries()
          .map(({ phase }) => phase.at)
          .join(),
      ),
  )
  return { run, seen, busy: () => busy }
}

it('looks into several files one after another, and one that fails does not hold up the next', async () => {
  const { bilal, work } = await twoLaptops()
  const { run, seen } = runOn(bilal)
  const gone: OpenedFile = {
    name: 'گئی.nishan',
    bytes: 9,
    read: () => Promise.reject(new PlatformError('file-gone', 'the stick is out')),
  }
  run.add([gone, fileOf('کام.nishan', work), fileOf('a.txt', new TextEncoder().encode('متن'))])
  await run.settled()
  expect(run.entries().map(({ phase }) => phase)).toMatchObject([
    { at: 'unreadable', code: 'file-gone' },
    { at: 'passphrase', wrong: false },
    { at: 'refused', fault: { code: 'not-a-bundle' } },
  ])
  expect(seen.some((phases) => phases.split(',').filter((at) => at === 'reading').length > 1)).toBe(false)
})

it('asks for the password until it is right, then takes what is ready, and says that work is under way', async () => {
  const { lead, bilal, work } = await twoLaptops()
  const { run, busy } = runOn(bilal)
  run.add([fileOf('کام.nishan', work)])
  await run.settled()
  run.unlock(1, 'کوئی اور لفظ')
  await run.settled()
  expect(run.entries()[0]?.phase).toEqual({ at: 'passphrase', wrong: true })
  run.unlock(1, PASSPHRASE)
  await run.settled()
  expect(run.entries()[0]?.phase).toMatchObject({ at: 'ready', content: { kind: 'work' } })
  expect(await bilal.data.db.operations.count()).toBe(0)
  run.take([1])
  await run.settled()
  expect(run.entries()[0]?.phase).toMatchObject({ at: 'taken', taken: { kind: 'work', stopped: false } })
  expect(busy()).toBe(0)
  expect(await bilal.data.db.items.count()).toBe(await lead.data.db.items.count())
})

it('a file that was stopped half-way comes in whole when it is opened again', async () => {
  const { bilal, work } = await twoLaptops()
  const { run } = runOn(bilal)
  run.add([fileOf('کام.nishan', work)])
  await run.settled()
  run.unlock(1, PASSPHRASE)
  await run.settled()
  run.take([1])
  await Promise.resolve()
  run.stopAll()
  await run.settled()
  expect(run.entries()[0]?.phase).toMatchObject({ at: 'taken', taken: { kind: 'work', stopped: true } })
  expect(await bilal.data.db.items.count()).toBe(0)
  await bilal.take(work)
  expect(await bilal.data.db.items.count()).toBe(8)
})
