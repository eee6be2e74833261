import { afterEach, describe, expect, it } from 'vitest'
import type { AnnotatorId } from '#shared/base/ids.ts'
import { defined } from '#shared/base/assert.ts'
import { unsentWork } from '#renderer/data/bundles/unsent.ts'
import { FileLaptop, PASSPHRASE, TEXTS } from '#tests/support/bundles/file-laptop.ts'

const laptops: FileLaptop[] = []

afterEach(() => {
  for (const laptop of laptops.splice(0)) laptop.close()
})

type Team = { lead: FileLaptop; bilal: FileLaptop; mehwish: FileLaptop; people: [AnnotatorId, AnnotatorId] }

/** A lead and two people, whose fresh laptops have opened their work files. */
async function team(): Promise<Team> {
  const lead = await FileLaptop.lead()
  const people: [AnnotatorId, AnnotatorId] = [await lead.addPerson('بلال'), await lead.addPerson('مہوش')]
  const [bilal, mehwish] = [new FileLaptop(), new FileLaptop()]
  laptops.push(lead, bilal, mehwish)
  await bilal.take(await lead.workFile(people[0]))
  await mehwish.take(await lead.workFile(people[1]))
  return { lead, bilal, mehwish, people }
}

const fileOf = async (laptop: FileLaptop, all = false) => defined(await laptop.answersFile(all), 'file')

