import { idSchema } from '../base/id-schema.ts'
import type { AnnotatorId, ProjectId, WriterId } from '../base/ids.ts'
import { z } from '../base/schema.ts'
import { annotatorSchema } from '../domain/annotator.ts'
import { operationDraftSchema, operationSchema } from './operation-schema.ts'

/** Operations in one call; more are sent in several. */
export const MAX_OPERATIONS = 5000

/** A place in an order that may not have begun. */
export const upToSchema = z.number().int().min(0)

export const journalWriterSchema = z.object({
  id: idSchema<WriterId>(),
  projectId: idSchema<ProjectId>(),
  annotatorId: idSchema<AnnotatorId>(),
  publicKey: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= 64),
  /** True for a writer that this install does not sign with: it came by pull, or was given up after a fork. */
  remote: z.boolean().exactOptional(),
})
export type JournalWriter = z.infer<typeof journalWriterSchema>

/** A writer with the greatest seq that the journal holds of it (0 = none), and how many: fewer means that some are missing. */
const writerHeadSchema = journalWriterSchema.extend({ upTo: upToSchema, held: upToSchema })
export type WriterHead = z.infer<typeof writerHeadSchema>

/** A writer whose operations from `from` on were issued again under `by`; kept so that a crash half-way is finished. */
const reissuedSchema = z.object({
  writerId: idSchema<WriterId>(),
  from: upToSchema,
  by: idSchema<WriterId>(),
})
export type Reissued = z.infer<typeof reissuedSchema>

/** What the journal holds when the app starts. */
export const journalStateSchema = z.object({
  /** 'damaged': the file was put aside and a new one begun. */
  found: z.enum(['whole', 'new', 'damaged']),
  writers: z.array(writerHeadSchema),
  annotators: z.array(annotatorSchema),
  reissued: z.array(reissuedSchema),
})
export type JournalState = z.infer<typeof journalStateSchema>

export const appendRequestSchema = z.object({
  projectId: idSchema<ProjectId>(),
  writerId: idSchema<WriterId>(),
  drafts: z.array(operationDraftSchema).min(1).max(MAX_OPERATIONS).readonly(),
  /** The greatest seq and lamport that IndexedDB knows: never given out again, whatever the journal has lost. */
  known: z.object({ seq: upToSchema, lamport: upToSchema }),
})
export type AppendRequest = z.infer<typeof appendRequestSchema>

export const reissueRequestSchema = z.object({
  projectId: idSchema<ProjectId>(),
  writerId: idSchema<WriterId>(),
  from: z.number().int().min(1),
  /** The writer that says them again; null: they are only put aside, since the writer is another laptop's. */
  by: idSchema<WriterId>().nullable(),
  /** The greatest lamport that IndexedDB knows. */
  knownLamport: upToSchema,
  /** Those before it were made here and are given out again; the others came by pull, or were given out again before. */
  until: z.number().int().min(1),
})
export type ReissueRequest = z.infer<typeof reissueRequestSchema>

export const reissueReplySchema = z.object({
  /** The writer asked for, or the one that did it before. */
  by: idSchema<WriterId>().nullable(),
  operations: z.array(operationSchema),
})
export type ReissueReply = z.infer<typeof reissueReplySchema>
