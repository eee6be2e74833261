import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { SavePicker } from './file-system-types.ts'
import { guardPlatform } from './platform-error-of.ts'
import { PlatformError, type FileSink, type FilesPort } from './platform-port.ts'

const DOWNLOADS = 'downloads'

/** A sink on a handle: the browser itself writes beside the file and swaps at `close`. */
function streamSink(
  { name, readBack }: Pick<FileSink, 'name' | 'readBack'>,
  stream: FileSystemWritableFileStream,
  afterClose: () => Promise<void>,
  afterAbort: () => Promise<void>,
): FileSink {
  const close = () =>
    guardPlatform(async () => {
      await stream.close()
      await afterClose()
    })
  return {
    name,
    reveal: null,
    readBack,
    write: (bytes) => guardPlatform(() => stream.write(bytes as Uint8Array<ArrayBuffer>)),
    close,
    async closeChecked(expected) {
      await close()
      if (readBack === null) return false
      const found = sha256(new Uint8Array(await (await readBack()).arrayBuffer()))
      if (bytesToHex(found) !== expected) throw new PlatformError('file-damaged', name)
      return true
    },
    abort: () =>
      guardPlatform(async () => {
        await stream.abort()
        await afterAbort()
      }),
  }
}

const nothing = () => Promise.resolve()

async function pickSink(pick: SavePicker, suggestedName: string): Promise<FileSink | null> {
  let handle: FileSystemFileHandle
  try {
    handle = await pick({ suggestedName })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null
    throw error
  }
  const { name } = handle
  const readBack = () => guardPlatform(() => handle.getFile())
  return streamSink({ name, readBack }, await handle.createWritable(), nothing, nothing)
}

function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the file over long before.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** No picker: the file grows on the disk, in our private folder, and is downloaded when it is whole. */
async function downloadSink(suggestedName: string): Promise<FileSink> {
  const root = await navigator.storage.getDirectory()
  const folder = await root.getDirectoryHandle(DOWNLOADS, { create: true })
  const handle = await folder.getFileHandle(`${crypto.randomUUID()}.part`, { create: true })
  const remove = () => folder.removeEntry(handle.name).catch(() => undefined)
  const deliver = async () => download(await handle.getFile(), suggestedName)
  return streamSink({ name: suggestedName, readBack: null }, await handle.createWritable(), deliver, remove)
}

/** Empties the folder of finished downloads: their files were handed to the browser in an earlier sitting. */
export async function removeOldDownloads(): Promise<void> {
  const root = await navigator.storage.getDirectory()
  const folder = await root.getDirectoryHandle(DOWNLOADS, { create: true })
  const names: string[] = []
  for await (const entry of folder.values()) names.push(entry.name)
  // One that another tab writes is locked and stays.
  for (const name of names) await folder.removeEntry(name).catch(() => undefined)
}

/** Saves through the browser's save dialog where it has one, otherwise as a download. */
export function browserFiles(target: Window): FilesPort {
  return {
    createSink: (suggestedName) =>
      guardPlatform(() => {
        const pick = target.showSaveFilePicker?.bind(target)
        return pick === undefined ? downloadSink(suggestedName) : pickSink(pick, suggestedName)
      }),
  }
}