describe('a team with no network at all', () => {
  it('gives a fresh laptop the project, its texts and its person by one file and a passphrase', async () => {
    const { lead, bilal, people } = await team()
    expect(bilal.person).toBe(people[0])
    expect(await bilal.data.db.items.count()).toBe(TEXTS.length)
    expect(await bilal.data.db.annotators.get(people[0])).toMatchObject({ name: 'بلال', imported: false })
    expect(await bilal.data.db.taskVersions.count()).toBe(1)
    // Nothing of what the lead or others have answered came along.
    await lead.label(0, 2)
    await bilal.take(await lead.workFile(people[0], false))
    expect(await bilal.finished()).toEqual({})
  })

  it('merges several people’s files on the lead’s laptop, in any order and twice', async () => {
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0, 0, 1, 2],
    ]
    const { lead, bilal, mehwish, people } = await team()
    await bilal.label(0, 3)
    const first = await fileOf(bilal)
    const [merged] = [await lead.merge(first)]
    expect(merged.report.people).toMatchObject([{ person: people[0], texts: 3, fresh: 6, known: 0 }])
    await bilal.takeReceipt(merged.receipts[0])
    await bilal.label(3, 5)
    const files = [
      first,
      await fileOf(bilal),
      await (async () => (await mehwish.label(0, 4, 'bad'), fileOf(mehwish)))(),
    ]
    const logs = new Set<string>()
    for (const order of orders) {
      for (const index of order) await lead.merge(defined(files[index], 'file'))
      expect(await lead.finished()).toEqual({ [people[0]]: 5, [people[1]]: 4 })
      logs.add(await lead.log())
    }
    expect(logs.size).toBe(1)
  })

  it('keeps a file that comes before the one it follows, and takes it when that comes', async () => {
    const { lead, bilal, people } = await team()
    await bilal.label(0, 2)
    const first = await fileOf(bilal)
    // Another laptop of the lead took the first file; its receipt came back.
    const second = await (async () => {
      const other = await lead.merge(first)
      await bilal.takeReceipt(other.receipts[0])
      await bilal.label(2, 5)
      return fileOf(bilal)
    })()
    const fresh = await FileLaptop.lead()
    laptops.push(fresh)
    // The lead's laptop of before the first file, as after a restore: its writer is known by the journal no more.
    await lead.data.db.operations
      .where('[writerId+seq]')
      .between([(await ownWriter(bilal)).id, 0], [(await ownWriter(bilal)).id, Infinity])
      .delete()
    const early = await lead.merge(second)
    expect(early.report.people).toMatchObject([{ person: people[0], fresh: 0, waiting: 6 }])
    const late = await lead.merge(first)
    expect(late.report.people[0]).toMatchObject({ fresh: 10, waiting: 0 })
    expect(await lead.data.db.local.where('key').startsWith('waiting-push/').count()).toBe(0)
  })

  it('says what waits until a receipt comes back, and what the receipt acknowledged', async () => {
    const { lead, bilal } = await team()
    await bilal.label(0, 3)
    expect(await unsentWork(bilal.data, bilal.who)).toMatchObject({ texts: 3, operations: 6 })
    const file = await fileOf(bilal)
    // A file that was made is not a file that arrived.
    expect(await unsentWork(bilal.data, bilal.who)).toMatchObject({ texts: 3 })
    const { receipts } = await lead.merge(file)
    expect(await bilal.takeReceipt(receipts[0])).toMatchObject({
      kind: 'receipt',
      taken: { texts: 3, operations: 6, differing: 0 },
    })
    expect(await unsentWork(bilal.data, bilal.who)).toMatchObject({ texts: 0, operations: 0 })
    expect(await bilal.takeReceipt(receipts[0])).toMatchObject({ taken: { texts: 0, operations: 0 } })
    expect(await bilal.answersFile()).toBeNull()
    // Everything, for a lead who has lost it.
    expect((await lead.merge(await fileOf(bilal, true))).report.people).toMatchObject([{ fresh: 0, known: 6 }])
  })

  it('does not take a receipt of another person, of another key, or one that was edited', async () => {
    const { lead, bilal, mehwish, people } = await team()
    await bilal.label(0, 1)
    const [receipt] = (await lead.merge(await fileOf(bilal))).receipts
    expect(await mehwish.takeReceipt(receipt)).toMatchObject({ kind: 'receipt-refused', code: 'other-person' })
    const edited = { ...defined(receipt, 'receipt'), created: 1 }
    expect(await bilal.takeReceipt(edited)).toMatchObject({ kind: 'receipt-refused', code: 'bad-signature' })
    const stranger = await FileLaptop.lead()
    laptops.push(stranger)
    expect(await stranger.takeReceipt(receipt)).toMatchObject({ kind: 'receipt-refused', code: 'unknown-project' })
    expect(people[0]).not.toBe(people[1])
    expect(await unsentWork(bilal.data, bilal.who)).toMatchObject({ texts: 1 })
  })

  it('has the bindings and the merged answers again from the journal when IndexedDB is lost', async () => {
    const { lead, bilal, people } = await team()
    await bilal.label(0, 3)
    const file = await fileOf(bilal)
    await lead.merge(file)
    await lead.loseDatabase()
    expect(await lead.finished()).toEqual({ [people[0]]: 3 })
    const [writer] = await lead.data.db.writers
      .where('[projectId+annotatorId]')
      .equals([lead.projectId, people[0]])
      .toArray()
    expect(writer).toMatchObject({ remote: true })
    await bilal.label(3, 4)
    // Sealed to a key that went with the browser's store: here the file comes with a passphrase.
    expect(await lead.codeOf(await fileOf(bilal))).toBe('needs-key')
  })

  it('keeps odd operations aside, in their place, and after a loss of IndexedDB too', async () => {
    const { lead, bilal, people } = await team()
    await bilal.label(0, 1)
    const { recordOperations } = await import('#renderer/data/commands/record-operations.ts')
    await recordOperations(bilal.data, {
      ...bilal.who,
      drafts: [{ kind: 'member.set', item: '', key: people[0], value: { role: 'lead' }, at: 1, taskVersion: 1 }],
    })
    await bilal.label(1, 2)
    const { report, receipts } = await lead.merge(await fileOf(bilal))
    expect(report.people).toMatchObject([{ texts: 2, fresh: 4, held: { role: 1 } }])
    const role = async () => (await lead.data.db.members.get([lead.projectId, people[0]]))?.role
    expect(await role()).toBe('annotator')
    // Its place counts: the receipt is good, and what comes later follows on.
    expect(await bilal.takeReceipt(receipts[0])).toMatchObject({ taken: { operations: 5 } })
    await lead.loseDatabase()
    expect(await role()).toBe('annotator')
    expect(await lead.finished()).toEqual({ [people[0]]: 2 })
  })

  it('takes new texts and later guidelines by a second file, and the same one changes nothing', async () => {
    const { lead, bilal, people } = await team()
    await bilal.label(0, 2)
    await lead.addTexts(['نیا متن ایک', 'نیا متن دو'])
    const second = await lead.workFile(people[0], false)
    await bilal.take(second)
    expect(await bilal.data.db.items.count()).toBe(TEXTS.length + 2)
    const before = await bilal.log()
    expect(await bilal.look(second)).toMatchObject({ value: { summary: { fresh: 0 } } })
    await bilal.take(second)
    expect(await bilal.log()).toBe(before)
    expect(await bilal.finished()).toEqual({ [people[0]]: 2 })
  })
})

