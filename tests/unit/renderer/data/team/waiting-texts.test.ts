import { describe, expect, it, vi } from 'vitest'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { WaitingTexts } from '#renderer/data/team/waiting-texts.ts'
import { answer } from '#tests/support/hub/hub-team.ts'
import { MemorySyncStore } from '#tests/support/sync/memory-sync-store.ts'
import { keyPairOf } from '#tests/support/sync/node-ed25519.ts'

function newLaptop(): MemorySyncStore {
  let keys = 0
  return new MemorySyncStore('pppppppppppppppp' as ProjectId, 'bbbbbbbbbbbbbbbb' as AnnotatorId, () =>
    keyPairOf((keys += 1)),
  )
}

async function idOf(laptop: MemorySyncStore) {
  const [writer] = await laptop.writers()
  if (writer === undefined) throw new Error('A laptop has a writer')
  return writer.id
}

async function label(laptop: MemorySyncStore, from: number, to: number): Promise<void> {
  for (let item = from; item < to; item += 1) {
    for (const mark of ['اچھی', 'بری']) await laptop.record(answer(item, mark))
  }
}

/** Kept as it went along, and counted anew. */
async function both(laptop: MemorySyncStore, kept: WaitingTexts) {
  return { kept: await kept.read(), anew: await new WaitingTexts(laptop).read() }
}

describe('what waits to be sent', () => {
  it('tells texts, operations and about the bytes, and is nothing at first', async () => {
    const laptop = newLaptop()
    const waiting = new WaitingTexts(laptop)
    expect(await waiting.read()).toEqual({ texts: 0, operations: 0, bytes: 0 })
    await label(laptop, 0, 40)
    const { texts, operations, bytes } = await waiting.read()
    expect({ texts, operations }).toEqual({ texts: 40, operations: 80 })
    expect(bytes).toBeGreaterThan(320)
    expect(bytes).toBeLessThan(80 * 100)
  })

  it('is the same kept as counted anew: after answers, acknowledgements, and one taken back', async () => {
    const laptop = newLaptop()
    const waiting = new WaitingTexts(laptop)
    const id = await idOf(laptop)
    const steps = [
      () => label(laptop, 0, 10),
      () => laptop.acknowledge(id, 7),
      () => label(laptop, 5, 12),
      () => laptop.acknowledge(id, 34),
      () => label(laptop, 12, 14),
      () => laptop.acknowledge(id, 3, true),
      () => laptop.acknowledge(id, 38),
    ]
    const texts: number[] = []
    for (const step of steps) {
      await step()
      const { kept, anew } = await both(laptop, waiting)
      expect({ texts: kept.texts, operations: kept.operations }).toEqual({
        texts: anew.texts,
        operations: anew.operations,
      })
      texts.push(kept.texts)
    }
    expect(texts).toEqual([10, 7, 9, 0, 2, 13, 0])
  })

  it('follows a disk that was set back, and a writer that was given up', async () => {
    const laptop = newLaptop()
    const waiting = new WaitingTexts(laptop)
    await label(laptop, 0, 3)
    const image = await laptop.image()
    await label(laptop, 3, 9)
    expect((await waiting.read()).texts).toBe(9)
    await laptop.putBack(image)
    expect((await waiting.read()).texts).toBe(3)
    await label(laptop, 9, 11)
    await laptop.reissue({ writer: await idOf(laptop), from: 3 })
    const { kept, anew } = await both(laptop, waiting)
    expect(kept.operations).toBe(anew.operations)
    expect(kept.texts).toBe(anew.texts)
  })

  it('does not read again what it has counted', async () => {
    const laptop = newLaptop()
    const waiting = new WaitingTexts(laptop)
    await label(laptop, 0, 30)
    await waiting.read()
    const read = vi.spyOn(laptop, 'operationsAfter')
    await label(laptop, 30, 31)
    await waiting.read()
    const given = await Promise.all(read.mock.results.map(({ value }) => value as Promise<unknown[]>))
    expect(given.flat()).toHaveLength(2)
  })
})
