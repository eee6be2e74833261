import { randomInt } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { MemorySyncStore } from '#tests/support/sync/memory-sync-store.ts'
import { writeAnswers } from '#shared/sync/bundle/write-bundle.ts'
import { nodeKeyMachine } from '#hub/services/node-key-machine.ts'
import type { ProjectId } from '#shared/base/ids.ts'
import { readBundle } from '#shared/sync/bundle/read-bundle.ts'
import { bundleReplySchema } from '#shared/sync/messages/bundle-reply.ts'
import { decodePullPage } from '#shared/sync/pull-body.ts'
import { makeProjectKeys } from '#shared/sync/project-keys.ts'
import { acknowledgedBy, readReceipt } from '#shared/sync/receipt.ts'
import { seededRandom } from '#tests/faults/seeded-random.ts'
import type { FileWorld } from '#tests/support/sync/hub-files.ts'
import { keyPairOf, type KeyPair } from '#tests/support/sync/node-ed25519.ts'
import { proven } from '#tests/support/sync/proven.ts'
import { BILAL, FATIMA, type Laptop } from '#tests/support/sync/sync-world.ts'
import { begin, bilal, closeFileWorlds, expectWhole, fatima, label } from '#tests/support/hub/file-steps.ts'

afterEach(closeFileWorlds)

describe('the keys of a project', () => {
  it('are taken from a lead once, and no others after', async () => {
    const files = await begin(1, false)
    expect((await files.openFile(await files.file([bilal(files)]))).json).toMatchObject({ code: 'no-keys' })
    expect((await files.putKeys()).status).toBe(201)
    expect((await files.putKeys()).status).toBe(201)
    const others = await makeProjectKeys(files.world.projectId, nodeKeyMachine)
    expect((await files.putKeys(others)).json).toMatchObject({ code: 'exists' })
  })

  it('are refused from anyone else, of another project, and where the halves do not fit', async () => {
    const files = await begin(2, false)
    const others = await makeProjectKeys('ssssssssssssssss' as ProjectId, nodeKeyMachine)
    expect((await files.putKeys(files.keys, bilal(files).token)).status).toBe(403)
    expect((await files.putKeys(others)).status).toBe(400)
    for (const part of ['publicKey', 'privateKey', 'recipient', 'identity'] as const) {
      expect([part, (await files.putKeys({ ...files.keys, [part]: others[part] })).status]).toEqual([part, 400])
    }
  })
})