describe('a file that is not to be taken', () => {
  it('is refused whole, by its content and never by its name', async () => {
    const { lead, bilal, people } = await team()
    await bilal.label(0, 2)
    const file = await fileOf(bilal)
    const before = await lead.log()
    const cut = file.slice(0, file.length - 40)
    const changed = Uint8Array.from(file)
    changed[file.length - 30] = (changed[file.length - 30] ?? 0) ^ 1
    expect(await lead.codeOf(cut)).toBe('damaged')
    expect(await lead.codeOf(changed)).toBe('damaged')
    expect(await lead.codeOf(new TextEncoder().encode('متن,لیبل\nاچھا,مثبت\n'))).toBe('not-a-bundle')
    expect(await lead.codeOf(new Uint8Array())).toBe('not-a-bundle')
    expect(await bilal.codeOf(file)).toBe('needs-key')
    const work = await lead.workFile(people[0])
    expect(await bilal.codeOf(work, null)).toBe('needs-passphrase')
    expect(await bilal.codeOf(work, `${PASSPHRASE}!`)).toBe('wrong-passphrase')
    const stranger = await FileLaptop.lead()
    laptops.push(stranger)
    await stranger.workFile(await stranger.addPerson('حمزہ'))
    expect(await stranger.codeOf(file)).toBe('wrong-key')
    expect(await lead.log()).toBe(before)
  })

  it('does not unpack beyond every measure', async () => {
    const { lead } = await team()
    const { zipSync } = await import('fflate')
    const { sealWhole } = await import('#shared/backup/sealing.ts')
    const { publicKeysOf } = await import('#renderer/data/bundles/project-keys.ts')
    const bomb = zipSync({ 'manifest.json': new Uint8Array(64), [`blob-${'a'.repeat(64)}`]: new Uint8Array(4_000_000) })
    const { recipient } = defined(await publicKeysOf(lead.data, lead.projectId), 'keys')
    expect(await lead.codeOf(await sealWhole(bomb, { recipients: [recipient] }))).toBe('too-large')
  })

  it('is not of a person whose invite was used by another laptop, or never given', async () => {
    const { lead, bilal, people } = await team()
    const work = await lead.workFile(people[0])
    const [one, copy] = [new FileLaptop(), new FileLaptop()]
    laptops.push(one, copy)
    await one.take(work)
    await copy.take(work)
    await one.label(0, 1)
    await copy.label(0, 2)
    await lead.merge(await fileOf(one))
    const { report } = await lead.merge(await fileOf(copy))
    expect(report).toMatchObject({ enrolling: { kind: 'refused', code: 'bad-invite' } })
    expect(report.people).toMatchObject([{ person: null, fresh: 0, refused: { 'not-enrolled': 4 } }])
    expect(await lead.finished()).toEqual({ [people[0]]: 1 })
    expect(bilal.person).toBe(people[0])
  })

  it('is not signed by the project’s key: another project’s lead cannot send work into this one', async () => {
    const { lead, bilal } = await team()
    const forger = await FileLaptop.lead()
    laptops.push(forger)
    forger.data = (await forge(forger, lead)).data
    const person = await forger.addPerson('جعلی')
    const forged = await forger.workFile(person)
    expect(await bilal.codeOf(forged)).toBe('bad-signature')
  })
})

/** A laptop that leads a project of the same id, with keys of its own. */
async function forge(forger: FileLaptop, victim: FileLaptop): Promise<FileLaptop> {
  const { setMember } = await import('#renderer/data/commands/set-member.ts')
  const own = defined(forger.person, 'person')
  forger.projectId = victim.projectId
  await setMember(forger.data, forger.who, own, { role: 'lead', name: 'کوئی اور', colour: 2 })
  return forger
}

async function ownWriter(laptop: FileLaptop) {
  const rows = await laptop.data.db.writers
    .where('[projectId+annotatorId]')
    .equals([laptop.projectId, laptop.who.annotatorId])
    .toArray()
  return defined(
    rows.find(({ privateKey }) => privateKey !== undefined),
    'writer',
  )
}
