import { base32, makeShortId } from '#shared/base/ids.ts'
import type { SignatureVerifier } from '#shared/sync/signature-port.ts'
import { bytesToHex } from '@noble/hashes/utils.js'
import { firstRow, type SqlDatabase, type SqlSession } from './database/sql-database.ts'

/** What every service of the hub is given. */
export type HubContext = {
  database: SqlDatabase
  verifier: SignatureVerifier
  /** Milliseconds since 1970. */
  now(): number
  /** Bytes no one can guess. */
  random(length: number): Uint8Array
  /** The hub's id and its generation, which changes when the hub is restored from a backup. */
  identity(session: SqlSession): Promise<HubIdentity>
  /** Secrets that were read: they never change. */
  readonly secrets: Map<string, Uint8Array>
}
export type HubIdentity = { hub: string; gen: string }

export type HubContextParts = Omit<HubContext, 'identity' | 'secrets'>

/** The context of an open database; the first start gives the hub its id, generation and secrets. */
export async function createHubContext(parts: HubContextParts): Promise<HubContext> {
  await parts.database.transaction(async (session) => {
    const id = makeShortId<string>(parts.random)
    await session.run(
      'insert into hub (one, id, gen) values (1, ?, ?) on conflict (one) do nothing',
      id,
      newGeneration(parts),
    )
    await session.run(
      'insert into secrets (name, value) values (?, ?) on conflict (name) do nothing',
      'cursor',
      parts.random(32),
    )
    await session.run(
      'insert into secrets (name, value) values (?, ?) on conflict (name) do nothing',
      'owner-code',
      parts.random(10),
    )
  })
  return {
    ...parts,
    secrets: new Map(),
    async identity(session) {
      const row = await firstRow(session, 'select id, gen from hub where one = 1')
      return { hub: String(row?.['id']), gen: String(row?.['gen']) }
    },
  }
}

/** A secret of the hub, made at its first start. */
export async function secretOf(hub: HubContext, name: 'cursor' | 'owner-code'): Promise<Uint8Array> {
  const known = hub.secrets.get(name)
  if (known !== undefined) return known
  const row = await hub.database.read((session) => firstRow(session, 'select value from secrets where name = ?', name))
  const value = new Uint8Array(row?.['value'] as Uint8Array)
  hub.secrets.set(name, value)
  return value
}

/** The code by which whoever runs the hub brings projects to it: told where the hub is started, never over the wire. */
export async function ownerCodeOf(hub: HubContext): Promise<string> {
  return base32(await secretOf(hub, 'owner-code'))
}

/** Begins a new generation: after a restore every laptop compares what it sent with what the hub still has. */
export async function renewGeneration(hub: Pick<HubContext, 'database' | 'random'>): Promise<string> {
  const gen = newGeneration(hub)
  await hub.database.transaction((session) => session.run('update hub set gen = ? where one = 1', gen))
  return gen
}

function newGeneration(parts: Pick<HubContext, 'random'>): string {
  return bytesToHex(parts.random(8))
}
