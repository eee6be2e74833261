import type { AnnotatorId, ProjectId, WriterId } from '../../base/ids.ts'
import { z } from '../../base/schema.ts'
import { roleSchema } from '../../domain/project.ts'
import { hexSchema, sha256Schema, wireIdSchema } from '../messages/hex.ts'
import { publicKeysSchema } from '../project-keys.ts'
import { canonicalJson } from '../operation.ts'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** Version of the format. A reader of format n reads all up to n and tells a later one as `newer`. */
export const BUNDLE_FORMAT = 1

export const MANIFEST = 'manifest.json'

/** `answers`: pushes as signed by their writers. `work`: what one person may see. `everything`: all a hub holds of a project. */
export const BUNDLE_KINDS = ['answers', 'work', 'everything'] as const
export type BundleKind = (typeof BUNDLE_KINDS)[number]

/** Tables of an everything-bundle, in the order in which they are read. */
export const ROW_TABLES = [
  'members',
  'invites',
  'enrolments',
  'writers',
  'erased_items',
  'erased_blobs',
  'chunks',
  'task_versions',
  'operations',
  'audit',
] as const
export type RowTable = (typeof ROW_TABLES)[number]

const place = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** One run of a writer's operations in the file; `before` and `digest` are its prefix digests at from − 1 and upTo. */
const runSchema = z.strictObject({
  writer: wireIdSchema<WriterId>(),
  from: place.min(1),
  upTo: place,
  before: sha256Schema,
  digest: sha256Schema,
})
export type BundleRun = z.infer<typeof runSchema>

const fileSchema = z.strictObject({ name: z.string().max(80), bytes: place, sha256: sha256Schema })
export type BundleFile = z.infer<typeof fileSchema>

/** Of a laptop that never reached the hub: an invite's secret binds its writer to the invited person. */
const enrolmentSchema = z.strictObject({
  secret: z.string().min(8).max(64),
  publicKey: hexSchema(32),
  /** As for the hub's own door (key-proof.ts). */
  proof: hexSchema(64),
  device: z.string().max(80),
})
export type BundleEnrolment = z.infer<typeof enrolmentSchema>

/** More forks than this on one laptop are not a laptop's. */
const MAX_SUCCESSORS = 100

/** Of a laptop that went on under a new writer after a fork, in their order (key-proof.ts). */
const successorSchema = z.strictObject({
  after: wireIdSchema<WriterId>(),
  publicKey: hexSchema(32),
  proof: hexSchema(64),
  vouched: hexSchema(64),
})
export type BundleSuccessor = z.infer<typeof successorSchema>

/**
 * Of a work package for a laptop that has nothing of the project yet: who its person is, and an invite. Whoever has the
 * passphrase, told by mouth, takes the project's keys from here.
 */
const joiningSchema = z.strictObject({
  secret: z.string().min(8).max(64),
  name: z.string().min(1).max(80),
  colour: z.number().int().min(1).max(12),
  role: roleSchema,
  projectName: z.string().max(200),
  keys: publicKeysSchema,
})
export type BundleJoining = z.infer<typeof joiningSchema>

/** Read first, of any format: which one it is. */
export const formatSchema = z.looseObject({ nishan: z.literal('bundle'), format: z.number().int().min(1) })

export const manifestSchema = z.strictObject({
  nishan: z.literal('bundle'),
  format: z.literal(BUNDLE_FORMAT),
  /** Version of the sync protocol in which pushes and pages are written. */
  protocol: z.number().int().min(1),
  kind: z.enum(BUNDLE_KINDS),
  project: wireIdSchema<ProjectId>(),
  /** Clock of the machine that made it, ms: information only. */
  created: place,
  writers: z.array(runSchema),
  files: z.array(fileSchema),
  enrolment: enrolmentSchema.optional(),
  successors: z.array(successorSchema).min(1).max(MAX_SUCCESSORS).optional(),
  /** Of a work package: the person it is for. */
  person: wireIdSchema<AnnotatorId>().optional(),
  joining: joiningSchema.optional(),
  /** Of everything: where the hub stood. */
  rev: place.optional(),
  lamport: place.optional(),
  /** By the project's key, over the canonical JSON without it; answers have none, each push has its writer's. */
  signature: hexSchema(64).optional(),
})
export type BundleManifest = z.infer<typeof manifestSchema>

/** The bytes that the project's key signs. */
export function manifestBytes(manifest: BundleManifest): Uint8Array {
  const { signature: _signature, ...rest } = manifest
  return utf8ToBytes(canonicalJson(rest))
}

const NAMES: Readonly<Record<BundleKind, RegExp>> = {
  answers: /^push-[0-9a-z]{4,32}-[1-9]\d{0,15}\.ndjson\.gz$/,
  work: /^(pull-\d{6}\.ndjson\.gz|blob-[0-9a-f]{64})$/,
  everything: new RegExp(`^(rows-(${ROW_TABLES.join('|')})-\\d{6}\\.ndjson\\.gz|blob-[0-9a-f]{64})$`),
}

/** Whether a file of this name may be in a bundle of this kind; without a kind, in any. */
export function mayHold(name: string, kind?: BundleKind): boolean {
  return kind === undefined ? BUNDLE_KINDS.some((one) => NAMES[one].test(name)) : NAMES[kind].test(name)
}

export const pushName = (writer: WriterId, from: number): string => `push-${writer}-${from}.ndjson.gz`
export const blobName = (sha256: string): string => `blob-${sha256}`
export const pullName = (number: number): string => `pull-${String(number).padStart(6, '0')}.ndjson.gz`
export const rowsName = (table: RowTable, number: number): string =>
  `rows-${table}-${String(number).padStart(6, '0')}.ndjson.gz`
