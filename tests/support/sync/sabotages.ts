import { pushReplySchema } from '#shared/sync/messages/push-reply.ts'
import { decodePush } from '#shared/sync/push-body.ts'
import type { HubTransport } from '#renderer/sync/hub-transport.ts'
import type { SqlDatabase, SqlRow, SqlSession, SqlValue } from '#hub/database/sql-database.ts'
import type { HubParts } from './hub-host.ts'
import type { WorldOptions } from './sync-world.ts'

/** One protection taken out. The schedules must find it: a proof that they look where they say. */
export type Sabotage = { name: string; hub?: HubParts; world?: WorldOptions }

type Ask = (session: SqlSession, sql: string, values: readonly SqlValue[]) => Promise<SqlRow[]>

/** A database whose answers to some questions are bent. */
function bent(ask: Ask): (database: SqlDatabase) => SqlDatabase {
  const bend = (session: SqlSession): SqlSession => ({ ...session, all: (sql, ...values) => ask(session, sql, values) })
  return (database) => ({
    ...database,
    transaction: (work) => database.transaction((session) => work(bend(session))),
    read: (work) => database.read((session) => work(bend(session))),
  })
}

/** Rows that are counted but cannot be looked at. */
class Unseen extends Array<SqlRow> {
  override *[Symbol.iterator](): ArrayIterator<SqlRow> {}
}

const KNOWN_CONTENT = /^select seq, hash from operations/
const VISIBLE = /author_id_range/

/** The transport with the hub's refusal of a fork turned into an acknowledgement. */
function forksAcknowledged(transport: HubTransport): HubTransport {
  return {
    async send(request) {
      const response = await transport.send(request)
      if (response.status !== 409 || !request.path.includes('/push') || !request.body) return response
      const push = decodePush(new TextDecoder().decode(request.body))
      const refusal = JSON.parse(new TextDecoder().decode(response.body)) as { code: string }
      if (refusal.code !== 'fork' || !push.ok) return response
      const hello = await transport.send({ method: 'GET', path: '/v1/hello' })
      const { hub } = JSON.parse(new TextDecoder().decode(hello.body)) as { hub: { id: string; gen: string } }
      const { sha, from, n } = push.value.header
      const reply = pushReplySchema.parse({
        hub: hub.id,
        gen: hub.gen,
        sha,
        from,
        stored: 0,
        duplicates: n,
        quarantined: [],
        upTo: from + n - 1,
        digest: '0'.repeat(64),
      })
      return { status: 201, body: new TextEncoder().encode(JSON.stringify(reply)), retryAfterS: 0 }
    },
  }
}

export const SABOTAGES: readonly Sabotage[] = [
  { name: 'acknowledges by id', world: { breakTransport: forksAcknowledged } },
  {
    name: 'compares no content',
    hub: {
      database: bent(async (session, sql, values) => {
        if (!KNOWN_CONTENT.test(sql)) return session.all(sql, ...values)
        return Unseen.from(await session.all(sql, ...values))
      }),
    },
  },
  {
    name: 'does not handle forks',
    world: { breakStore: (store) => bound(store, { reissue: async () => undefined }) },
  },
  {
    name: 'deletes what is acknowledged',
    world: {
      breakStore: (store, own) =>
        bound(store, {
          acknowledge: async (writer, upTo, exactly) => {
            await store.acknowledge(writer, upTo, exactly)
            own.dropUpTo(writer, upTo)
          },
        }),
    },
  },
  { name: 'checks no signature', hub: { verifier: { verify: async () => true } } },
  { name: 'keeps the generation after a restore', hub: { renews: false } },
  {
    name: 'serves everyone everything',
    hub: {
      database: bent((session, sql, values) =>
        VISIBLE.test(sql)
          ? session.all(
              'select rev, writer_id, seq, octet_length(content) as size from operations where project_id = ? and rev > ? order by rev limit ?',
              values[0] ?? null,
              values[2] ?? null,
              values[3] ?? null,
            )
          : session.all(sql, ...values),
      ),
    },
  },
  {
    name: 'takes what it has for new',
    hub: {
      database: bent(async (session, sql, values) => (KNOWN_CONTENT.test(sql) ? [] : session.all(sql, ...values))),
    },
  },
]

function bound<Part extends object>(part: Part, change: Partial<Part>): Part {
  return new Proxy(part, {
    get(target, name) {
      const value: unknown = name in change ? change[name as keyof Part] : target[name as keyof Part]
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
