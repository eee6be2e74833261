import 'fake-indexeddb/auto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ownerCodeOf } from '#hub/hub-context.ts'
import { defined } from '#shared/base/assert.ts'
import { beginMove } from '#renderer/app/moving/begin-move.ts'
import { goOnMoving } from '#renderer/app/moving/go-on-moving.ts'
import type { MoveFault, MoveProgress } from '#renderer/app/moving/move-parts.ts'
import { MOVE_STEPS, readMove, readMoveFile, type MoveRecord, type MoveStep } from '#renderer/data/team/move-record.ts'
import { FileLaptop } from '#tests/support/bundles/file-laptop.ts'
import type { At } from '#tests/support/bundles/many-hubs.ts'
import { MovingLaptop, NEW, OLD } from '#tests/support/bundles/moving-team.ts'
import { DATABASE_KINDS, type DatabasePlace } from '#tests/support/hub/test-databases.ts'
import { HubHost } from '#tests/support/sync/hub-host.ts'

let [old, next]: [HubHost, HubHost] = [] as never
let [lead, bilal]: [MovingLaptop, MovingLaptop] = [] as never
let newDatabase: () => Promise<Parameters<typeof HubHost.open>[0]>

const hosts = () =>
  new Map([
    [OLD, old],
    [NEW, next],
  ])

async function start(): Promise<void> {
  old = await HubHost.open()
  next = await HubHost.open(await newDatabase())
  lead = new MovingLaptop(await FileLaptop.lead(), hosts())
  await lead.bring(old, OLD)
  await lead.laptop.label(0, 3)
  bilal = await lead.invited('بلال', hosts())
  await bilal.round()
  await bilal.laptop.label(0, 4)
  await bilal.round()
  await lead.round()
}

async function end(): Promise<void> {
  for (const one of [lead, bilal]) {
    one?.stop()
    one?.laptop.close()
  }
  for (const host of [old, next]) await host?.close()
}

const begin = async (code?: string, url = NEW) =>
  beginMove(lead.parts, lead.laptop.who, {
    address: { urls: [url], fingerprint: null },
    ownerCode: code ?? (await ownerCodeOf((url === NEW ? next : old).context)),
  })

const record = async (): Promise<MoveRecord> => defined(await readMove(lead.laptop.data, lead.laptop.projectId), 'move')

async function goOn(tells: boolean, signal?: AbortSignal, onProgress?: (progress: MoveProgress) => void) {
  const watch = { ...(signal && { signal }), ...(onProgress && { onProgress }) }
  return goOnMoving(lead.parts, await record(), { ...watch, tells })
}

const faultOf = async (tells: boolean): Promise<MoveFault | 'none'> => {
  const gone = await goOn(tells)
  return gone.ok ? 'none' : gone.error
}

/** All that a hub holds of the project, by writer and place. */
async function contents(host: HubHost): Promise<string[]> {
  const rows = await host.context.database.read((session) =>
    session.all(
      'select writer_id, seq, content from operations where project_id = ? order by writer_id, seq',
      lead.laptop.projectId,
    ),
  )
  return rows.map((row) => `${String(row['writer_id'])} ${String(row['seq'])} ${String(row['content'])}`)
}

const movedFrom = (host: HubHost) =>
  host.context.database.read((session) =>
    session.all('select place from moves where project_id = ?', lead.laptop.projectId),
  )

const idOf = async (host: HubHost) => (await host.context.database.read((one) => host.context.identity(one))).hub

