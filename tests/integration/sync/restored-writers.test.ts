import { bytesToHex } from '@noble/hashes/utils.js'
import { afterEach, expect, it } from 'vitest'
import { nodeBackupMachine } from '#electron/main/services/snapshots/node-backup-machine.ts'
import { readBackup } from '#shared/backup/read-backup.ts'
import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { dexieSource } from '#renderer/data/queries/backup-source.ts'
import { WholeRestore } from '#renderer/data/restore/restore-whole.ts'
import { piecesOf, written } from '#tests/support/backup-data.ts'
import { DexieLaptop } from '#tests/support/sync/dexie-laptop.ts'
import { keyPairOf } from '#tests/support/sync/node-ed25519.ts'
import { answer, elsewhere, pageOf } from '#tests/support/sync/pulled-pages.ts'

const PROJECT = 'pppppppppppppppp' as ProjectId
const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
const FATIMA = 'ffffffffffffffff' as AnnotatorId

let keys = 5000
let open: DexieLaptop[] = []
const newPair = () => keyPairOf((keys += 1))

async function laptop(withJournal: boolean): Promise<DexieLaptop> {
  const made = await DexieLaptop.open({ projectId: PROJECT, person: BILAL, newPair, withJournal })
  open.push(made)
  await made.beginLink('hub', 'gen1')
  return made
}

afterEach(async () => {
  for (const made of open) await made.close()
  open = []
})

async function restore(to: DexieLaptop, file: Uint8Array): Promise<void> {
  const result = await readBackup(piecesOf(file), nodeBackupMachine, { visitor: new WholeRestore(to.data).visitor })
  expect(result).toMatchObject({ ok: true })
}

/** Writers that hold something, with how far, and whether they sign. */
const offered = async (store: DexieLaptop) =>
  (await store.writers()).filter(({ upTo }) => upTo > 0).map(({ id, upTo, sign }) => [id, upTo, sign !== null])

it.each([false, true])(
  'of a backup are offered where their own laptop would have sent (journal: %s)',
  async (withJournal) => {
    const old = await laptop(withJournal)
    await old.record(answer(0, 'a'))
    await old.record(answer(1, 'b'))
    const mine = defined((await old.writers())[0], 'writer')
    const hers = elsewhere(FATIMA, newPair())
    const other = elsewhere(BILAL, newPair())
    await old.applyPage(
      pageOf(
        [hers.binding, other.binding],
        [hers.says(1, answer(0, 'hers')), other.says(1, answer(2, 'my other laptop'))],
      ),
    )
    const file = await written(dexieSource(old.data, '1.2.3'))

    const empty = await laptop(withJournal)
    await restore(empty, file)
    expect(await offered(empty)).toEqual([[mine.id, 2, false]])
    expect(await empty.registers()).toEqual(await old.registers())

    // Joined anew before the backup came: the hub had the first answer only.
    const joined = await laptop(withJournal)
    const binding = { id: mine.id, annotatorId: BILAL, publicKey: bytesToHex(mine.publicKey) }
    const [first] = await old.operationsAfter(mine.id, 0, 1)
    await joined.applyPage(pageOf([binding], [{ writer: mine.id, op: defined(first, 'operation') }]))
    expect(await offered(joined)).toEqual([])
    await restore(joined, file)
    expect(await offered(joined)).toEqual([[mine.id, 2, false]])
    await joined.start()
    expect(await offered(joined)).toEqual([[mine.id, 2, false]])
  },
)

it('from before a fork do not bring back what was said again', async () => {
  const store = await laptop(false)
  for (const value of ['a', 'b', 'c']) await store.record(answer(0, value))
  const file = await written(dexieSource(store.data, '1.2.3'))
  await store.reissue({ writer: defined((await store.writers())[0], 'writer').id, from: 2 })
  const before = await store.all()
  await restore(store, file)
  expect(await store.all()).toEqual(before)
  await store.registers()
})
