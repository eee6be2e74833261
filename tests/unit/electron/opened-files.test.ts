import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { KeyVault } from '#electron/main/services/key-vault.ts'
import { OpenedFiles } from '#electron/main/services/opened-files.ts'
import { SnapshotReaders } from '#electron/main/services/snapshots/snapshot-readers.ts'
import type { Sealer } from '#electron/main/services/sealed-file.ts'
import { TEAM, TEAM_KEYS } from '#tests/support/sync/bundle-data.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nishan-opened-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('takes files of ours from a command line, wherever they lie, and nothing else', async () => {
  let told = 0
  const opened = new OpenedFiles(new SnapshotReaders(), () => (told += 1))
  writeFileSync(join(folder, 'کام.NISHAN'), 'abc')
  writeFileSync(join(folder, 'main.js'), '')
  mkdirSync(join(folder, 'folder.nishan'))
  opened.addArguments(['--inspect', '.', 'main.js', 'folder.nishan', 'none.nishan', 'کام.NISHAN'], folder)
  expect(told).toBe(1)
  expect(await opened.take(1)).toMatchObject([{ name: 'کام.NISHAN', bytes: 3 }])
  expect(await opened.take(1)).toEqual([])
  // One that is gone by the time it is asked for is told by its name.
  opened.add([join(folder, 'گئی.nishan')])
  expect(await opened.take(1)).toEqual([{ name: 'گئی.nishan', handle: null, bytes: 0 }])
})

it('keeps the keys of a project sealed, over a restart, and tells as lost what the system does not open any more', () => {
  const sealer: Sealer = {
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.from(Buffer.from(text).map((byte) => byte ^ 7)),
    decryptString: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 7)).toString(),
  }
  const file = join(folder, 'keys.json')
  new KeyVault(file, sealer, () => undefined).keep(TEAM_KEYS)
  expect(readFileSync(file, 'utf8')).not.toContain(TEAM_KEYS.privateKey)
  const again = new KeyVault(file, sealer, () => undefined)
  expect(again.projects()).toEqual([TEAM])
  expect(again.get(TEAM)).toEqual(TEAM_KEYS)
  expect(new KeyVault(file, { ...sealer, decryptString: throwing }, () => undefined).get(TEAM)).toBeNull()
})

function throwing(): never {
  throw new Error('another account')
}
