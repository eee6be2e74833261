import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import type { ItemId, LabelId, QuestionId } from '#shared/base/ids.ts'
import { answerOf, spansOf } from '#shared/domain/annotation.ts'
import { exportColumns, exportRows } from '#shared/formats/export-row.ts'
import { isOwnExport, ownExportUse } from '#shared/formats/own-export.ts'
import { markUnclear, reopenGold, settleGold } from '#renderer/data/commands/settle-gold.ts'
import { importGold } from '#renderer/data/commands/import-answers.ts'
import { adjudicatedItem, judgedOf } from '#renderer/data/queries/adjudication.ts'
import { exportPages, GOLD_NAME, namedWork, type ExportedWork } from '#renderer/data/queries/export-pages.ts'
import { currentTask, getProject } from '#renderer/data/queries/projects.ts'
import { BILAL, FATIMA, itemOf, say } from '#tests/support/answered-project.ts'
import { buildProject, FIELD, NAMES, TONE, type Built } from '#tests/support/build-data.ts'

let built: Built
let item: ItemId

beforeEach(async () => {
  built = await buildProject(['ملتان میں بارش', 'لاہور میں دھوپ'])
  item = await itemOf(built)
  await say(built, BILAL, item, { tone: 'good', spans: [[0, 5, 'place']] })
  await say(built, FATIMA, item, { tone: 'bad' })
})

async function ground(question: QuestionId) {
  const shown = defined(await adjudicatedItem(built.data, built.annotatorId, item), 'item')
  return { question, from: judgedOf(shown.answers, question), over: shown.gold[question]?.stamp ?? null }
}

async function settle(question: QuestionId, answer: unknown): Promise<void> {
  const wishes = [{ ...(await ground(question)), value: { answer } }]
  expect((await settleGold(built.data, built.who, { itemId: item, wishes })).ok).toBe(true)
}

async function goldOfItem(): Promise<ExportedWork | null> {
  const filter = { annotators: null, statuses: ['done', 'unsure'] as const, unanswered: true, gold: true }
  for await (const page of exportPages(built.data, built.who, filter)) {
    const { work } = defined(
      page.items.find((one) => one.item.id === item),
      'item',
    )
    return work.find(({ annotatorId }) => annotatorId === GOLD_NAME) ?? null
  }
  return null
}

test('a settled answer is a gold row with who settled it, when, and from how many answers', async () => {
  await settle(TONE, ['good'])
  const span = { field: FIELD, start: 0, end: 5, label: 'place' as LabelId, quote: 'ملتان' }
  await settle(NAMES, [span])
  const gold = defined(await goldOfItem(), 'gold')
  expect(answerOf(gold.annotation, TONE)).toEqual(['good'])
  expect(spansOf(gold.annotation, NAMES).map(({ value }) => value)).toEqual([span])
  expect(gold.settled).toEqual({ by: built.annotatorId, from: 2 })
  expect(gold.annotation.updatedAt).toBeGreaterThan(0)
})

test('what a guideline left open, and what was opened again, is no gold', async () => {
  await settle(TONE, ['good'])
  const wishes = [await ground(NAMES)]
  await markUnclear(built.data, built.who, { itemId: item, wishes, section: 'نام', note: '' })
  const gold = defined(await goldOfItem(), 'gold')
  expect(Object.keys(gold.annotation.answers)).toEqual([TONE])
  expect(gold.annotation.spans).toEqual({})
  await reopenGold(built.data, built.who, { itemId: item, questions: [TONE] })
  expect(await goldOfItem()).toBeNull()
})

test('gold that was known beforehand comes from no answers', async () => {
  await importGold(built.data, built.who, [{ itemId: item, question: TONE, value: ['bad'] }], 1)
  expect(defined(await goldOfItem(), 'gold').settled).toEqual({ by: built.annotatorId, from: 0 })
})

test('the columns of gold stand beside the others, and a file that is imported again leaves them out', async () => {
  await settle(TONE, ['good'])
  const gold = defined(await goldOfItem(), 'gold')
  const project = defined(await getProject(built.data, built.projectId), 'project')
  const { questions } = defined(await currentTask(built.data, built.projectId), 'task')
  const context = { project, questions, shape: 'annotation', locale: 'ur' } as const
  const columns = exportColumns(context, ['city'], true)
  expect(exportColumns(context, ['city'])).not.toContain('settled_by')
  const shown = defined(await built.data.db.items.get(item), 'item')
  const [row] = exportRows(shown, [namedWork(gold, { [built.annotatorId]: 'عائشہ', gold: 'gold' })], context)
  expect(row).toMatchObject({ annotator: 'gold', settled_by: 'عائشہ', settled_from: 2 })
  expect(Object.keys(row ?? {}).filter((column) => !columns.includes(column))).toEqual([])
  expect(isOwnExport(columns)).toBe(true)
  const uses = ['settled_by', 'settled_from'].map((column) =>
    ownExportUse(column, { fields: project.fields, questions }),
  )
  expect(uses).toEqual([{ kind: 'skip' }, { kind: 'skip' }])
})
