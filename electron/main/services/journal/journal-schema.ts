/** Tables of the journal. Versions are append-only, as Dexie's are. Content is canonical JSON, as it was signed. */
export const JOURNAL_SCHEMA = `
  create table if not exists writers (
    id text primary key,
    project text not null,
    annotator text not null,
    public_key blob not null
  ) strict, without rowid;

  create table if not exists annotators (
    id text primary key,
    content text not null
  ) strict, without rowid;

  create table if not exists operations (
    writer text not null,
    seq integer not null,
    project text not null,
    lamport integer not null,
    content text not null,
    primary key (writer, seq)
  ) strict, without rowid;

  create index if not exists operations_by_lamport on operations (project, lamport);
`

export const JOURNAL_VERSION = 1
