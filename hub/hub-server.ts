import type { FastifyInstance } from 'fastify'
import { mkdirSync } from 'node:fs'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { buildApp, type HubDeps } from './app.ts'
import { openPostgres } from './database/postgres-database.ts'
import type { SqlDatabase } from './database/sql-database.ts'
import { openSqlite, type SqliteDatabase } from './database/sqlite-database.ts'
import { createHubContext, ownerCodeOf, type HubContext } from './hub-context.ts'
import { dailyBackup, DATABASE_FILE, requireNoInterruptedRestore } from './database/backups.ts'
import { hubCertificate } from './services/certificate.ts'
import { watchConnections } from './services/connections.ts'
import { ed25519Verifier } from './services/ed25519-verifier.ts'
import { lockFolder } from './database/folder-lock.ts'
import { forOthers, hostValues, isLoopback, namesOf, urlsOf } from './services/own-names.ts'

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
  /** The hub's id. */
  id: string
  /** Where it answers. */
  addresses: readonly string[]
  /** Where others reach it at this moment, best first; none where it listens on this machine only. */
  reachable: () => string[]
  ownerCode: string
  /** SHA-256 of the certificate's key; null without TLS of its own. */
  fingerprint: string | null
  /** Takes no new requests, finishes those under way, closes the database and lets the folder go. */
  stop(): Promise<void>
}

/** Options that would put tokens or the app on an open line. */
export class UnsafeHub extends Error {}

const HOUR_MS = 60 * 60 * 1000

/** Starts a hub of its own process (sync.md, Hub). Without TLS it listens on this machine only. */
export async function startHubServer(options: HubServerOptions): Promise<HubServer> {
  const { data, host, tls = false } = options
  if (!tls && !isLoopback(host)) {
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
  const present = () => namesOf(host, { interfaces: networkInterfaces(), hostname: hostname() })
  const own = present()
  const certificate = options.tls === true ? await hubCertificate(data, own) : null
  const names = options.names ?? []
  const reachable = () => {
    // A proxy on this machine ends TLS: it is reached at https under the names that it was given.
    if (certificate === null) return behindProxy === true ? names.map((name) => `https://${name}`) : []
    return urlsOf('https', [...names, ...forOthers(present())], port)
  }
  const app = await buildApp({
    staticDir,
    version,
    allowedHosts: [...own, ...names].flatMap((name) => hostValues(name, port, behindProxy === true)),
    presentHosts: () => present().flatMap((name) => hostValues(name, port, false)),
    reachable,
    hub: context,
    behindProxy: behindProxy === true,
    ...(certificate && { tls: certificate }),
    ...(rateLimits && { rateLimits }),
    ...(log && { onReply: (entry) => log({ what: 'reply', ...entry }) }),
    onFailure: (error, where) => log?.({ what: 'failure', at: Date.now(), where, ...codesOf(error) }),
  })
  const close = watchConnections(app)
  await app.listen({ host, port })
  const { hub: id } = await context.database.read((session) => context.identity(session))
  const stopBackups = embedded === null ? () => undefined : keepBackups(embedded, data, log)
  const scheme = certificate === null ? 'http' : 'https'
  return {
    app,
    context,
    id,
    addresses: urlsOf(scheme, [...own, ...names], port),
    reachable,
    ownerCode: await ownerCodeOf(context),
    fingerprint: certificate?.fingerprint ?? null,
    async stop() {
      await close()
      await stopBackups()
      await context.database.close()
      unlock()
    },
  }
}

/** What tells one failure from another without telling what was in the request. */
function codesOf(error: unknown): { error: string; code?: unknown } {
  const { name, code } = (error ?? {}) as { name?: string; code?: unknown }
  return { error: name ?? 'Error', ...(code !== undefined && { code }) }
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
