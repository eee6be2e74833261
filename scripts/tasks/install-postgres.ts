import { installDebianPackages, isDebianRoot } from './debian-packages.ts'
import { postgresPrograms } from './postgres-programs.ts'

/**
 * Makes sure that the hub's tests find a PostgreSQL, and says what it installs. They start a private one of their own from
 * it. Where there is none, and none is named, those tests are skipped and say so.
 */
export async function installPostgres(): Promise<void> {
  if (process.env['NISHAN_TEST_DATABASE_URL'] || postgresPrograms() !== null || !isDebianRoot()) return
  await installDebianPackages(['postgresql'], "the database that the hub's tests run on")
}
