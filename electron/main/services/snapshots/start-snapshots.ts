import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlobFiles } from '../blob-files.ts'
import type { JournalDoor } from '../journal/journal-door.ts'
import type { Log } from '../log.ts'
import type { OpenWindows } from '../open-windows.ts'
import { journalSource } from './journal-source.ts'
import { PageQuestion } from './page-facts.ts'
import { realDisk } from './snapshot-disk.ts'
import { SnapshotMemoryFile } from './snapshot-memory.ts'
import { SnapshotReaders } from './snapshot-readers.ts'
import { scheduleSnapshots } from './snapshot-schedule.ts'
import { Snapshots } from './snapshots.ts'

export type SnapshotParts = {
  userData: string
  door: JournalDoor
  blobs: BlobFiles
  log: Log
  windows: OpenWindows
  appVersion: string
}

export type StartedSnapshots = {
  snapshots: Snapshots
  readers: SnapshotReaders
  question: PageQuestion
  /** Gives up what runs; the app ends after it. */
  stop: () => Promise<void>
}

/** Puts the snapshots of this install together and begins their daily look. */
export function startSnapshots({ userData, door, blobs, log, windows, appVersion }: SnapshotParts): StartedSnapshots {
  const question = new PageQuestion(() => {
    windows.send('snapshots.asking', undefined)
    return windows.first() !== null
  })
  const snapshots = new Snapshots({
    ownFolder: join(userData, 'snapshots'),
    memory: new SnapshotMemoryFile(join(userData, 'snapshots.json'), log),
    disk: realDisk,
    log,
    now: () => Date.now(),
    askPage: () => question.ask(),
    sourceWith: (page) => journalSource({ door, blobs, appVersion }, page),
    expectedBytes: async () => (await bytesIn(join(userData, 'blobs'))) + (await bytesIn(join(userData, 'journal'))),
    onChange: (state) => windows.send('snapshots.changed', state),
  })
  const endSchedule = scheduleSnapshots(() => snapshots.look())
  return {
    snapshots,
    readers: new SnapshotReaders(),
    question,
    async stop() {
      endSchedule()
      await snapshots.close()
    },
  }
}

/** Of the files in a folder; 0 when it is not there. */
async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch((): string[] => [])
  let bytes = 0
  for (const name of names)
    bytes += await stat(join(folder, name))
      .then(({ size }) => size)
      .catch(() => 0)
  return bytes
}