describe('a file of answers', () => {
  it('is taken as if it had come over the wire, and answered with a receipt for each person', async () => {
    const files = await begin(3)
    const people = [bilal(files), fatima(files)]
    for (const person of people) await label(files, person, 7)
    const reply = bundleReplySchema.parse(await files.take(await files.file(people)))
    if (reply.kind !== 'answers') throw new Error(reply.kind)
    expect(reply.pushes.every(({ outcome, quarantined }) => outcome === 'stored' && quarantined === 0)).toBe(true)
    await expectWhole(files, people)
    expect(reply.receipts.map(({ person }) => person).toSorted()).toEqual([BILAL, FATIMA].toSorted())
    for (const receipt of reply.receipts) {
      const { store } = receipt.person === BILAL ? bilal(files) : fatima(files)
      const { projectId, projectKey, verifier } = files.reading()
      const place = { projectId: projectId!, publicKey: projectKey!, verifier }
      expect(await readReceipt(JSON.stringify(receipt), place)).toEqual({ ok: true, value: receipt })
      const [writer] = await store.writers()
      // Only the person's own writers: others' heads would tell how much others have done.
      expect(receipt.writers.map((one) => one.writer)).toEqual([writer!.id])
      const owner = {
        upTo: async (id: string) => (id === writer!.id ? writer!.upTo : null),
        digest: store.digest.bind(store),
      }
      const acknowledged = [{ writer: writer!.id, upTo: 7 }]
      expect(await acknowledgedBy(receipt, owner)).toEqual({ acknowledged, differing: [] })
    }
    // The wire goes on from there.
    await label(files, bilal(files), 2)
    await files.world.sync(bilal(files))
    await expectWhole(files, people)
  })

  it('changes nothing the second time', async () => {
    const files = await begin(4)
    await label(files, bilal(files), 5)
    const file = await files.file([bilal(files)])
    await files.take(file)
    const [before, heads] = [await files.world.atHub(), await files.heads()]
    const again = await files.take(file)
    expect(again.pushes.map(({ outcome }) => outcome)).toEqual(['known', 'known'])
    expect([await files.world.atHub(), await files.heads()]).toEqual([before, heads])
  })

  it('comes to the same in any order, any number of times, cut in any way', async () => {
    const seed = Number(process.env['BUNDLE_SEED'] ?? randomInt(2 ** 31))
    const random = seededRandom(seed)
    const below = (end: number) => Math.floor(random() * end)
    for (let run = 0; run < 12; run += 1) {
      const files = await begin(100 + run)
      const people = [bilal(files), fatima(files)]
      const parts: Uint8Array[] = []
      for (const person of people) {
        await label(files, person, 10 + below(20))
        const [writer] = await person.store.writers()
        const upTo = writer!.upTo
        for (let after = 0; after < upTo;) {
          const end = Math.min(upTo, after + 1 + below(9))
          // Some begin before the last one ended.
          const from = Math.max(0, after - below(4))
          parts.push(await files.file([person], { after: from, upTo: end, each: 1 + below(5) }))
          after = end
        }
      }
      const order = [...parts, ...parts.filter(() => random() < 0.4)]
        .map((file) => ({ file, at: random() }))
        .toSorted((a, b) => a.at - b.at)
      for (const { file } of order) {
        const { pushes } = await files.take(file)
        expect([`BUNDLE_SEED=${seed}`, run, pushes.filter(({ outcome }) => outcome === 'refused')]).toEqual([
          `BUNDLE_SEED=${seed}`,
          run,
          [],
        ])
      }
      await expectWhole(files, people)
      const waiting = await files.rows('select from_seq from waiting_pushes where project_id = ?')
      expect([`BUNDLE_SEED=${seed}`, run, waiting]).toEqual([`BUNDLE_SEED=${seed}`, run, []])
      await closeFileWorlds()
    }
  }, 120_000)

  it('that comes before the one it follows waits, also over a restart of nothing but the other file', async () => {
    const files = await begin(5)
    await label(files, bilal(files), 9)
    const late = await files.take(await files.file([bilal(files)], { after: 3 }))
    expect(late.pushes.map(({ from, outcome }) => [from, outcome])).toEqual([
      [4, 'waiting'],
      [7, 'waiting'],
    ])
    expect(late.receipts[0]!.writers[0]!.upTo).toBe(0)
    const first = await files.take(await files.file([bilal(files)], { upTo: 3 }))
    expect(first.pushes.map(({ from, n, outcome }) => [from, n, outcome])).toEqual([
      [1, 3, 'stored'],
      [4, 3, 'stored'],
      [7, 3, 'stored'],
    ])
    await expectWhole(files, [bilal(files)])
  })

  it('of a laptop that was shut out goes to quarantine, for the lead to decide', async () => {
    const files = await begin(6)
    await label(files, bilal(files), 4)
    const [row] = await files.rows(`select enrolment_id from enrolments where project_id = ? and device = '${BILAL}'`)
    const revoked = Buffer.from(JSON.stringify({ laptop: row!['enrolment_id'] }))
    expect((await files.call('POST', '/revoke', revoked)).status).toBe(200)
    const { pushes } = await files.take(await files.file([bilal(files)]))
    expect(pushes.map(({ stored, quarantined }) => [stored, quarantined])).toEqual([
      [3, 3],
      [1, 1],
    ])
    const { json } = await files.call('GET', '/quarantine')
    const { operations } = json as { operations: { why: string }[] }
    expect(operations.map(({ why }) => why)).toEqual(['revoked', 'revoked', 'revoked', 'revoked'])
    // Nobody is served them.
    await files.world.sync(fatima(files))
    await files.world.sync(files.lead)
    expect((await files.lead.store.all()).filter(({ author }) => author === BILAL)).toEqual([])
  })

  it('of a copied laptop is told as a fork, and the rest of the file is taken', async () => {
    const files = await begin(7)
    await label(files, bilal(files), 3)
    const copy = await files.world.clone(bilal(files))
    await label(files, bilal(files), 2)
    await label(files, copy, 2)
    await label(files, fatima(files), 2)
    await files.take(await files.file([bilal(files)]))
    const { pushes } = await files.take(await files.file([copy, fatima(files)]))
    const outcomes = pushes.map(({ from, outcome, code, seq }) => ({ from, outcome, code, seq }))
    expect(outcomes).toContainEqual({ from: 4, outcome: 'refused', code: 'fork', seq: 4 })
    await expectWhole(files, [bilal(files), fatima(files)])
  })

  it('of a writer nobody knows, or signed by another, is refused push by push', async () => {
    const files = await begin(8)
    const stranger = await begin(9)
    await label(files, bilal(files), 2)
    const unknown = await files.file([bilal(stranger)]).catch(() => null)
    expect(unknown).not.toBeNull()
    const { writer, pushes } = await files.pushes(bilal(files))
    const text = Buffer.from(pushes[0]!).toString()
    const forged = text.replace(/"signature":"[0-9a-f]{4}/, '"signature":"0000')
    const written = await writeAnswers(
      { projectId: files.world.projectId, createdAt: 1, pushes: [Buffer.from(forged)] },
      { recipients: [files.keys.recipient] },
    )
    const reply = await files.take(written.ok ? written.value : new Uint8Array())
    expect(reply.pushes).toMatchObject([{ writer, outcome: 'refused', code: 'bad-signature' }])
    expect((await files.heads()).get(writer)?.upTo).toBe(0)
  })
})

describe('a file that is not whole or not ours', () => {
  it('is refused with its reason, and nothing of it is kept', async () => {
    const files = await begin(10)
    const other = await begin(11)
    await label(files, bilal(files), 6)
    const file = await files.file([bilal(files)])
    const before = await files.world.atHub()
    const middle = file.slice()
    middle[file.length - 40] = (middle[file.length - 40] ?? 0) ^ 1
    const cases: [Uint8Array, string][] = [
      [file.slice(0, -100), 'damaged'],
      [middle, 'damaged'],
      [new Uint8Array(0), 'not-a-bundle'],
      [Buffer.from('متن'), 'not-a-bundle'],
      [await other.file([bilal(other)]), 'wrong-key'],
      [await other.file([bilal(other)], { target: { recipients: [files.keys.recipient] } }), 'other-project'],
      [await files.file([bilal(files)], { target: { passphrase: 'خفیہ لفظ', work: 8 } }), 'needs-passphrase'],
    ]
    for (const [bytes, code] of cases) {
      const { status, json } = await files.openFile(bytes)
      expect([status, json]).toEqual([400, { code: 'bad-bundle', fault: expect.objectContaining({ code }) }])
    }
    expect(await files.world.atHub()).toEqual(before)
    expect((await files.openFile(file)).status).toBe(201)
  })

  it('is read from leads only, and a body is not even read from others', async () => {
    const files = await begin(12)
    const file = await files.file([bilal(files)])
    expect((await files.openFile(file, bilal(files).token)).status).toBe(403)
    expect((await files.openFile(file, 'f'.repeat(64))).status).toBe(401)
    const large = new Uint8Array(3 * 1024 * 1024)
    expect((await files.openFile(large, 'f'.repeat(64))).status).toBe(401)
    expect((await files.openFile(large)).json).toMatchObject({ fault: { code: 'not-a-bundle' } })
    for (const path of ['/bundles/everything'] as const) {
      expect((await files.call('GET', path, null, bilal(files).token)).status).toBe(403)
      expect((await files.call('GET', path, null, null)).status).toBe(401)
    }
  })
})

describe('an enrolment in a file', () => {
  const enrolmentOf = async (files: FileWorld, request: { secret: string; device: string }, pair: KeyPair) => {
    const project = files.world.projectId
    const { project: _project, ...enrolment } = await proven({ door: 'enrol', project }, { ...request, project }, pair)
    return enrolment
  }
  const invite = async (files: FileWorld) => {
    const { json } = await files.call('POST', '/invites', Buffer.from(JSON.stringify({ annotatorId: FATIMA })))
    return (json as { secret: string }).secret
  }

  it('binds the writer first, so that a laptop that never saw the hub hands in its answers', async () => {
    const files = await begin(13)
    const secret = await invite(files)
    const pair = keyPairOf(9_000)
    const store = new MemorySyncStore(files.world.projectId, FATIMA, () => pair)
    const laptop: Laptop = { store, person: FATIMA, token: '', hub: '', heard: [] }
    await label(files, laptop, 3)
    const enrolment = await enrolmentOf(files, { secret, device: 'گاؤں کا لیپ ٹاپ' }, pair)
    const without = await files.take(await files.file([laptop]))
    expect(without.pushes).toMatchObject([{ outcome: 'refused', code: 'not-enrolled' }])
    const file = await files.file([laptop], { enrolment })
    const first = await files.take(file)
    expect(first.enrolled).toMatchObject({ annotatorId: FATIMA })
    expect(first.pushes).toMatchObject([{ outcome: 'stored', quarantined: 0 }])
    expect(first.receipts.map(({ person }) => person)).toEqual([FATIMA])
    // The invite is used up; the file opens again all the same.
    const again = await files.take(file)
    expect([again.enrolled, again.pushes[0]?.outcome]).toEqual([null, 'known'])
    await expectWhole(files, [laptop])
  })

  it('with a used or wrong invite is told, and what else is in the file is taken', async () => {
    const files = await begin(14)
    await label(files, bilal(files), 2)
    const enrolment = await enrolmentOf(files, { secret: 'wrongwrongwrong1', device: '' }, keyPairOf(9_001))
    const reply = await files.take(await files.file([bilal(files)], { enrolment }))
    expect(reply.enrolled).toEqual({ code: 'bad-invite' })
    await expectWhole(files, [bilal(files)])
  })
})

describe('a work package', () => {
  it('holds what its person may see and not a byte of another’s answers', async () => {
    const files = await begin(15)
    for (const laptop of [bilal(files), fatima(files)]) {
      await label(files, laptop, 4)
      await files.world.sync(laptop)
    }
    const body = Buffer.from(JSON.stringify({ annotatorId: BILAL, passphrase: 'ایک دو تین چار' }))
    const { status, bytes } = await files.call('POST', '/bundles/work', body)
    expect(status).toBe(200)
    const read = await readBundle(bytes, { passphrase: 'ایک دو تین چار' }, files.reading())
    if (!read.ok) throw new Error(read.error.code)
    expect(read.value.manifest).toMatchObject({ kind: 'work', person: BILAL })
    const texts = read.value.manifest.files.map(({ name }) => read.value.text(name))
    const lines = texts.flatMap((text) => decodePullPage(text)?.lines ?? [])
    expect(lines.filter(({ op }) => op.kind === 'answer.set')).toHaveLength(4)
    expect(lines.map(({ op }) => op.kind)).toContain('taskVersion.add')
    expect(texts.join('')).toContain(BILAL)
    expect(texts.join('')).not.toContain(FATIMA)
    // And it is not for a hub.
    expect((await files.openFile(bytes)).json).toMatchObject({ fault: { code: 'needs-passphrase' } })
  }, 30_000)
})
