/**
 * Tables of the journal, version by version. Append-only, as Dexie's are: never edit one, add the next. Content is
 * canonical JSON, as it was signed.
 */
export const JOURNAL_VERSIONS: readonly string[] = [
  `
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
  `,
  // What left its writer after a fork is kept here: nobody reads it but a person who looks for what became of an answer.
  `
  alter table writers add column remote integer not null default 0;

  create table superseded (
    id integer primary key,
    writer text not null,
    seq integer not null,
    project text not null,
    content text not null
  ) strict;

  create table reissued (
    writer text primary key,
    project text not null,
    from_seq integer not null,
    by_writer text not null
  ) strict, without rowid;
  `,
  // Items that a person's consent was withdrawn for. They stay when the project leaves: a backup may bring it back.
  `
  create table erased (
    project text not null,
    item text not null,
    primary key (project, item)
  ) strict, without rowid;
  `,
]

export const JOURNAL_VERSION = JOURNAL_VERSIONS.length
