import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import { itemId } from '#shared/base/ids.ts'
import { eraseItem } from '#renderer/data/commands/erase-item.ts'
import { projectItems } from '#renderer/data/queries/projects.ts'
import { FileLaptop, TEXTS } from '#tests/support/bundles/file-laptop.ts'
import { tracesIn } from '#tests/support/erasure-traces.ts'

const laptops: FileLaptop[] = []

afterEach(() => {
  for (const laptop of laptops.splice(0)) laptop.close()
})

it('an erasure goes with the next work file; files from before it, and an older work file, bring nothing back', async () => {
  const lead = await FileLaptop.lead()
  const bilal = new FileLaptop()
  laptops.push(lead, bilal)
  const person = await lead.addPerson('بلال')
  const oldWork = await lead.workFile(person)
  await bilal.take(oldWork)
  await bilal.label(0, 3)
  const before = defined(await bilal.answersFile(false), 'file')
  const chunk = defined(await lead.data.db.chunks.toCollection().first(), 'chunk')
  const words = [defined(TEXTS[1], 'text')]
  expect(await eraseItem(lead.data, lead.who, itemId(chunk.id, 1))).toMatchObject({ ok: true })
  // What was answered before, and arrives after.
  await lead.merge(before)
  expect(await lead.finished()).toEqual({ [person]: 2 })
  await bilal.take(await lead.workFile(person, false))
  await bilal.take(oldWork)
  for (const { data, who } of [lead, bilal]) {
    expect(await tracesIn(data, words)).toEqual([])
    expect(await data.db.items.count()).toBe(TEXTS.length - 1)
    expect(await projectItems(data, who.projectId)).toBe(TEXTS.length - 1)
    const now = defined(await data.db.chunks.get(chunk.id), 'chunk')
    expect(await data.blobs.has(now.sha256)).toBe(true)
    expect(await data.blobs.has(chunk.sha256)).toBe(false)
    const kept = await data.db.operations.where('item').equals(itemId(chunk.id, 1)).toArray()
    expect(kept.filter(({ kind }) => kind !== 'item.erase').every(({ erased }) => erased !== undefined)).toBe(true)
  }
  expect(await bilal.finished()).toEqual({ [person]: 2 })
})
