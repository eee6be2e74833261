import { hexToBytes } from '@noble/hashes/utils.js'
import type { SqlDatabase } from '#hub/database/sql-database.ts'
import { ownerCodeOf } from '#hub/hub-context.ts'
import { ed25519Verifier } from '#hub/services/ed25519-verifier.ts'
import { nodeKeyMachine } from '#hub/services/node-key-machine.ts'
import type { SealTarget } from '#shared/backup/sealing.ts'
import type { WriterId } from '#shared/base/ids.ts'
import type { BundleEnrolment } from '#shared/sync/bundle/manifest.ts'
import type { BundleReading } from '#shared/sync/bundle/read-bundle.ts'
import { writeAnswers } from '#shared/sync/bundle/write-bundle.ts'
import type { BundleReply } from '#shared/sync/messages/bundle-reply.ts'
import { makeProjectKeys, type ProjectKeys } from '#shared/sync/project-keys.ts'
import { encodePush } from '#shared/sync/push-body.ts'
import { proven } from './proven.ts'
import { HubHost } from './hub-host.ts'
import { SyncWorld, type Laptop } from './sync-world.ts'

export type Answers = Extract<BundleReply, { kind: 'answers' }>
export type HubReply = { status: number; json: unknown; bytes: Uint8Array }

/** A part of a laptop's operations, cut into pushes. */
export type FilePart = {
  after?: number
  upTo?: number
  each?: number
  target?: SealTarget
  enrolment?: BundleEnrolment
}

/** A world whose hub holds the project's keys, and whose laptops write files. */
export class FileWorld {
  readonly world: SyncWorld
  readonly keys: ProjectKeys
  readonly lead: Laptop
  /** The world's hub, or one that took its project over. */
  readonly host: HubHost
  leadToken: string

  private constructor(world: SyncWorld, keys: ProjectKeys, host: HubHost) {
    this.world = world
    this.keys = keys
    this.host = host
    this.lead = world.laptops[0] as Laptop
    this.leadToken = this.lead.token
  }

  static async open(seed: number, withKeys = true): Promise<FileWorld> {
    const world = await SyncWorld.open(seed)
    const files = new FileWorld(world, await makeProjectKeys(world.projectId, nodeKeyMachine), world.host)
    if (withKeys) await files.putKeys()
    return files
  }

  /**
   * A second hub to which the lead has brought the same project and its keys, and nothing else: as when a team moves.
   * Without a database of its own it is SQLite.
   */
  async secondHub(database?: SqlDatabase, keys = this.keys): Promise<FileWorld> {
    const host = await HubHost.open(database === undefined ? {} : { database: () => database })
    const second = new FileWorld(this.world, keys, host)
    const project = this.world.projectId
    const request = {
      project,
      ownerCode: await ownerCodeOf(host.context),
      annotatorId: this.lead.person,
      name: 'عائشہ',
      device: 'lead',
    }
    const reply = await host.app.inject({
      method: 'POST',
      url: '/v1/projects',
      headers: { host: 'hub.test', 'nishan-client': 'app', 'content-type': 'application/json' },
      payload: JSON.stringify(await proven({ door: 'projects', project }, request, await this.lead.store.pair())),
    })
    second.leadToken = reply.json<{ token: string }>().token
    const put = await second.putKeys()
    if (put.status !== 201) throw new Error(`Keys: ${put.status}`)
    return second
  }

  close(): Promise<void> {
    return this.host === this.world.host ? this.world.close() : this.host.close()
  }

  putKeys(keys: ProjectKeys = this.keys, token = this.leadToken): Promise<HubReply> {
    return this.call('PUT', '/keys', Buffer.from(JSON.stringify(keys)), token)
  }

  async call(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    payload: Uint8Array | null = null,
    token: string | null = this.leadToken,
  ): Promise<HubReply> {
    const reply = await this.host.app.inject({
      method,
      url: `/v1/projects/${this.world.projectId}${path}`,
      headers: {
        host: 'hub.test',
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(payload !== null && { 'content-type': 'application/octet-stream' }),
      },
      ...(payload !== null && { payload: Buffer.from(payload) }),
    })
    const isJson = String(reply.headers['content-type']).startsWith('application/json')
    return {
      status: reply.statusCode,
      json: isJson ? reply.json<unknown>() : null,
      bytes: new Uint8Array(reply.rawPayload),
    }
  }

  openFile(file: Uint8Array, token = this.leadToken): Promise<HubReply> {
    return this.call('POST', '/bundles', file, token)
  }

  /** The reply of a file of answers that is taken. */
  async take(file: Uint8Array): Promise<Answers> {
    const { status, json } = await this.openFile(file)
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(json)}`)
    return json as Answers
  }

  /** Bodies of pushes with a laptop's operations after one place up to another. */
  async pushes(laptop: Laptop, { after = 0, upTo = Number.MAX_SAFE_INTEGER, each = 3 }: FilePart = {}) {
    const [writer] = await laptop.store.writers()
    if (writer === undefined || writer.sign === null) throw new Error('A laptop without a writer')
    const operations = (await laptop.store.operationsAfter(writer.id, after, 10_000)).filter(({ seq }) => seq <= upTo)
    const pushes: Uint8Array[] = []
    const place = { projectId: this.world.projectId, writerId: writer.id }
    for (let at = 0; at < operations.length; at += each) {
      pushes.push((await encodePush(place, operations.slice(at, at + each), writer.sign)).bytes)
    }
    return { writer: writer.id, pushes, before: await laptop.store.digest(writer.id, after) }
  }

  /** A file of one or several laptops. */
  async file(laptops: readonly Laptop[], part: FilePart = {}): Promise<Uint8Array> {
    const parts = await Promise.all(laptops.map((laptop) => this.pushes(laptop, part)))
    const written = await writeAnswers(
      {
        projectId: this.world.projectId,
        createdAt: 1,
        pushes: parts.flatMap(({ pushes }) => pushes),
        before: new Map(parts.map(({ writer, before }) => [writer, before])),
        ...(part.enrolment && { enrolment: part.enrolment }),
      },
      part.target ?? { recipients: [this.keys.recipient] },
    )
    if (!written.ok) throw new Error(written.error.code)
    return written.value
  }

  reading(): BundleReading {
    return {
      projectId: this.world.projectId,
      projectKey: hexToBytes(this.keys.publicKey),
      verifier: ed25519Verifier(),
    }
  }

  /** Every writer's head at the hub. */
  async heads(): Promise<Map<WriterId, { upTo: number; digest: string }>> {
    const rows = await this.rows('select writer_id, up_to, digest from writers where project_id = ? order by writer_id')
    return new Map(
      rows.map((row) => [row['writer_id'] as WriterId, { upTo: Number(row['up_to']), digest: String(row['digest']) }]),
    )
  }

  /** Content of every operation here: those that are served in their order, then those that are kept back. */
  async contents(): Promise<string[]> {
    const rows = await this.rows(
      'select content from operations where project_id = ? order by coalesce(rev, 999999999), writer_id, seq',
    )
    return rows.map(({ content }) => String(content))
  }

  rows(sql: string): Promise<Record<string, unknown>[]> {
    return this.host.context.database.read((session) => session.all(sql, this.world.projectId))
  }
}
