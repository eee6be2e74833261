import { backupManifestProjects, localRowsSchema, sealSchema } from '../backup/backup-schema.ts'
import { idSchema } from '../base/id-schema.ts'
import type { ProjectId } from '../base/ids.ts'
import { z } from '../base/schema.ts'

/** Where a snapshot lies: the app's own folder, or the one that the person chose. */
export const SNAPSHOT_PLACES = ['own', 'chosen'] as const
export type SnapshotPlace = (typeof SNAPSHOT_PLACES)[number]

/**
 * Why a snapshot is not where it was wished, or was not made. `folder-…`: the chosen folder is not there, full, not to
 * be written to, or gave back other bytes than were written; then the snapshot went to the own folder.
 */
export const SNAPSHOT_PROBLEMS = [
  'folder-missing',
  'folder-full',
  'folder-denied',
  'folder-damaged',
  'disk-full',
  'disk-denied',
  'disk-damaged',
  'journal-refused',
  'failed',
] as const
export type SnapshotProblem = (typeof SNAPSHOT_PROBLEMS)[number]

const count = z.number().int().min(0)
const progressSchema = z.object({
  step: z.enum(['writing', 'checking']),
  /** 0 to 1 of both steps. */
  share: z.number(),
  operations: count,
  bytes: count,
  elapsedMs: z.number(),
})
export type SnapshotProgress = z.infer<typeof progressSchema>

export const snapshotsStateSchema = z.object({
  /** The newest whole one. */
  last: z.object({ at: z.number(), place: z.enum(SNAPSHOT_PLACES), bytes: count, operations: count }).nullable(),
  /** The chosen folder's name, without its path; null while the own one is used. */
  folder: z.object({ name: z.string(), found: z.boolean() }).nullable(),
  /** What hindered the newest one, and since when. */
  problem: z.object({ code: z.enum(SNAPSHOT_PROBLEMS), since: z.number() }).nullable(),
  running: progressSchema.nullable(),
  sealed: z.boolean(),
})
export type SnapshotsState = z.infer<typeof snapshotsStateSchema>

/** `<place>/<file name>`: opaque to the page, checked by the main process. */
const snapshotId = z.string().min(1).max(200)

const listedSchema = z.object({
  id: snapshotId,
  name: z.string(),
  /** When it was made; 0 for a file whose first line cannot be read. */
  at: z.number(),
  bytes: count,
  place: z.enum(SNAPSHOT_PLACES),
  sealed: z.boolean(),
  /** Null: not to be seen without the passphrase, or not readable. */
  projects: backupManifestProjects.nullable(),
  problem: z.enum(['newer-format', 'damaged']).nullable(),
})
export type ListedSnapshot = z.infer<typeof listedSchema>

const readHandle = z.string().min(1).max(64)
const nothing = z.void()

/** The most that one `snapshots.readPiece` gives. */
export const MAX_READ_BYTES = 16 * 1024 * 1024

/** What only the page knows: projects that are deleted and wait for the closing, and what lies outside the log. */
export const pageFactsSchema = z.object({
  hidden: z.array(idSchema<ProjectId>()),
  local: localRowsSchema,
})
export type PageFacts = z.infer<typeof pageFactsSchema>

export const SNAPSHOT_CALLS = {
  'snapshots.state': { args: z.tuple([]), result: snapshotsStateSchema },
  /** Asks the person for a folder; false when they cancel. */
  'snapshots.chooseFolder': { args: z.tuple([]), result: z.boolean() },
  'snapshots.useOwnFolder': { args: z.tuple([]), result: nothing },
  /** Resolves when it is made, stopped or failed; what hindered it stands in the state. */
  'snapshots.makeNow': { args: z.tuple([]), result: z.enum(['made', 'stopped', 'failed']) },
  'snapshots.cancel': { args: z.tuple([]), result: nothing },
  /** Later snapshots are sealed to this; null = not sealed. The passphrase itself never comes here. */
  'snapshots.setSeal': { args: z.tuple([sealSchema.nullable()]), result: nothing },
  'snapshots.list': { args: z.tuple([]), result: z.array(listedSchema) },
  'snapshots.openRead': {
    args: z.tuple([snapshotId]),
    result: z.object({ handle: readHandle, bytes: count }),
  },
  /** Bytes from a place on; fewer than asked for only at the end. */
  'snapshots.readPiece': {
    args: z.tuple([readHandle, count, z.number().int().min(1).max(MAX_READ_BYTES)]),
    result: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  },
  'snapshots.closeRead': { args: z.tuple([readHandle]), result: nothing },
  /** Shows a snapshot in its folder. */
  'snapshots.reveal': { args: z.tuple([snapshotId]), result: nothing },
  /** The page's answer to `snapshots.asking`. */
  'snapshots.tellFacts': { args: z.tuple([pageFactsSchema]), result: nothing },
  /** What the main process knows and support needs: its log, without texts or names, and its versions. */
  'support.facts': {
    args: z.tuple([]),
    result: z.object({ log: z.string(), olderLog: z.string(), facts: z.record(z.string(), z.string()) }),
  },
} as const

export const SNAPSHOT_EVENTS = {
  'snapshots.asking': nothing,
  'snapshots.changed': snapshotsStateSchema,
} as const
