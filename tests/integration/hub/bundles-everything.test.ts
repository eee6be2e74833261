import { QUESTION } from '#tests/support/hub/hub-team.ts'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { afterEach, describe, expect, it } from 'vitest'
import { EVERYTHING_COLUMNS, LEFT_OUT } from '#hub/services/everything-columns.ts'
import { ROW_SCHEMAS } from '#shared/sync/bundle/everything-rows.ts'
import { nodeKeyMachine } from '#hub/services/node-key-machine.ts'
import { makeProjectKeys } from '#shared/sync/project-keys.ts'
import type { FileWorld } from '#tests/support/sync/hub-files.ts'
import { LEAD, type Laptop } from '#tests/support/sync/sync-world.ts'
import { begin, bilal, closeFileWorlds, closeLater, fatima, label } from '#tests/support/hub/file-steps.ts'

afterEach(closeFileWorlds)

describe('a bundle of everything', () => {
  const TABLES = ['members', 'enrolments', 'writers', 'chunks', 'task_versions', 'operations', 'invites'] as const

  async function filled(seed: number): Promise<FileWorld> {
    const files = await begin(seed)
    for (const laptop of [bilal(files), fatima(files)]) {
      await label(files, laptop, 8)
      await files.world.sync(laptop)
    }
    // Something that is kept back, and a text.
    await bilal(files).store.record({
      kind: 'gold.set',
      item: 'cccccccc:1',
      question: QUESTION,
      at: 1,
      taskVersion: 1,
    })
    await files.world.sync(bilal(files))
    const text = Buffer.from('متن')
    const sha = bytesToHex(sha256(text))
    expect((await files.call('PUT', `/blobs/${sha}`, text)).status).toBe(201)
    return files
  }

  /** A second hub that was given the keys. */
  async function secondHub(files: FileWorld, keys = files.keys): Promise<FileWorld> {
    const second = await files.secondHub(undefined, keys)
    closeLater(second)
    return second
  }

  /** Somebody has told the laptop that its team has moved. */
  async function goOver(files: FileWorld, second: FileWorld, laptop: Laptop): Promise<void> {
    files.world.host.app = second.host.app
    const { hub, gen } = await second.host.context.database.read((session) => second.host.context.identity(session))
    await laptop.store.beginLink(hub, gen)
    laptop.hub = hub
  }

  const table = (files: FileWorld, name: string, leaving: string) =>
    files.rows(`select * from ${name} where project_id = ? ${leaving} order by 2, 3`)

  it('moves a team to another hub: digests, order, what is kept back, people and tokens', async () => {
    const files = await filled(16)
    const { status, bytes } = await files.call('GET', '/bundles/everything')
    expect(status).toBe(200)
    const second = await secondHub(files)
    const { json } = await second.openFile(bytes)
    expect(json).toMatchObject({ kind: 'everything', duplicates: 0 })
    expect(await second.heads()).toEqual(await files.heads())
    expect(await second.contents()).toEqual(await files.contents())
    for (const name of TABLES) {
      // The lead joined both hubs, each with a laptop's row of its own.
      const leaving = ['enrolments', 'writers', 'members'].includes(name) ? `and annotator_id <> '${LEAD}'` : ''
      expect([name, await table(second, name, leaving)]).toEqual([name, await table(files, name, leaving)])
    }
    expect(await table(second, 'blobs', '')).toEqual(await table(files, 'blobs', ''))
    // A laptop goes on at the new hub with the token it has.
    const laptop = bilal(files)
    await goOver(files, second, laptop)
    await label(files, laptop, 3)
    expect((await files.world.sync(laptop)).end).toEqual({ kind: 'done' })
    const [writer] = await laptop.store.writers()
    expect((await second.heads()).get(writer!.id)).toEqual({
      upTo: writer!.upTo,
      digest: await laptop.store.digest(writer!.id, writer!.upTo),
    })
  })

  it('changes nothing the second time, and adds what is new the third', async () => {
    const files = await filled(17)
    const first = (await files.call('GET', '/bundles/everything')).bytes
    const second = await secondHub(files)
    await second.openFile(first)
    const held = await second.contents()
    expect((await second.openFile(first)).json).toMatchObject({ stored: 0 })
    expect(await second.contents()).toEqual(held)
    await label(files, fatima(files), 5)
    await files.world.sync(fatima(files))
    const next = (await files.call('GET', '/bundles/everything')).bytes
    expect((await second.openFile(next)).json).toMatchObject({ stored: 5 })
    expect(await second.heads()).toEqual(await files.heads())
    // Hubs exchange both ways; the first learns nothing.
    const back = (await second.call('GET', '/bundles/everything')).bytes
    expect((await files.openFile(back)).json).toMatchObject({ stored: 0 })
  })

  it('is refused whole where a writer went on differently', async () => {
    const files = await filled(18)
    const copy = await files.world.clone(bilal(files))
    const second = await secondHub(files)
    await second.openFile((await files.call('GET', '/bundles/everything')).bytes)
    await label(files, bilal(files), 2)
    await files.world.sync(bilal(files))
    const host = files.world.host.app
    await goOver(files, second, copy)
    await label(files, copy, 3)
    expect((await files.world.sync(copy)).end).toEqual({ kind: 'done' })
    files.world.host.app = host
    const before = await second.contents()
    const { status, json } = await second.openFile((await files.call('GET', '/bundles/everything')).bytes)
    expect([status, json]).toMatchObject([409, { code: 'fork' }])
    expect(await second.contents()).toEqual(before)
  })

  it('is refused where the project’s key is not the one that signed it', async () => {
    const files = await filled(19)
    const keys = await makeProjectKeys(files.world.projectId, nodeKeyMachine)
    const second = await secondHub(files, { ...keys, recipient: files.keys.recipient, identity: files.keys.identity })
    const { json } = await second.openFile((await files.call('GET', '/bundles/everything')).bytes)
    expect(json).toMatchObject({ code: 'bad-bundle', fault: { code: 'bad-signature' } })
  })

  it('names every table and column of the hub’s database, or leaves it out by name', async () => {
    const files = await begin(20)
    const { database } = files.world.host.context
    const tables = await database.read((session) => session.all(`select name from sqlite_master where type = 'table'`))
    for (const { name } of tables) {
      const columns = await database.read((session) =>
        session.all(`select name from pragma_table_info('${String(name)}')`),
      )
      const names = columns.map((column) => String(column['name']))
      if (!names.includes('project_id') || LEFT_OUT.includes(name as never)) continue
      const own = names.filter((column) => column !== 'project_id').toSorted()
      const told = EVERYTHING_COLUMNS[name as keyof typeof EVERYTHING_COLUMNS]
      expect([name, Object.keys(told ?? {}).toSorted()]).toEqual([name, own])
      expect(Object.keys(ROW_SCHEMAS[name as keyof typeof ROW_SCHEMAS].shape).toSorted()).toEqual(own)
    }
  })
})
