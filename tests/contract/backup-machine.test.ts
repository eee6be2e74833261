import { randomBytes } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { nodeBackupMachine } from '#electron/main/services/snapshots/node-backup-machine.ts'
import type { BackupMachine } from '#shared/backup/backup-machine.ts'
import { verifyBackup } from '#shared/backup/read-backup.ts'
import { makeSeal, openSeal, sealBytes, unsealBytes, UnsealError } from '#shared/backup/sealing.ts'
import { writeBackup } from '#shared/backup/write-backup.ts'
import { browserBackupMachine } from '#renderer/workers/browser-backup-machine.ts'
import { memorySource, piecesOf, PLAIN, sha256Of, smallHeld } from '#tests/support/backup-data.ts'

// The browser's machine is made of what Node has under the same names; e2e tests run it in Chromium.
const MACHINES: [string, BackupMachine, BackupMachine][] = [
  ['the main process', nodeBackupMachine, browserBackupMachine],
  ['a browser', browserBackupMachine, nodeBackupMachine],
]

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}

describe.each(MACHINES)('what a backup needs, from %s', (_name, machine, other) => {
  it('packs what the other unpacks', async () => {
    const bytes = randomBytes(100_000)
    const unpacked = await other.gunzip(await machine.gzip(bytes), 100_000)
    expect(bytes.equals(unpacked ?? Buffer.alloc(0))).toBe(true)
  })

  it('stops unpacking at its limit, and refuses what is not packed or is cut', async () => {
    const packed = await machine.gzip(new Uint8Array(1_000_000))
    expect(await machine.gunzip(packed, 999_999)).toBeNull()
    expect(await machine.gunzip(packed, 1_000_000)).toHaveLength(1_000_000)
    await expect(machine.gunzip(Buffer.from('متن'), 100)).rejects.toThrow()
    await expect(machine.gunzip(packed.subarray(0, packed.length - 9), 1_000_000)).rejects.toThrow()
  })

  it('hashes and decodes exactly', () => {
    const bytes = Buffer.from('\ufeffلفظ 🙂')
    expect(machine.sha256(bytes)).toBe(sha256Of(bytes))
    expect(machine.decode(bytes)).toBe('\ufeffلفظ 🙂')
    expect(() => machine.decode(Buffer.of(0xd8))).toThrow()
  })

  it('seals what the other opens, of any size', async () => {
    const seal = await makeSeal('ایک پاس ورڈ', 10)
    const identity = (await openSeal(seal, 'ایک پاس ورڈ')) ?? ''
    for (const size of [0, 1, 65_536, 200_000]) {
      const bytes = randomBytes(size)
      const sealed = await whole(sealBytes(piecesOf(bytes, 777), [seal.recipient], machine))
      expect((await whole(unsealBytes(piecesOf(sealed, 999), identity, other))).equals(bytes)).toBe(true)
      const short = piecesOf(sealed.subarray(0, -1))
      await expect(whole(unsealBytes(short, identity, other))).rejects.toThrow(UnsealError)
    }
  })

  it('throws on what the source throws, and tells it to stop', async () => {
    const seal = await makeSeal('ایک پاس ورڈ', 10)
    const identity = (await openSeal(seal, 'ایک پاس ورڈ')) ?? ''
    const sealed = await whole(sealBytes(piecesOf(randomBytes(300_000)), [seal.recipient], machine))
    async function* failing() {
      yield sealed.subarray(0, 100_000)
      throw new Error('the stick was pulled out')
    }
    await expect(whole(unsealBytes(failing(), identity, machine))).rejects.toThrow('pulled out')
    let stopped = false
    async function* watched() {
      try {
        yield* piecesOf(sealed, 10_000)
      } finally {
        stopped = true
      }
    }
    for await (const piece of unsealBytes(watched(), identity, machine)) if (piece.length > 0) break
    await vi.waitFor(() => expect(stopped).toBe(true))
  })

  it('writes files that the other reads, sealed too', async () => {
    const seal = await makeSeal('ایک پاس ورڈ', 10)
    for (const key of [null, seal]) {
      const file = await whole(writeBackup(memorySource(smallHeld()), machine, { ...PLAIN, seal: key }))
      const result = await verifyBackup(
        piecesOf(file),
        other,
        key === null ? {} : { key: { passphrase: 'ایک پاس ورڈ' } },
      )
      expect(result).toMatchObject({ ok: true, value: { operations: 8 } })
    }
  })
})
