import type { SqlDialect } from '../sql-database.ts'

/**
 * Tables of the hub. `project_id` leads every key, so that a distributed PostgreSQL can spread them (docs/scaling.md);
 * only `hub` and `secrets` (and later the open typed codes) are of the hub itself. Content of operations is canonical JSON, as its hash is over it.
 */
export function migration1(dialect: SqlDialect): readonly string[] {
  const types: Types =
    dialect === 'sqlite'
      ? { bytes: 'blob', int: 'integer', end: 'strict, without rowid', wideEnd: 'strict' }
      : { bytes: 'bytea', int: 'bigint', end: '', wideEnd: '' }
  return [...hubTables(types), ...peopleTables(types), ...workTables(types)]
}

/** `wideEnd`: wide rows do not belong into the tree of the key. */
type Types = { bytes: string; int: string; end: string; wideEnd: string }

function hubTables({ bytes, int, end }: Types): readonly string[] {
  return [
    `create table hub (
      one ${int} primary key check (one = 1),
      id text not null,
      gen text not null
    ) ${end}`,
    `create table secrets (name text primary key, value ${bytes} not null) ${end}`,
    `create table projects (
      project_id text primary key,
      rev ${int} not null,
      lamport ${int} not null,
      created_at ${int} not null
    ) ${end}`,
  ]
}

function peopleTables({ bytes, int, end }: Types): readonly string[] {
  return [
    `create table members (
      project_id text not null,
      annotator_id text not null,
      role text not null,
      name text not null,
      lamport ${int} not null,
      writer_id text not null,
      seq ${int} not null,
      primary key (project_id, annotator_id)
    ) ${end}`,
    `create table invites (
      project_id text not null,
      secret_hash text not null,
      annotator_id text not null,
      made_at ${int} not null,
      made_by text not null,
      until_at ${int} not null,
      used_at ${int},
      primary key (project_id, secret_hash)
    ) ${end}`,
    `create table enrolments (
      project_id text not null,
      enrolment_id text not null,
      annotator_id text not null,
      token_hash text not null,
      device text not null,
      made_at ${int} not null,
      contact_at ${int} not null,
      waiting ${int} not null,
      revoked_at ${int},
      primary key (project_id, enrolment_id)
    ) ${end}`,
    'create unique index enrolments_by_token on enrolments (project_id, token_hash)',
    `create table writers (
      project_id text not null,
      writer_id text not null,
      annotator_id text not null,
      enrolment_id text not null,
      public_key ${bytes} not null,
      up_to ${int} not null,
      digest text not null,
      revoked_at ${int},
      primary key (project_id, writer_id)
    ) ${end}`,
    'create index writers_by_person on writers (project_id, annotator_id)',
    `create table audit (
      project_id text not null,
      audit_id text not null,
      at ${int} not null,
      who text not null,
      act text not null,
      subject text not null,
      primary key (project_id, audit_id)
    ) ${end}`,
  ]
}

function workTables({ bytes, int, end, wideEnd }: Types): readonly string[] {
  return [
    `create table operations (
      project_id text not null,
      writer_id text not null,
      seq ${int} not null,
      rev ${int},
      author_id text not null,
      audience text not null,
      kind text not null,
      item text not null,
      content text not null,
      hash text not null,
      received_at ${int} not null,
      quarantine text,
      primary key (project_id, writer_id, seq)
    ) ${wideEnd}`,
    'create unique index operations_by_rev on operations (project_id, rev)',
    'create index operations_by_author on operations (project_id, author_id, rev)',
    'create index operations_by_audience on operations (project_id, audience, rev)',
    'create index operations_by_item on operations (project_id, item)',
    'create index operations_in_quarantine on operations (project_id, quarantine) where quarantine is not null',
    `create table chunks (
      project_id text not null,
      chunk_id text not null,
      items ${int} not null,
      sha256 text not null,
      primary key (project_id, chunk_id)
    ) ${end}`,
    `create table task_versions (
      project_id text not null,
      version ${int} not null,
      questions text not null,
      primary key (project_id, version)
    ) ${end}`,
    `create table blobs (
      project_id text not null,
      sha256 text not null,
      content ${bytes} not null,
      primary key (project_id, sha256)
    ) ${wideEnd}`,
  ]
}