describe.each(DATABASE_KINDS)('the app moves a team to $name', ({ missing, start: startPlace }) => {
  describe.skipIf(missing !== null)('and', () => {
    let place: DatabasePlace
    beforeAll(async () => {
      place = await startPlace()
      newDatabase = async () => {
        const { database } = await place.open()
        return { database: () => database }
      }
    }, 90_000)
    afterAll(() => place?.stop())
    afterEach(end)

    it('nothing is lost, and every laptop goes and works on', async () => {
      await start()
      expect(await begin()).toMatchObject({ ok: true, value: { step: 'keys' } })
      const steps = new Set<MoveStep>()
      const before = await goOn(false, undefined, ({ step }) => steps.add(step))
      expect(before).toMatchObject({ ok: true, value: { step: 'tell', numbers: { people: 2, texts: 8, late: 0 } } })
      expect([...steps]).toEqual(['keys', 'fetch', 'send', 'check'])
      expect(await contents(next)).toEqual(await contents(old))
      const changes = (await contents(old)).length
      expect(before).toMatchObject({ value: { numbers: { changes } } })
      // Nothing has changed for anyone yet, this lead included.
      expect(await movedFrom(old)).toEqual([])
      expect(lead.session.link.urls).toEqual([OLD])
      await bilal.laptop.label(4, 5)
      await bilal.round()
      expect(bilal.session.link.hub).toBe(await idOf(old))

      expect(await goOn(true)).toMatchObject({ ok: true, value: { step: 'done' } })
      expect(lead.session.link).toMatchObject({ hub: await idOf(next), urls: [NEW] })
      // What Bilal did between the two presses was fetched before anyone was told.
      expect(await contents(next)).toEqual(await contents(old))
      expect(await readMove(lead.laptop.data, lead.laptop.projectId)).toBeNull()
      await bilal.round()
      await vi.waitFor(async () => expect(bilal.session.link.hub).toBe(await idOf(next)))
      bilal.line.hubs.delete(OLD)
      lead.line.hubs.delete(OLD)
      await bilal.laptop.label(5, 6)
      await bilal.round()
      await lead.round()
      expect(await lead.laptop.finished()).toMatchObject({ [bilal.laptop.who.annotatorId]: 6 })
    }, 60_000)
  })
})

