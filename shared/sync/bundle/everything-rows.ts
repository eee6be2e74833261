import { z } from '../../base/schema.ts'
import { QUARANTINE_REASONS } from '../messages/push-reply.ts'
import { hexSchema, sha256Schema } from '../messages/hex.ts'
import { roleSchema } from '../../domain/project.ts'
import type { RowTable } from './manifest.ts'

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const when = count.nullable()
const id = z.string().max(64)

/**
 * Rows of an everything-bundle, as the hub's tables hold them without `project_id`; bytes as hex. They are vouched for by
 * the project's key, so what they say of each other is only checked where two hubs could come to differ.
 */
export const ROW_SCHEMAS = {
  members: z.strictObject({
    annotator_id: id,
    role: roleSchema,
    name: z.string().max(200),
    lamport: count,
    writer_id: id,
    seq: count,
  }),
  invites: z.strictObject({
    secret_hash: sha256Schema,
    annotator_id: id,
    made_at: count,
    made_by: id,
    until_at: count,
    used_at: when,
  }),
  enrolments: z.strictObject({
    enrolment_id: id,
    annotator_id: id,
    token_hash: sha256Schema,
    device: z.string().max(200),
    made_at: count,
    contact_at: count,
    waiting: count,
    revoked_at: when,
  }),
  writers: z.strictObject({
    writer_id: id,
    annotator_id: id,
    enrolment_id: id,
    public_key: hexSchema(32),
    up_to: count,
    digest: sha256Schema,
    revoked_at: when,
  }),
  erased_items: z.strictObject({ item: z.string().max(80) }),
  erased_blobs: z.strictObject({ sha256: sha256Schema }),
  chunks: z.strictObject({ chunk_id: id, items: count, sha256: z.string().max(64) }),
  task_versions: z.strictObject({ version: count, questions: z.string() }),
  operations: z.strictObject({
    writer_id: id,
    seq: count.min(1),
    rev: when,
    author_id: id,
    audience: z.string().max(80),
    kind: z.string().max(40),
    item: z.string().max(80),
    content: z.string(),
    hash: sha256Schema,
    received_at: count,
    quarantine: z.enum([...QUARANTINE_REASONS, 'rejected']).nullable(),
  }),
  audit: z.strictObject({ audit_id: id, at: count, who: id, act: z.string().max(60), subject: z.string().max(200) }),
} as const satisfies Record<RowTable, z.ZodType>

export type EverythingRow<Table extends RowTable> = z.infer<(typeof ROW_SCHEMAS)[Table]>
