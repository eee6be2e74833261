import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Journal } from '#electron/main/services/journal/journal.ts'
import type { SecondStorePort } from '#renderer/platform/second-store-port.ts'

export type SqliteStore = { second: SecondStorePort; journal: Journal; remove: () => void }

/** The main process's journal on a real file, without the calls between the processes. */
export function sqliteSecondStore(): SqliteStore {
  const folder = mkdtempSync(join(tmpdir(), 'nishan-journal-'))
  const journal = new Journal(join(folder, 'journal.sqlite'))
  const second: SecondStorePort = {
    open: async () => ({
      found: journal.found.state,
      writers: journal.writers(),
      annotators: journal.annotators(),
    }),
    clearDatabase: () => Promise.reject(new Error('there is no database to clear')),
    append: async (request) => structuredClone(journal.append(request)),
    restore: async (projectId, writerId, operations) => journal.restore(projectId, writerId, operations),
    operationsAfter: async (writerId, seq, limit) => journal.operationsAfter(writerId, seq, limit),
    putWriter: async (writer) => journal.putWriter(writer),
    putAnnotator: async (annotator) => journal.putAnnotator(annotator),
    deleteAnnotator: async (id) => journal.deleteAnnotator(id),
    deleteProject: async (id) => journal.deleteProject(id),
  }
  return {
    second,
    journal,
    remove() {
      journal.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
