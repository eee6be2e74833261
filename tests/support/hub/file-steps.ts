import { expect } from 'vitest'
import { FileWorld } from '#tests/support/sync/hub-files.ts'
import type { Laptop } from '#tests/support/sync/sync-world.ts'

const open: FileWorld[] = []
export const begin = async (seed: number, withKeys = true): Promise<FileWorld> => {
  const files = await FileWorld.open(seed, withKeys)
  open.push(files)
  return files
}
export const bilal = (files: FileWorld) => files.world.laptops[1] as Laptop
export const fatima = (files: FileWorld) => files.world.laptops[2] as Laptop
export const label = async (files: FileWorld, laptop: Laptop, times: number) => {
  for (let count = 0; count < times; count += 1) await files.world.label(laptop)
}

/** What the laptop itself holds: the hub must hold the same. */
export async function expectWhole(files: FileWorld, laptops: readonly Laptop[]): Promise<void> {
  const heads = await files.heads()
  for (const { store } of laptops) {
    for (const { id, upTo } of await store.writers()) {
      expect(heads.get(id)).toEqual({ upTo, digest: await store.digest(id, upTo) })
    }
  }
}

/** After each test. */
export async function closeFileWorlds(): Promise<void> {
  for (const files of open.splice(0)) await files.close()
}

/** Has a world closed with the others. */
export const closeLater = (files: FileWorld): void => void open.push(files)
