import type { NishanApi } from '#shared/ipc/contract.ts'
import { MAX_READ_BYTES } from '#shared/ipc/snapshots-contract.ts'
import { guardCall } from './electron-call.ts'
import type { OpenedFile } from './opened-file.ts'
import { PlatformError } from './platform-port.ts'

type Opened = Awaited<ReturnType<NishanApi['files.takeOpened']>>[number]

/** Files that the system told the main process to open: those of the start, and those that come later. */
export function electronOpenedFiles(api: NishanApi): (listener: (files: readonly OpenedFile[]) => void) => () => void {
  return (listener) => {
    const take = async () => {
      const opened = await guardCall(api['files.takeOpened']())
      if (opened.length > 0) listener(opened.map((file) => openedFile(api, file)))
    }
    // One that cannot be taken now is taken with the next.
    const look = () => void take().catch(() => undefined)
    look()
    return api['files.opened'](look)
  }
}

function openedFile(api: NishanApi, { name, handle, bytes }: Opened): OpenedFile {
  return {
    name,
    bytes,
    async read() {
      if (handle === null) throw new PlatformError('file-gone', name)
      const whole = new Uint8Array(bytes)
      let at = 0
      while (at < bytes) {
        const piece = await guardCall(api['snapshots.readPiece'](handle, at, Math.min(MAX_READ_BYTES, bytes - at)))
        if (piece.byteLength === 0) break
        whole.set(piece, at)
        at += piece.byteLength
      }
      await guardCall(api['snapshots.closeRead'](handle))
      return whole.subarray(0, at)
    },
  }
}
