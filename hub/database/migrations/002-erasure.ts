import type { SqlDialect } from '../sql-database.ts'

/** What was erased, so that it does not come back with a late push or an old blob; and the audit log by time. */
export function migration2(dialect: SqlDialect): readonly string[] {
  const end = dialect === 'sqlite' ? 'strict, without rowid' : ''
  return [
    `create table erased_items (project_id text not null, item text not null, primary key (project_id, item)) ${end}`,
    `create table erased_blobs (project_id text not null, sha256 text not null, primary key (project_id, sha256)) ${end}`,
    'create index audit_by_time on audit (project_id, at, audit_id)',
  ]
}
