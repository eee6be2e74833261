import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { nodeBackupMachine } from '#electron/main/services/snapshots/node-backup-machine.ts'
import { readBackup } from '#shared/backup/read-backup.ts'
import { defined } from '#shared/base/assert.ts'
import { itemId, parseItemId, type AnnotatorId } from '#shared/base/ids.ts'
import { giveBatch } from '#renderer/data/commands/give-batch.ts'
import { giveTraining } from '#renderer/data/commands/give-training.ts'
import { importGold } from '#renderer/data/commands/import-answers.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { dexieSource } from '#renderer/data/queries/backup-source.ts'
import { checkItems, trainingItems } from '#renderer/data/queries/check-items.ts'
import { trainingResults } from '#renderer/data/queries/training.ts'
import { ProjectCopy } from '#renderer/data/restore/restore-copy.ts'
import { WholeRestore } from '#renderer/data/restore/restore-whole.ts'
import { piecesOf, written } from '#tests/support/backup-data.ts'
import { buildData, buildProject, TONE } from '#tests/support/build-data.ts'

const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId

/** A project with a training round of three texts, one of them answered, and work with a check item. */
async function built() {
  const project = await buildProject(Array.from({ length: 8 }, (_, n) => `متن ${n}`))
  const { data, who } = project
  const chunk = defined(await data.db.chunks.toCollection().first(), 'chunk')
  const rows = [0, 1, 2, 3].map((n) => ({ itemId: itemId(chunk.id, n), question: TONE, value: ['good'] }))
  await importGold(data, who, rows, 1)
  await giveTraining(data, who, { title: 'مشق', people: [BILAL], count: 3 })
  const plan = { wish: {}, overlap: 1, topUp: null }
  await giveBatch(data, who, { title: 'کام', chosen: '', plan }, { people: [BILAL], count: 2, overlap: 1, checks: 1 })
  const [item] = (await data.db.training.toArray()).map((row) => row.itemId)
  const changes = [
    { kind: 'answer.set', question: TONE, value: ['good'] },
    { kind: 'item.status', value: 'done' },
  ] as const
  const act = { itemId: defined(item, 'item'), changes, activeMs: 1, taskVersion: 1 }
  await saveAct(data, { ...who, annotatorId: BILAL }, act)
  return project
}

const numbers = (ids: Iterable<string>) => [...ids].map((id) => parseItemId(id)?.index ?? -1).toSorted((a, b) => a - b)

it('a training round and its checks are the same in a backup that is brought back whole', async () => {
  const { data, projectId } = await built()
  const again = buildData()
  const whole = new WholeRestore(again)
  await readBackup(piecesOf(await written(dexieSource(data, '1.2.3'))), nodeBackupMachine, { visitor: whole.visitor })
  expect(await again.db.training.toArray()).toEqual(await data.db.training.toArray())
  expect(await trainingResults(again, projectId)).toEqual(await trainingResults(data, projectId))
  expect(await checkItems(again, projectId)).toEqual(await checkItems(data, projectId))
})

it('a copy of a project has them under its own ids', async () => {
  const { data, projectId } = await built()
  const copy = new ProjectCopy(data, { projectId, name: 'نقل' })
  await readBackup(piecesOf(await written(dexieSource(data, '1.2.3'))), nodeBackupMachine, { visitor: copy.visitor })
  await copy.finish()
  const results = await trainingResults(data, copy.copyId)
  expect(results).toMatchObject([{ annotatorId: BILAL, given: 3, done: 1, right: 1 }])
  const [mine, theirs] = [await trainingItems(data, projectId), await trainingItems(data, copy.copyId)]
  expect(numbers(theirs)).toEqual(numbers(mine))
  expect([...theirs].some((id) => mine.has(id))).toBe(false)
  const checks = [...(await checkItems(data, copy.copyId)).keys()]
  expect(numbers(checks)).toEqual(numbers((await checkItems(data, projectId)).keys()))
  expect(await data.db.items.bulkGet(checks)).not.toContain(undefined)
})
