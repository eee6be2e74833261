import type { SqlDialect } from '../sql-database.ts'

/** The keys of each project, and pushes from files that came before the ones they follow. */
export function migration3(dialect: SqlDialect): readonly string[] {
  const [bytes, int, end] = dialect === 'sqlite' ? ['blob', 'integer', 'strict'] : ['bytea', 'bigint', '']
  return [
    `create table project_keys (
      project_id text not null,
      keys text not null,
      primary key (project_id)
    ) ${end}`,
    `create table waiting_pushes (
      project_id text not null,
      writer_id text not null,
      from_seq ${int} not null,
      sha256 text not null,
      received_at ${int} not null,
      body ${bytes} not null,
      primary key (project_id, writer_id, from_seq, sha256)
    ) ${end}`,
  ]
}
