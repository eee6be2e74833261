import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { draftAgain } from '#shared/sync/operation.ts'
import type { PullPage } from '#shared/sync/pull-body.ts'
import { readCounters } from '#renderer/data/queries/projects.ts'
import { DexieLaptop } from '#tests/support/sync/dexie-laptop.ts'
import { keyPairOf } from '#tests/support/sync/node-ed25519.ts'
import { answer, elsewhere, pageOf } from '#tests/support/sync/pulled-pages.ts'

const PROJECT = 'pppppppppppppppp' as ProjectId
const LEAD = 'aaaaaaaaaaaaaaaa' as AnnotatorId
const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId

let keys = 7000
let lead: DexieLaptop

beforeEach(async () => {
  const newPair = () => keyPairOf((keys += 1))
  lead = await DexieLaptop.open({ projectId: PROJECT, person: LEAD, newPair, withJournal: false })
  await lead.beginLink('hub', 'gen1')
})
afterEach(() => lead.close())

/** Bilal's answer of 250 ms, and what two copies of his disk said again; with other work of his on the same text. */
function threeTimesTheSame() {
  const [first, one, two] = [1, 2, 3].map(() => elsewhere(BILAL, keyPairOf((keys += 1)))) as [
    ReturnType<typeof elsewhere>,
    ReturnType<typeof elsewhere>,
    ReturnType<typeof elsewhere>,
  ]
  const said = first.says(1, answer(0, 'a', 250))
  const again = draftAgain(first.writer, said.op)
  return {
    bindings: [first.binding, one.binding, two.binding],
    lines: [said, one.says(1, again), two.says(1, again)],
    more: one.says(2, answer(0, 'b', 40)),
    first,
    one,
    two,
  }
}

const time = async () => {
  const [row] = await lead.data.db.annotations.toArray()
  const { activeMs, byDay } = await readCounters(lead.data, PROJECT, BILAL)
  return [row?.activeMs, activeMs, ...Object.values(byDay).map((day) => day.activeMs)]
}

const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
]

const inOrder = (lines: PullPage['lines'], order: readonly number[]) => order.flatMap((index) => lines[index] ?? [])

it.each(ORDERS)('is counted once for all copies of an answer that come one by one: %i %i %i', async (...order) => {
  const { bindings, lines, more } = threeTimesTheSame()
  for (const line of inOrder(lines, order)) await lead.applyPage(pageOf(bindings, [line]))
  expect(await time()).toEqual([250, 250, 250])
  await lead.applyPage(pageOf(bindings, [more]))
  expect(await time()).toEqual([290, 290, 290])
  await lead.registers()
})

it.each(ORDERS)('is counted once for all copies that come in one page: %i %i %i', async (...order) => {
  const { bindings, lines, more } = threeTimesTheSame()
  await lead.applyPage(pageOf(bindings, [more, ...inOrder(lines, order)]))
  expect(await time()).toEqual([290, 290, 290])
  await lead.registers()
})

it.each(ORDERS)('goes when the last copy leaves, whichever that is: %i %i %i', async (...order) => {
  const { bindings, lines, first, one, two } = threeTimesTheSame()
  await lead.applyPage(pageOf(bindings, lines))
  const writers = [first.writer, one.writer, two.writer]
  for (const [left, index] of order.entries()) {
    const writer = writers[index]
    // Another laptop's operations only leave: what the hub has in their place comes by pull.
    if (writer !== undefined) await lead.reissue({ writer, from: 1 })
    const ms = left === 2 ? 0 : 250
    expect(await time()).toEqual([ms, ms, ms])
    await lead.registers()
  }
  for (const line of inOrder(lines, order)) await lead.applyPage(pageOf(bindings, [line]))
  expect(await time()).toEqual([250, 250, 250])
})
