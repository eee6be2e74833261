import { sealSchema, type Seal } from '#shared/backup/backup-schema.ts'
import { z } from '#shared/base/schema.ts'
import type { ListedSnapshot, PageFacts, SnapshotsState } from '#shared/ipc/snapshots-contract.ts'

/** A backup file to be read, in pieces, more than once. */
export type BackupFile = { readonly name: string; readonly bytes: number; pieces(): AsyncIterable<Uint8Array> }

/** Snapshots, which the main process makes by itself every day (Electron). */
export interface SnapshotsPort {
  readonly kind: 'snapshots'
  state(): Promise<SnapshotsState>
  /** Also while one is made. Returns the function that stops listening. */
  onChange(listener: (state: SnapshotsState) => void): () => void
  /** Asks for the folder; false when the person cancels. */
  chooseFolder(): Promise<boolean>
  useOwnFolder(): Promise<void>
  /** Resolves when it is over; what hindered it stands in the state. */
  makeNow(): Promise<'made' | 'stopped' | 'failed'>
  cancel(): Promise<void>
  setSeal(seal: Seal | null): Promise<void>
  list(): Promise<ListedSnapshot[]>
  open(snapshot: Pick<ListedSnapshot, 'id' | 'name'>): Promise<BackupFile>
  reveal(id: string): Promise<void>
  /** Answers what only the page knows, whenever a snapshot begins. */
  onAsked(answer: () => Promise<PageFacts>): () => void
  /** What the main process has for support: documents by name. */
  supportDocuments(): Promise<Map<string, Uint8Array>>
}

/** Backup files, which a person saves by hand (browser): what this browser remembers of them. */
export interface BackupNotesPort {
  readonly kind: 'files'
  current(): BackupNotes
  update(change: Partial<BackupNotes>): void
  subscribe(listener: () => void): () => void
}

export const backupNotesSchema = z.object({
  last: z
    .object({
      at: z.number(),
      name: z.string(),
      bytes: z.number(),
      operations: z.number(),
      sha256: z.string(),
      /** Read back from where it lies. A download cannot be: the browser does not tell where it put it. */
      checked: z.boolean(),
      /** The greatest seq of each writer in it. */
      heads: z.record(z.string(), z.number()),
    })
    .nullable()
    .catch(null),
  seal: sealSchema.nullable().catch(null),
  /** The reminder is silent until then. */
  laterUntil: z.number().catch(0),
})
export type BackupNotes = z.infer<typeof backupNotesSchema>
