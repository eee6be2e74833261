import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileErrorCode } from '#electron/main/services/file-error-code.ts'
import { FileWriter, realFileSystem, type FileSystem } from '#electron/main/services/file-writer.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nishan-writer-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function failure(code: string, syscall: string): Error {
  return Object.assign(new Error(`${code}: ${syscall}`), { code, syscall })
}

/** The real file system, with a disk that is full after so many bytes. */
function smallDisk(room: number): FileSystem {
  let left = room
  return {
    ...realFileSystem,
    async open(path, flags) {
      const file = await realFileSystem.open(path, flags)
      return {
        sync: () => file.sync(),
        close: () => file.close(),
        async write(bytes, offset) {
          const part = bytes.subarray(offset, offset + left)
          if (part.byteLength === 0) throw failure('ENOSPC', 'write')
          const { bytesWritten } = await file.write(part, 0)
          left -= bytesWritten
          return { bytesWritten }
        },
      }
    },
  }
}

describe('the file writer', () => {
  it('gives a file its name only when it reads back what was written', async () => {
    const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    const bytes = new TextEncoder().encode('جواب')
    const worn: FileSystem = {
      ...realFileSystem,
      // A stick that loses a bit.
      read: async (path) => (await realFileSystem.read(path)).map((byte, at) => (at === 1 ? byte ^ 4 : byte)),
    }
    for (const [files, names] of [
      [realFileSystem, ['a.nishan']],
      [worn, []],
    ] as const) {
      const writer = new FileWriter(files)
      const handle = await writer.begin(1, join(folder, 'a.nishan'))
      await writer.write(1, handle, bytes)
      const closed = writer.close(1, handle, sha256(bytes))
      if (names.length > 0) await closed
      else await expect(closed).rejects.toMatchObject({ code: 'file-damaged' })
      expect(readdirSync(folder)).toEqual(names)
      rmSync(join(folder, 'a.nishan'), { force: true })
    }
  })

  it('tells a full disk, and leaves neither target nor temp file', async () => {
    const writer = new FileWriter(smallDisk(10))
    const handle = await writer.begin(1, join(folder, 'a.csv'))
    await writer.write(1, handle, new Uint8Array(8))
    const full = writer.write(1, handle, new Uint8Array(8))
    const after = writer.write(1, handle, new Uint8Array(1))
    await expect(full).rejects.toMatchObject({ code: 'disk-full' })
    await expect(after).rejects.toMatchObject({ code: 'file-gone' })
    await expect(writer.close(1, handle)).rejects.toMatchObject({ code: 'file-gone' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('writes a piece whole even where the system takes it in parts', async () => {
    const writer = new FileWriter({
      ...realFileSystem,
      async open(path, flags) {
        const file = await realFileSystem.open(path, flags)
        return {
          sync: () => file.sync(),
          close: () => file.close(),
          write: (bytes, at) => file.write(bytes.subarray(at, at + 3), 0),
        }
      },
    })
    const handle = await writer.begin(1, join(folder, 'a.txt'))
    await writer.write(1, handle, new TextEncoder().encode('abcdefgh'))
    await writer.close(1, handle)
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('abcdefgh')
  })

  it('flushes before it renames, and removes the temp file when the target is in use', async () => {
    const steps: string[] = []
    const writer = new FileWriter({
      ...realFileSystem,
      async open(path, flags) {
        const file = await realFileSystem.open(path, flags)
        return {
          write: (bytes, at) => file.write(bytes, at),
          sync: async () => void steps.push('sync'),
          close: async () => {
            steps.push('close')
            await file.close()
          },
        }
      },
      async rename() {
        steps.push('rename')
        throw failure('EBUSY', 'rename')
      },
    })
    const handle = await writer.begin(1, join(folder, 'a.csv'))
    await expect(writer.close(1, handle)).rejects.toMatchObject({ code: 'file-in-use' })
    expect(steps.slice(0, 3)).toEqual(['sync', 'close', 'rename'])
    expect(readdirSync(folder)).toEqual([])
  })

  it('gives a handle to its owner only', async () => {
    const writer = new FileWriter()
    const handle = await writer.begin(1, join(folder, 'a.csv'))
    const gone = { code: 'file-gone' }
    await expect(writer.write(2, handle, new Uint8Array(1))).rejects.toMatchObject(gone)
    await expect(writer.close(2, handle)).rejects.toMatchObject(gone)
    await writer.abort(2, handle)
    await writer.dropOwner(2)
    await writer.write(1, handle, new Uint8Array(1))
    await writer.close(1, handle)
    expect(() => writer.revealPath(2, handle)).toThrow('file-gone')
    expect(writer.revealPath(1, handle)).toBe(join(folder, 'a.csv'))
    await expect(writer.write(1, handle, new Uint8Array(1))).rejects.toMatchObject(gone)
  })

  it('drops the open files of an owner and keeps the finished ones on the disk', async () => {
    const writer = new FileWriter()
    const done = await writer.begin(1, join(folder, 'done.csv'))
    await writer.close(1, done)
    await writer.begin(1, join(folder, 'half.csv'))
    await writer.dropOwner(1)
    expect(readdirSync(folder)).toEqual(['done.csv'])
    expect(() => writer.revealPath(1, done)).toThrow('file-gone')
  })
})

describe('codes of file errors', () => {
  it.each([
    ['ENOSPC', 'write', 'linux', 'disk-full'],
    ['EDQUOT', 'write', 'linux', 'disk-full'],
    ['EBUSY', 'rename', 'win32', 'file-in-use'],
    ['EPERM', 'rename', 'win32', 'file-in-use'],
    ['EPERM', 'rename', 'linux', 'file-denied'],
    ['EACCES', 'open', 'win32', 'file-denied'],
    ['EROFS', 'open', 'linux', 'file-denied'],
    ['ENOENT', 'open', 'linux', 'file-gone'],
    ['EIO', 'write', 'linux', 'file-gone'],
    ['EWHATEVER', 'write', 'linux', 'platform-failed'],
  ] as const)('%s of %s on %s is %s', (code, syscall, platform, expected) => {
    expect(fileErrorCode(failure(code, syscall), platform)).toBe(expected)
  })
})
