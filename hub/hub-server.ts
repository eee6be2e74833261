import type { FastifyInstance } from 'fastify'
import { mkdirSync } from 'node:fs'
import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { buildApp, type HubDeps } from './app.ts'
import { openPostgres } from './database/postgres-database.ts'
import type { SqlDatabase } from './database/sql-database.ts'
import { openSqlite, type SqliteDatabase } from './database/sqlite-database.ts'
import { createHubContext, ownerCodeOf, type HubContext } from './hub-context.ts'
import { dailyBackup, DATABASE_FILE, requireNoInterruptedRestore } from './database/backups.ts'
import { hubCertificate } from './services/certificate.ts'
import { ed25519Verifier } from './services/ed25519-verifier.ts'
import { lockFolder } from './database/folder-lock.ts'

export type HubServerOptions = {
  /** Folder of the database, the certificate and the backups; it belongs to one hub at a time. */
  data: string
  host: string
  port: number
  version: string
  /** Further names of the Host header by which the hub is reached, with or without a port. */
  names?: readonly string[]
  /** PostgreSQL in place of the database in the folder. */
  databaseUrl?: string | null
  /** The built app to serve, null = none. */
  staticDir: string | null
  /** Speaks https with a certificate of its own. */
  tls?: boolean
  behindProxy?: boolean
  rateLimits?: HubDeps['rateLimits']
  /** One line of the log: ids, codes and times only. */
  log?: (entry: Readonly<Record<string, unknown>>) => void
}

export type HubServer = {
  app: FastifyInstance
  context: HubContext
  /** Where it answers. */
  addresses: readonly string[]
  ownerCode: string
  /** SHA-256 of the certificate's key; null without TLS of its own. */
  fingerprint: string | null
  /** Takes no new requests, finishes those under way, closes the database and lets the folder go. */
  stop(): Promise<void>
}

/** Options that would put tokens or the app on an open line. */
export class UnsafeHub extends Error {}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']
const HOUR_MS = 60 * 60 * 1000

/** Starts a hub of its own process (sync.md, Hub). Without TLS it listens on this machine only. */
export async function startHubServer(options: HubServerOptions): Promise<HubServer> {
  const { data, host, tls = false } = options
  if (!tls && !LOOPBACK.includes(host)) {
    throw new UnsafeHub(
      `Without --tls the hub listens on this machine only: ${host} would carry tokens over an open line.`,
    )
  }
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(data)
  let database: SqlDatabase | null = null
  try {
    if (!options.databaseUrl) requireNoInterruptedRestore(data)
    const embedded = options.databaseUrl ? null : await openSqlite(join(data, DATABASE_FILE))
    database = embedded ?? (await openPostgres(options.databaseUrl ?? ''))
    const context = await createHubContext({
      database,
      verifier: ed25519Verifier(),
      now: Date.now,
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    })
    return await serve(options, { context, embedded, unlock })
  } catch (error) {
    await database?.close()
    unlock()
    throw error
  }
}

type Opened = { context: HubContext; embedded: SqliteDatabase | null; unlock: () => void }

async function serve(options: HubServerOptions, { context, embedded, unlock }: Opened): Promise<HubServer> {
  const { data, port, host, staticDir, version, behindProxy, rateLimits, log } = options
  const own = ownNames(host)
  const certificate = options.tls === true ? await hubCertificate(data, own) : null
  const names = options.names ?? []
  const app = await buildApp({
    staticDir,
    version,
    allowedHosts: [...own, ...names].flatMap((name) => hostValues(name, port, behindProxy === true)),
    hub: context,
    behindProxy: behindProxy === true,
    ...(certificate && { tls: certificate }),
    ...(rateLimits && { rateLimits }),
    ...(log && { onReply: (entry) => log({ what: 'reply', ...entry }) }),
    onFailure: (error, where) => log?.({ what: 'failure', at: Date.now(), where, ...codesOf(error) }),
  })
  await app.listen({ host, port })
  const stopBackups = embedded === null ? () => undefined : keepBackups(embedded, data, log)
  const scheme = certificate === null ? 'http' : 'https'
  return {
    app,
    context,
    addresses: [...own, ...names].map((name) => `${scheme}://${withPort(name, port)}`),
    ownerCode: await ownerCodeOf(context),
    fingerprint: certificate?.fingerprint ?? null,
    async stop() {
      await closeWhenIdle(app)
      await stopBackups()
      await context.database.close()
      unlock()
    },
  }
}

/** A connection whose last answer was under way is kept open by the laptop: it is closed once that answer is given. */
async function closeWhenIdle(app: FastifyInstance): Promise<void> {
  const timer = setInterval(() => app.server.closeIdleConnections(), 50)
  try {
    await app.close()
  } finally {
    clearInterval(timer)
  }
}

/** What tells one failure from another without telling what was in the request. */
function codesOf(error: unknown): { error: string; code?: unknown } {
  const { name, code } = (error ?? {}) as { name?: string; code?: unknown }
  return { error: name ?? 'Error', ...(code !== undefined && { code }) }
}

/** Names and addresses of this machine at which the hub answers. */
function ownNames(host: string): string[] {
  if (LOOPBACK.includes(host)) return ['127.0.0.1', 'localhost']
  if (host !== '0.0.0.0' && host !== '::') return [host, '127.0.0.1', 'localhost']
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  // Addresses that hold on one link only need the name of the link; no invite could carry that.
  const reachable = addresses
    .filter(({ address, family }) => !address.startsWith('fe80:') && (host === '::' || family === 'IPv4'))
    .map(({ address }) => address)
  return [...new Set([...reachable, 'localhost', hostname(), `${hostname()}.local`])]
}

/** A name as the Host header has it: with the port, and behind a proxy without it too. */
function hostValues(name: string, port: number, behindProxy: boolean): string[] {
  const bare = isIP(name) === 6 ? `[${name}]` : name
  return behindProxy || port === 443 || port === 80 ? [bare, withPort(name, port)] : [withPort(name, port)]
}

function withPort(name: string, port: number): string {
  if (isIP(name) === 6) return `[${name}]:${port}`
  return /:\d+$/.test(name) ? name : `${name}:${port}`
}

/** A backup a day. One that fails is told and tried again in an hour. */
function keepBackups(database: SqliteDatabase, data: string, log: HubServerOptions['log']): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const run = async () => {
    try {
      const path = await dailyBackup(database, data, new Date())
      if (path !== null) log?.({ what: 'backup', at: Date.now() })
    } catch (error) {
      log?.({ what: 'backup-failed', at: Date.now(), ...codesOf(error) })
    }
  }
  const begin = () => void (running = running.then(run))
  begin()
  const timer = setInterval(begin, HOUR_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}
