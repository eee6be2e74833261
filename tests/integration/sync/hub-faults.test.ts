import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { hubRounds } from '#tests/faults/hub-rounds.ts'
import { PowerCutDisk } from '#tests/faults/power-cut-disk.ts'

const LONG = process.env['NISHAN_LONG_FAULTS'] !== undefined
const ROUNDS = LONG ? 40 : 4
const PORT = 24_335
const DISK_MEGABYTES = 64

const noDisk = PowerCutDisk.whyNot()

let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const newFolder = () => (folder = mkdtempSync(join(tmpdir(), 'nishan-hub-faults-')))

describe('a hub that ends without warning', () => {
  it('has everything it acknowledged after kill −9', { timeout: 600_000 }, async () => {
    const outcome = await hubRounds({ folder: newFolder(), port: PORT, rounds: ROUNDS, seed: 11 })
    expect(outcome).toMatchObject({ rounds: ROUNDS, lost: 0, findings: [] })
    expect(outcome.acknowledged).toBeGreaterThan(0)
  })

  it.skipIf(noDisk !== null)('has everything it acknowledged after a power cut', { timeout: 600_000 }, async () => {
    const disk = PowerCutDisk.make(join(newFolder(), 'disk'), DISK_MEGABYTES)
    try {
      const place = { folder: join(folder, 'disk'), port: PORT, disk }
      const outcome = await hubRounds({ ...place, rounds: ROUNDS, seed: 12 })
      expect(outcome).toMatchObject({ rounds: ROUNDS, lost: 0, findings: [] })
      expect(outcome.acknowledged).toBeGreaterThan(0)
    } finally {
      await disk.remove()
    }
  })

  it.skipIf(noDisk !== null)('loses much when it does not flush: the cut cuts', { timeout: 600_000 }, async () => {
    const disk = PowerCutDisk.make(join(newFolder(), 'disk'), DISK_MEGABYTES)
    try {
      const place = { folder: join(folder, 'disk'), port: PORT, disk, relaxed: true }
      const { lost } = await hubRounds({ ...place, rounds: 1, seed: 13 })
      expect(lost).toBeGreaterThan(0)
    } finally {
      await disk.remove()
    }
  })
})
