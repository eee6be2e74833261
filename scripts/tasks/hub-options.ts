import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export type HubCommand =
  | { kind: 'help' }
  | { kind: 'backup'; data: string; file: string }
  | { kind: 'restore'; data: string; file: string }
  | { kind: 'serve'; options: ServeOptions }

export type ServeOptions = {
  data: string
  host: string
  port: number
  names: string[]
  databaseUrl: string | null
  tls: boolean
  behindProxy: boolean
  servesApp: boolean
  perAddress: number | null
  perLaptop: number | null
}

/** A flag that does not say what it must, in one line. */
export class UsageError extends Error {}

export const HUB_USAGE = `npm run hub -- [flags]            serves the hub
npm run hub -- backup <file>      writes the database in the data folder to a new file
npm run hub -- restore <file>     puts a backup in its place; the hub must be stopped

  --data <folder>          database, certificate, backups   (NISHAN_HUB_DATA; ~/.nishan-hub)
  --port <number>          (NISHAN_HUB_PORT; 47300)
  --host <address>         address to listen on; anything but this machine needs --tls (NISHAN_HUB_HOST; 127.0.0.1)
  --name <host>            name by which it is reached, may be given several times (NISHAN_HUB_NAMES, with commas)
  --database-url <url>     PostgreSQL in place of the file (DATABASE_URL)
  --tls                    https with a certificate of its own, kept in the data folder (NISHAN_HUB_TLS=1)
  --behind-proxy           a proxy on this machine ends TLS (NISHAN_HUB_BEHIND_PROXY=1)
  --no-app                 does not serve the app, only the hub
  --limit-address <n>      requests a minute of one address (6000)
  --limit-laptop <n>       requests a minute of one laptop (1200)`

const FLAGS = {
  data: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  name: { type: 'string', multiple: true },
  'database-url': { type: 'string' },
  tls: { type: 'boolean' },
  'behind-proxy': { type: 'boolean' },
  'no-app': { type: 'boolean' },
  'limit-address': { type: 'string' },
  'limit-laptop': { type: 'string' },
  help: { type: 'boolean' },
} as const

/** What the command line and the environment ask for; a flag wins over the environment. */
export function hubCommand(args: readonly string[], env: NodeJS.ProcessEnv): HubCommand {
  const { values, positionals } = parsed(args)
  if (values.help === true) return { kind: 'help' }
  const data = resolve(values.data ?? env['NISHAN_HUB_DATA'] ?? join(homedir(), '.nishan-hub'))
  const [verb, file, more] = positionals
  if (verb !== undefined) {
    if ((verb !== 'backup' && verb !== 'restore') || file === undefined || more !== undefined) {
      throw new UsageError(`Not understood: ${positionals.join(' ')}. See --help.`)
    }
    return { kind: verb, data, file: resolve(file) }
  }
  const options: ServeOptions = {
    data,
    host: values.host ?? env['NISHAN_HUB_HOST'] ?? '127.0.0.1',
    port: wholeNumber('--port', values.port ?? env['NISHAN_HUB_PORT'] ?? '47300', 65_535),
    names: values.name ?? (env['NISHAN_HUB_NAMES'] ?? '').split(',').filter((name) => name !== ''),
    databaseUrl: values['database-url'] ?? env['DATABASE_URL'] ?? null,
    tls: values.tls ?? env['NISHAN_HUB_TLS'] === '1',
    behindProxy: values['behind-proxy'] ?? env['NISHAN_HUB_BEHIND_PROXY'] === '1',
    servesApp: values['no-app'] !== true,
    perAddress: limit('--limit-address', values['limit-address']),
    perLaptop: limit('--limit-laptop', values['limit-laptop']),
  }
  return { kind: 'serve', options }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} See --help.`)
  }
}

function limit(flag: string, text: string | undefined): number | null {
  return text === undefined ? null : wholeNumber(flag, text, Number.MAX_SAFE_INTEGER)
}

function wholeNumber(flag: string, text: string, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > most) {
    throw new UsageError(`${flag} must be a whole number from 1 to ${most}, not "${text}".`)
  }
  return value
}

/** A code in groups of four, as it is read out and typed. */
export function inGroups(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-').toUpperCase()
}
