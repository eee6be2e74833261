import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startHubServer, UnsafeHub, type HubServer } from '#hub/hub-server.ts'
import { backUpFile, DATABASE_FILE, InterruptedRestore, restoreBackup, UnusableBackup } from '#hub/database/backups.ts'
import { FolderInUse, lockFolder } from '#hub/database/folder-lock.ts'
import { RATE_LIMITS } from '#hub/services/rate-limits.ts'
import { HUB_USAGE, hubCommand, inGroups, UsageError, type ServeOptions } from './hub-options.ts'

export type RunHubParts = {
  args: readonly string[]
  env: NodeJS.ProcessEnv
  version: string
  /** The built app; asked for only when it is served. */
  staticDir: () => Promise<string>
  say: (line: string) => void
  log: (entry: Readonly<Record<string, unknown>>) => void
}

/** Does what the command line asks for: an exit code, or the hub that now serves. */
export async function runHub(parts: RunHubParts): Promise<number | HubServer> {
  try {
    const command = hubCommand(parts.args, parts.env)
    switch (command.kind) {
      case 'help':
        parts.say(HUB_USAGE)
        return 0
      case 'backup':
        return await backUp(command, parts.say)
      case 'restore':
        return await restore(command, parts.say)
      case 'serve':
        return await serve(command.options, parts)
    }
  } catch (error) {
    const told = explained(error)
    if (told === null) throw error
    parts.say(told)
    return 1
  }
}

async function serve(options: ServeOptions, parts: RunHubParts): Promise<HubServer> {
  const { perAddress, perLaptop, servesApp, ...rest } = options
  const server = await startHubServer({
    ...rest,
    version: parts.version,
    staticDir: servesApp ? await parts.staticDir() : null,
    rateLimits: { perAddress: perAddress ?? RATE_LIMITS.perAddress, perLaptop: perLaptop ?? RATE_LIMITS.perLaptop },
    log: parts.log,
  })
  for (const address of server.addresses) parts.say(`Nishan hub: ${address}`)
  if (server.fingerprint !== null) parts.say(`Fingerprint of its key: ${server.fingerprint}`)
  parts.say(`Owner code, for bringing a project here: ${inGroups(server.ownerCode)}`)
  return server
}

async function backUp({ data, file }: { data: string; file: string }, say: (line: string) => void): Promise<number> {
  const path = join(data, DATABASE_FILE)
  if (!existsSync(path)) throw new UnusableBackup(path, 'there is no such file')
  if (existsSync(file)) throw new UsageError(`${file} is there already; a backup never replaces a file.`)
  await backUpFile(path, file)
  say(`Backed up to ${file}`)
  return 0
}

async function restore({ data, file }: { data: string; file: string }, say: (line: string) => void): Promise<number> {
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(data)
  try {
    const aside = await restoreBackup(file, data, new Date())
    if (aside !== null) say(`The database that was here is now ${aside}`)
    say('Restored, in a new generation: every laptop compares and sends again what is missing.')
    return 0
  } finally {
    unlock()
  }
}

/** What someone at the keyboard can do something about, in one line; null = a bug. */
function explained(error: unknown): string | null {
  const ours = [UsageError, UnsafeHub, FolderInUse, UnusableBackup, InterruptedRestore].some(
    (kind) => error instanceof kind,
  )
  if (ours) return (error as Error).message
  const { code, message, name } = (error ?? {}) as { code?: unknown; message?: string; name?: string }
  if (code === 'EADDRINUSE') return 'Another program uses that port. Stop it, or give --port.'
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') return `The hub cannot listen there or use that folder: ${message}`
  if (name === 'NewerDatabase') return `${message}. Use a newer Nishan.`
  if (typeof code === 'string' && /^(ECONN|ENOTFOUND|EAI_|28|3D)/.test(code)) {
    return `The database does not answer: ${message}`
  }
  return null
}
