import type { SqlDialect } from '../sql-database.ts'

/**
 * Invites that are typed: whoever types one does not know the project. So this table is of the hub itself, found by the
 * code alone; what it leads to is read by project.
 */
export function migration4(dialect: SqlDialect): readonly string[] {
  const [int, end] = dialect === 'sqlite' ? ['integer', 'strict, without rowid'] : ['bigint', '']
  return [
    `create table invite_codes (
      code_hash text not null,
      project_id text not null,
      secret_hash text not null,
      until_at ${int} not null,
      primary key (code_hash)
    ) ${end}`,
  ]
}
