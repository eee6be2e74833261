import { idSchema } from '../base/id-schema.ts'
import type { AnnotatorId, ItemId, ProjectId, WriterId } from '../base/ids.ts'
import { z } from '../base/schema.ts'
import { upToSchema } from '../sync/journal-schema.ts'
import { canonicalJson } from '../sync/operation.ts'

/** The only one so far. A reader refuses a greater one; fields that are added later are optional. */
export const BACKUP_FORMAT = 1

/** 'support' has the same inside, and may have no texts; it is never restored from. */
export const BACKUP_KINDS = ['backup', 'support'] as const
export type BackupKind = (typeof BACKUP_KINDS)[number]

export const BACKUP_EXTENSIONS: Readonly<Record<BackupKind, string>> = {
  backup: '.nishanbackup',
  support: '.nishansupport',
}

/** Who may open sealed files: the public recipient, and the identity locked with the passphrase (armored age file). */
export const sealSchema = z.object({
  recipient: z.string().regex(/^age1[0-9a-z]{50,70}$/),
  identity: z.string().min(1).max(4096),
})
export type Seal = z.infer<typeof sealSchema>

export const backupHeaderSchema = z.object({
  nishan: z.enum(BACKUP_KINDS),
  format: z.literal(BACKUP_FORMAT),
  /** Milliseconds since 1970. */
  createdAt: z.number().int().min(0).max(8_640_000_000_000_000),
  sealed: sealSchema.nullable(),
})
export type BackupHeader = z.infer<typeof backupHeaderSchema>

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

const backupProjectSchema = z.object({
  id: idSchema<ProjectId>(),
  /** '' while it has not arrived, or where texts were left out. */
  name: z.string(),
  languages: z.array(z.string()),
  sample: z.boolean(),
  archived: z.boolean(),
  createdAt: z.number(),
  /** Texts that are not hidden by an undone import. */
  texts: upToSchema,
  /** Who has answered, and how many answers are finished. */
  people: z.array(idSchema<AnnotatorId>()),
  finished: upToSchema,
  /** The last answer, 0 = none. */
  lastAt: z.number(),
})
export type BackupProject = z.infer<typeof backupProjectSchema>

export const backupManifestProjects = z.array(backupProjectSchema)

const backupWriterSchema = z.object({
  id: idSchema<WriterId>(),
  projectId: idSchema<ProjectId>(),
  annotatorId: idSchema<AnnotatorId>(),
  /** Raw Ed25519, hex. */
  publicKey: z.string().regex(/^([0-9a-f]{2}){0,64}$/),
  /** The greatest seq in this file, and how many operations there are: fewer means that some were missing already. */
  upTo: upToSchema,
  held: upToSchema,
  /** True when the laptop did not sign with it: what is missing at the hub is another laptop's to send. */
  remote: z.boolean().exactOptional(),
})
export type BackupWriter = z.infer<typeof backupWriterSchema>

export const manifestSchema = z.object({
  appVersion: z.string(),
  createdAt: z.number(),
  withTexts: z.boolean(),
  projects: backupManifestProjects,
  writers: z.array(backupWriterSchema),
  blobs: upToSchema,
  /** Named by an operation, but not on the laptop (or damaged there) when the file was written. */
  missingBlobs: z.array(sha256Schema),
})
export type BackupManifest = z.infer<typeof manifestSchema>

export const pageHeadSchema = z.object({ writer: idSchema<WriterId>(), project: idSchema<ProjectId>() })

/** What lies outside the log: unfinished texts, and each person's place in the queue. */
export const localRowsSchema = z.object({
  drafts: z.array(
    z.object({
      annotatorId: idSchema<AnnotatorId>(),
      itemId: idSchema<ItemId>(),
      questionId: z.string().max(80),
      text: z.string(),
      at: z.number(),
    }),
  ),
  places: z.array(
    z.object({
      projectId: idSchema<ProjectId>(),
      annotatorId: idSchema<AnnotatorId>(),
      order: z.number(),
      at: z.number(),
    }),
  ),
})
export type LocalRows = z.infer<typeof localRowsSchema>

export const endSchema = z.object({
  entries: z.array(z.object({ name: z.string(), bytes: upToSchema, sha256: sha256Schema })),
  operations: upToSchema,
})
export type BackupEnd = z.infer<typeof endSchema>

export const ENTRY = {
  manifest: 'manifest.json',
  profiles: 'profiles.json',
  blobs: 'blobs/',
  project: 'operations/project/',
  answers: 'operations/answers/',
  local: 'local/rows.json',
  support: 'support/',
  end: 'end.json',
} as const

/** Project-level operations come first, so that a reader can apply in order: answers lie on texts. */
export const PHASES = ['project', 'answers'] as const
export type Phase = (typeof PHASES)[number]

export function phaseOf({ item }: { item: string }): Phase {
  return item === '' ? 'project' : 'answers'
}

export function pageName(phase: Phase, number: number): string {
  return `${ENTRY[phase]}${String(number).padStart(6, '0')}.ndjson.gz`
}

/** The header's line with its check: the first 16 digits of the SHA-256 of its canonical JSON without the check. */
export function headerLine(header: BackupHeader, sha256: (text: string) => string): string {
  const text = canonicalJson(header)
  return `${text.slice(0, -1)},"sum":"${sha256(text).slice(0, 16)}"}\n`
}
