import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DiskSpace } from '#electron/main/services/disk-space.ts'

let folder: string
let logged: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nishan-disk-'))
  logged = []
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const disk = (path = folder) => new DiskSpace(path, ['journal', 'blobs'], (event) => void logged.push(event))

test('tells what the system gives a program without special rights', async () => {
  const { bavail, bsize } = statfsSync(folder)
  const free = await disk().freeBytes()
  // Other programs write meanwhile.
  expect(Math.abs((free ?? 0) - bavail * bsize)).toBeLessThan(500_000_000)
})

test('tells nothing, and logs that once, where the system does not answer', async () => {
  const gone = disk(join(folder, 'gone'))
  expect(await gone.freeBytes()).toBeNull()
  expect(await gone.freeBytes()).toBeNull()
  expect(logged).toEqual(['disk-space-unknown'])
})

test('adds up the files of its folders, and finds nothing where there are none', async () => {
  expect(await disk().usedBytes()).toBe(0)
  mkdirSync(join(folder, 'blobs', 'inner'), { recursive: true })
  mkdirSync(join(folder, 'journal'))
  writeFileSync(join(folder, 'blobs', 'a'), Buffer.alloc(300))
  writeFileSync(join(folder, 'journal', 'journal.sqlite'), Buffer.alloc(4096))
  writeFileSync(join(folder, 'settings.json'), Buffer.alloc(50))
  expect(await disk().usedBytes()).toBe(4396)
})
