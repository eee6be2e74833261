import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { readAll, smallHeld } from '#tests/support/backup-data.ts'

const fixture = (name: string) => readFileSync(join(PROJECT_ROOT, 'tests/fixtures/backups', name))

/** Written by the first release of the format, and never again: they must open for ever. */
describe('a file of format 1', () => {
  it.each([
    ['format-1.nishanbackup', {}],
    ['format-1-sealed.nishanbackup', { key: { passphrase: 'بیک اپ کا خفیہ لفظ' } }],
  ])('opens: %s', async (name, options) => {
    const { result, read } = await readAll(fixture(name), options)
    expect(result).toMatchObject({
      ok: true,
      value: { operations: 8, blobs: 2, header: { createdAt: 1_764_064_800_000 } },
    })
    const held = smallHeld()
    for (const [id, operations] of held.operations) {
      const got = read.pages.filter(({ writerId }) => writerId === id).flatMap((page) => page.operations)
      expect(got.toSorted((a, b) => a.seq - b.seq)).toEqual(operations)
    }
    expect(read.profiles).toEqual(held.profiles)
    expect(read.local).toEqual(held.local)
    expect(read.manifest?.projects.map((project) => project.name)).toEqual(['خبریں', ''])
  })
})
