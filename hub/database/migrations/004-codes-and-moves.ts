import type { SqlDialect } from '../sql-database.ts'

/** Invites that are typed, and where teams have moved to. */
export function migration4(dialect: SqlDialect): readonly string[] {
  const [int, end] = dialect === 'sqlite' ? ['integer', 'strict, without rowid'] : ['bigint', '']
  return [
    // Whoever types a code does not know the project: this table is of the hub itself, found by the code alone, and what it
    // leads to is read by project.
    `create table invite_codes (
      code_hash text not null,
      project_id text not null,
      secret_hash text not null,
      until_at ${int} not null,
      primary key (code_hash)
    ) ${end}`,
    `create table moves (
      project_id text not null,
      place text not null,
      told_at ${int} not null,
      told_by text not null,
      primary key (project_id)
    ) ${end}`,
  ]
}
