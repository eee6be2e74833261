import type { FileWriter } from '../../services/file-writer.ts'
import type { OpenedFiles } from '../../services/opened-files.ts'
import type { CallHandlers } from '../register-handlers.ts'

type FilesHandlers = Pick<
  CallHandlers,
  'files.createSink' | 'files.write' | 'files.close' | 'files.abort' | 'files.reveal' | 'files.takeOpened'
>

export type FilesDeps = {
  writer: FileWriter
  opened: OpenedFiles
  /** Shows the save dialog over the window; null when the person cancels. */
  askWhereToSave: (senderId: number, suggestedName: string) => Promise<string | null>
  nameOf: (path: string) => string
  showInFolder: (path: string) => void
}

export function filesHandlers({ writer, opened, askWhereToSave, nameOf, showInFolder }: FilesDeps): FilesHandlers {
  return {
    'files.createSink': async ({ senderId }, suggestedName) => {
      const path = await askWhereToSave(senderId, suggestedName)
      return path === null ? null : { handle: await writer.begin(senderId, path), name: nameOf(path) }
    },
    'files.write': ({ senderId }, handle, bytes) => writer.write(senderId, handle, bytes),
    'files.close': ({ senderId }, handle, sha256) => writer.close(senderId, handle, sha256),
    'files.abort': ({ senderId }, handle) => writer.abort(senderId, handle),
    'files.takeOpened': ({ senderId }) => opened.take(senderId),
    'files.reveal': ({ senderId }, handle) => showInFolder(writer.revealPath(senderId, handle)),
  }
}
