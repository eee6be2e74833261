import type { RowTable } from '#shared/sync/bundle/manifest.ts'

type Column = 'text' | 'int' | 'bytes'

/**
 * What a bundle of everything takes of each table, besides `project_id`, which it says once. A test reads the schema: a new
 * column or table must be named here, or among those left out.
 */
export const EVERYTHING_COLUMNS: Readonly<Record<RowTable, Readonly<Record<string, Column>>>> = {
  members: { annotator_id: 'text', role: 'text', name: 'text', lamport: 'int', writer_id: 'text', seq: 'int' },
  invites: {
    secret_hash: 'text',
    annotator_id: 'text',
    made_at: 'int',
    made_by: 'text',
    until_at: 'int',
    used_at: 'int',
  },
  enrolments: {
    enrolment_id: 'text',
    annotator_id: 'text',
    token_hash: 'text',
    device: 'text',
    made_at: 'int',
    contact_at: 'int',
    waiting: 'int',
    revoked_at: 'int',
  },
  writers: {
    writer_id: 'text',
    annotator_id: 'text',
    enrolment_id: 'text',
    public_key: 'bytes',
    up_to: 'int',
    digest: 'text',
    revoked_at: 'int',
  },
  erased_items: { item: 'text' },
  erased_blobs: { sha256: 'text' },
  chunks: { chunk_id: 'text', items: 'int', sha256: 'text' },
  task_versions: { version: 'int', questions: 'text' },
  operations: {
    writer_id: 'text',
    seq: 'int',
    rev: 'int',
    author_id: 'text',
    audience: 'text',
    kind: 'text',
    item: 'text',
    content: 'text',
    hash: 'text',
    received_at: 'int',
    quarantine: 'text',
  },
  audit: { audit_id: 'text', at: 'int', who: 'text', act: 'text', subject: 'text' },
}

/**
 * Tables that stay: the project's own row and blobs travel otherwise, its keys are with its lead, what waits comes again by
 * file, a typed code names the certificate of the hub it was made at, and where to a team moved is told by the hub it left.
 */
export const LEFT_OUT = ['projects', 'blobs', 'project_keys', 'waiting_pushes', 'invite_codes', 'moves'] as const
