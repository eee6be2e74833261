import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { sealSchema } from '#shared/backup/backup-schema.ts'
import { z } from '#shared/base/schema.ts'
import { SNAPSHOT_PLACES, SNAPSHOT_PROBLEMS } from '#shared/ipc/snapshots-contract.ts'
import type { Log } from '../log.ts'
import { writeFileAtomically } from '../write-file-atomically.ts'

const memorySchema = z.object({
  /** Path of the chosen folder; null = the own one. */
  folder: z.string().nullable().catch(null),
  seal: sealSchema.nullable().catch(null),
  last: z
    .object({
      at: z.number(),
      place: z.enum(SNAPSHOT_PLACES),
      bytes: z.number().int().min(0),
      operations: z.number().int().min(0),
      /** Of what it holds: equal means that nothing has changed since. */
      fingerprint: z.string(),
    })
    .nullable()
    .catch(null),
  problem: z
    .object({ code: z.enum(SNAPSHOT_PROBLEMS), since: z.number() })
    .nullable()
    .catch(null),
  /** Files that this install wrote into folders of the person's choice: no other is ever deleted there. */
  made: z.array(z.object({ folder: z.string(), name: z.string(), at: z.number() })).catch([]),
})
export type SnapshotMemory = z.infer<typeof memorySchema>

/** What the snapshots remember over restarts, in one small file. Each unreadable value falls back alone. */
export class SnapshotMemoryFile {
  readonly #path: string
  readonly #log: Log
  #memory: SnapshotMemory

  constructor(path: string, log: Log) {
    this.#path = path
    this.#log = log
    this.#memory = memorySchema.parse(readStored(path))
  }

  current(): SnapshotMemory {
    return this.#memory
  }

  update(change: Partial<SnapshotMemory>): void {
    this.#memory = { ...this.#memory, ...change }
    try {
      mkdirSync(dirname(this.#path), { recursive: true })
      writeFileAtomically(this.#path, `${JSON.stringify(this.#memory, null, 2)}\n`)
    } catch {
      // Holds for this sitting; the worst is one snapshot more at the next start.
      this.#log('snapshots-not-remembered')
    }
  }
}

function readStored(path: string): object {
  try {
    const stored: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof stored === 'object' && stored !== null ? stored : {}
  } catch {
    return {}
  }
}
