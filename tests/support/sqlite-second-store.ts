import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Journal } from '#electron/main/services/journal/journal.ts'
import type { SecondStorePort } from '#renderer/platform/second-store-port.ts'

export type SqliteStore = {
  second: SecondStorePort
  readonly journal: Journal
  /** Where the file lies, with what belongs to it. */
  readonly folder: string
  /** The file as it lies on the disk. */
  image: () => Uint8Array
  putBack: (image: Uint8Array) => void
  remove: () => void
}

/** The main process's journal on a real file, without the calls between the processes. */
export function sqliteSecondStore(): SqliteStore {
  const folder = mkdtempSync(join(tmpdir(), 'nishan-journal-'))
  const path = join(folder, 'journal.sqlite')
  let journal = new Journal(path)
  const second: SecondStorePort = {
    open: async () => ({
      found: journal.found.state,
      writers: journal.writers(),
      annotators: journal.annotators(),
      reissued: journal.reissued(),
    }),
    clearDatabase: () => Promise.reject(new Error('there is no database to clear')),
    append: async (request) => structuredClone(journal.append(request)),
    restore: async (projectId, writerId, operations) => journal.restore(projectId, writerId, operations),
    operationsAfter: async (writerId, seq, limit) => journal.operationsAfter(writerId, seq, limit),
    reissue: async (request) => structuredClone(journal.reissue(request)),
    putWriter: async (writer) => journal.putWriter(writer),
    putAnnotator: async (annotator) => journal.putAnnotator(annotator),
    deleteAnnotator: async (id) => journal.deleteAnnotator(id),
    deleteProject: async (id) => journal.deleteProject(id),
  }
  const change = (file: () => void): void => {
    // Closing writes the WAL into the file.
    journal.close()
    file()
    journal = new Journal(path)
  }
  return {
    second,
    folder,
    get journal() {
      return journal
    },
    image() {
      let image = new Uint8Array()
      change(() => {
        image = Uint8Array.from(readFileSync(path))
      })
      return image
    },
    putBack: (image) => change(() => writeFileSync(path, image)),
    remove() {
      journal.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
