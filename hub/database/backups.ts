import { existsSync, readdirSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { migrate } from './migrate.ts'
import { openSqlite } from './sqlite-database.ts'
import { renewGeneration } from '../hub-context.ts'

/** The hub's database in its data folder. */
export const DATABASE_FILE = 'hub.sqlite'
const BACKUP_FOLDER = 'backups'
const DAILY = /^hub-\d{4}-\d{2}-\d{2}\.sqlite$/
const KEPT = 14

type CanBackUp = { backup(target: string): Promise<void> }

/** Not a database of a hub, damaged, or of a newer program. Nothing was changed. */
export class UnusableBackup extends Error {
  constructor(path: string, why: string) {
    super(`${path} cannot be restored: ${why}`)
    this.name = 'UnusableBackup'
  }
}

/** A restore was cut short between the old database and the new: a hub that began with an empty one would hide both. */
export class InterruptedRestore extends Error {
  constructor(folder: string) {
    super(
      `A restore in ${folder} was cut short. Restore the backup again, or rename the newest ${DATABASE_FILE}.before-… back to ${DATABASE_FILE}.`,
    )
    this.name = 'InterruptedRestore'
  }
}

/** Throws {@link InterruptedRestore} where the database is missing and should not be. */
export function requireNoInterruptedRestore(dataFolder: string): void {
  if (existsSync(join(dataFolder, DATABASE_FILE))) return
  const left = readdirSync(dataFolder).some((name) => name.startsWith(`${DATABASE_FILE}.`))
  if (left) throw new InterruptedRestore(dataFolder)
}

/** Copies a database that a hub may be serving from; the copy is of one moment. */
export async function backUpFile(path: string, target: string): Promise<void> {
  // Not opened as a hub opens it: that would bring it to this program's version under a hub of an older one.
  const connection = new DatabaseSync(path, { readOnly: true })
  try {
    await writeBackup({ backup: async (part) => void (await backup(connection, part)) }, target)
  } finally {
    connection.close()
  }
}

/** Writes the database as it is now to a new file: whole and on the disk, or not there. Others go on meanwhile. */
export async function writeBackup(database: CanBackUp, target: string): Promise<void> {
  const part = `${target}.part`
  await mkdir(dirname(target), { recursive: true })
  await rm(part, { force: true })
  try {
    await database.backup(part)
    checkBackup(part)
    await flush(part)
    await rename(part, target)
    if (process.platform !== 'win32') await flush(dirname(target))
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** The backup of the day, unless it is there; of the daily ones the newest 14 are kept. Null = there was nothing to do. */
export async function dailyBackup(database: CanBackUp, dataFolder: string, now: Date): Promise<string | null> {
  const folder = join(dataFolder, BACKUP_FOLDER)
  const target = join(folder, `hub-${now.toISOString().slice(0, 10)}.sqlite`)
  if (existsSync(target)) return null
  await writeBackup(database, target)
  const daily = (await readdir(folder)).filter((name) => DAILY.test(name)).sort()
  for (const name of daily.slice(0, -KEPT)) await rm(join(folder, name), { force: true })
  return target
}

/**
 * Puts a backup in the place of the hub's database, in a new generation: every laptop then compares what it sent with what
 * the hub still has, and sends again what is missing. The database that was there stays beside it; its name is the answer.
 * The caller holds the folder's lock.
 */
export async function restoreBackup(file: string, dataFolder: string, now: Date): Promise<string | null> {
  if (!existsSync(file)) throw new UnusableBackup(file, 'there is no such file')
  const target = join(dataFolder, DATABASE_FILE)
  const part = `${target}.restoring`
  await mkdir(dataFolder, { recursive: true })
  for (const tail of ['', '-wal', '-shm']) await rm(`${part}${tail}`, { force: true })
  await copyFile(file, part)
  try {
    checkBackup(part)
    await renewInFile(part)
  } catch (error) {
    for (const tail of ['', '-wal', '-shm']) await rm(`${part}${tail}`, { force: true })
    throw new UnusableBackup(file, error instanceof Error ? error.message : String(error))
  }
  const aside = existsSync(target) ? `${target}.before-${now.toISOString().replaceAll(':', '-')}` : null
  // The journal beside the old database belongs to it: under another one it would be taken for its own.
  for (const tail of ['', '-wal', '-shm']) {
    if (aside !== null && existsSync(`${target}${tail}`)) await rename(`${target}${tail}`, `${aside}${tail}`)
  }
  await rename(part, target)
  if (process.platform !== 'win32') await flush(dataFolder)
  return aside
}

/** Whole, a hub's, and one file: without a journal beside it that a copy would leave behind. */
function checkBackup(path: string): void {
  const file = new DatabaseSync(path)
  try {
    file.exec('pragma journal_mode = delete')
    const [row] = file.prepare('pragma integrity_check').all()
    if (row?.['integrity_check'] !== 'ok') throw new Error(String(row?.['integrity_check']))
    file.prepare('select id, gen from hub where one = 1').get()
  } finally {
    file.close()
  }
}

async function renewInFile(path: string): Promise<void> {
  const database = await openSqlite(path)
  try {
    await migrate(database)
    await renewGeneration({ database, random: (length) => crypto.getRandomValues(new Uint8Array(length)) })
  } finally {
    // Closing puts the journal into the file and removes it.
    await database.close()
  }
  await flush(path)
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