describe('a move that is cut short', () => {
  beforeEach(async () => {
    newDatabase = async () => ({})
    await start()
  })
  afterEach(end)

  /** The request that does a step's work, and at which hub. */
  const WORK: Readonly<Record<MoveStep, (at: At) => boolean>> = {
    keys: ({ method, path }) => method === 'PUT' && path.endsWith('/keys'),
    fetch: ({ url, path }) => url === OLD && path.endsWith('/bundles/everything'),
    send: ({ url, path }) => url === NEW && path.endsWith('/bundles'),
    check: ({ url, path }) => url === NEW && path.endsWith('/heads'),
    tell: ({ url, path }) => url === OLD && path.endsWith('/moved'),
    go: ({ url, path }) => url === NEW && path.includes('/v1/hello'),
  }

  it.each(MOVE_STEPS.flatMap((step) => [['before', step] as const, ['after', step] as const]))(
    'breaks %s the work of «%s» is done, and goes on from there after a restart',
    async (when, step) => {
      await begin()
      if (step === 'go') expect(await goOn(false)).toMatchObject({ ok: true })
      let told = false
      lead.line[when] = (at) => {
        if (at.path.endsWith('/moved')) told = true
        // The last step is broken once everyone has been told.
        if (WORK[step](at) && (step !== 'go' || told)) throw new Error('The line broke')
      }
      const first = await goOn(true)
      expect(first).toMatchObject({
        ok: false,
        error: step === 'check' || step === 'go' || step === 'send' ? 'new-away' : 'old-away',
      })
      const wasTold = step === 'go' || (step === 'tell' && when === 'after')
      expect((await movedFrom(old)).length).toBe(wasTold ? 1 : 0)
      expect((await record()).step).toBe(step)

      lead.line[when] = () => undefined
      await lead.restart()
      expect(await goOn(true)).toMatchObject({ ok: true, value: { step: 'done' } })
      expect(await contents(next)).toEqual(await contents(old))
      expect(lead.session.link.hub).toBe(await idOf(next))
      expect(await readMoveFile(lead.laptop.data, lead.laptop.projectId)).toBeNull()
    },
    30_000,
  )

  it('is begun again where the answer to its first step was lost, and where the tokens are gone', async () => {
    lead.line.after = ({ url, path }) => {
      if (url === NEW && path === '/v1/projects') throw new Error('The line broke')
    }
    expect(await begin()).toEqual({ ok: false, error: 'new-away' })
    expect(await readMove(lead.laptop.data, lead.laptop.projectId)).toBeNull()
    lead.line.after = () => undefined
    // The project is there already, and no token for it is here: the key says who this is.
    expect(await begin()).toMatchObject({ ok: true })
    expect(await goOn(true)).toMatchObject({ ok: true, value: { step: 'done' } })
    expect(await contents(next)).toEqual(await contents(old))
  })

  it('is stopped between two steps, and a file that lay damaged here is fetched anew', async () => {
    await begin()
    const stop = new AbortController()
    expect(await goOn(false, stop.signal, ({ step }) => step === 'send' && stop.abort())).toEqual({
      ok: false,
      error: 'stopped',
    })
    const { step, projectId } = await record()
    expect(step).toBe('send')
    const file = defined(await readMoveFile(lead.laptop.data, projectId), 'file')
    file[file.length - 5] = (file[file.length - 5] ?? 0) ^ 1
    await lead.laptop.data.db.local.put({ key: `move/${projectId}/file`, value: file })
    expect(await goOn(true)).toMatchObject({ ok: true, value: { step: 'done' } })
    expect(await contents(next)).toEqual(await contents(old))
  })

  it('says what it cannot do, and leaves everything as it was', async () => {
    expect(await begin('wrong-code-1234')).toEqual({ ok: false, error: 'bad-code' })
    expect(await begin(undefined, OLD)).toEqual({ ok: false, error: 'same-hub' })
    lead.line.hubs.delete(NEW)
    expect(await begin()).toEqual({ ok: false, error: 'new-away' })
    lead.line.hubs.set(NEW, next)
    await begin()
    // Somebody gives back another page in place of the file.
    lead.line.torn = () => new TextEncoder().encode('<html>login</html>')
    expect(await faultOf(false)).toBe('old-portal')
    lead.line.torn = (body) => body
    await lead.laptop.data.db.local.where('key').startsWith('project-keys/').delete()
    expect(await begin()).toEqual({ ok: false, error: 'no-keys-here' })
    expect(await movedFrom(old)).toEqual([])
    expect((await contents(next)).length).toBe(0)
  })

  it('does not go on where the new hub says something else of a writer', async () => {
    await begin()
    await goOn(false)
    await next.context.database.transaction(async (session) => {
      await session.run('update writers set digest = ? where up_to > 3', 'f'.repeat(64))
    })
    expect(await faultOf(true)).toBe('differs')
    expect(await movedFrom(old)).toEqual([])
  })

  it('a team that comes back is not sent away again by the hub that it left', async () => {
    await begin()
    expect(await goOn(true)).toMatchObject({ ok: true, value: { step: 'done' } })
    await lead.round()
    await bilal.round()
    await vi.waitFor(async () => expect(bilal.session.link.hub).toBe(await idOf(next)))
    await bilal.laptop.label(4, 6)
    await bilal.round()
    expect((await movedFrom(old)).length).toBe(1)
    expect(await begin(undefined, OLD)).toMatchObject({ ok: true })
    expect(await goOn(true)).toMatchObject({ ok: true, value: { step: 'done' } })
    expect(await movedFrom(old)).toEqual([])
    await bilal.round()
    await vi.waitFor(async () => expect(bilal.session.link.hub).toBe(await idOf(old)))
    await bilal.round()
    await lead.round()
    expect(bilal.session.link.hub).toBe(await idOf(old))
    expect(lead.session.link.hub).toBe(await idOf(old))
    expect(await contents(old)).toEqual(await contents(next))
  })
})
