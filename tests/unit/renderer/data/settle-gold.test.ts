import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId, ItemId, LabelId, QuestionId } from '#shared/base/ids.ts'
import { eraseItem } from '#renderer/data/commands/erase-item.ts'
import { giveBatch } from '#renderer/data/commands/give-batch.ts'
import {
  markUnclear,
  reopenGold,
  settleGold,
  undoGold,
  type GoldAct,
  type GoldOutcome,
  type GoldWish,
} from '#renderer/data/commands/settle-gold.ts'
import { removeImport } from '#renderer/data/commands/import-items.ts'
import { adjudicatedItem, judgedOf } from '#renderer/data/queries/adjudication.ts'
import { decidedItems, goldHistory, unclearBySection } from '#renderer/data/queries/gold-history.ts'
import { addMember, BILAL, FATIMA, itemOf, say } from '#tests/support/answered-project.ts'
import { buildProject, FIELD, NAMES, TONE, type Built } from '#tests/support/build-data.ts'

let built: Built
let item: ItemId

beforeEach(async () => {
  built = await buildProject(['ملتان میں بارش', 'لاہور میں دھوپ', 'کوئٹہ میں برف'])
  item = await itemOf(built)
  await say(built, BILAL, item, { tone: 'good', spans: [[0, 5, 'place']] })
  await say(built, FATIMA, item, { tone: 'bad', spans: [[0, 9, 'place']] })
})

/** What is on the screen now, as a wish for a decision. */
async function wish(question: QuestionId, answer: unknown): Promise<GoldWish> {
  const shown = defined(await adjudicatedItem(built.data, built.annotatorId, item), 'item')
  return {
    question,
    value: { answer },
    from: judgedOf(shown.answers, question),
    over: shown.gold[question]?.stamp ?? null,
  }
}

const settle = async (answer: unknown, question = TONE): Promise<GoldOutcome> =>
  settleGold(built.data, built.who, { itemId: item, wishes: [await wish(question, answer)] })

function act(outcome: GoldOutcome): GoldAct {
  if (!outcome.ok) throw new Error(outcome.error)
  return outcome.value
}

const goldNow = async (question: QuestionId = TONE) => (await built.data.db.gold.get(item))?.answers[question]

describe('a decision', () => {
  test('keeps who settled it, when, and from which answers', async () => {
    act(await settle(['good']))
    expect(await goldNow()).toMatchObject({
      by: built.annotatorId,
      value: { answer: ['good'], outcome: 'settled', from: [{ person: BILAL }, { person: FATIMA }] },
    })
    const [step] = await goldHistory(built.data, item)
    expect(step).toMatchObject({ question: TONE, by: built.annotatorId, value: { answer: ['good'] } })
    expect(step?.at).toBeGreaterThan(0)
  })

  test('is not written where an answer changed since it was shown', async () => {
    const shown = await wish(TONE, ['good'])
    await say(built, FATIMA, item, { tone: 'good' })
    const outcome = await settleGold(built.data, built.who, { itemId: item, wishes: [shown] })
    expect(outcome).toEqual({ ok: false, error: 'changed' })
    expect(await goldNow()).toBeUndefined()
    act(await settle(['good']))
  })

  test('is not written where somebody answered meanwhile, or took their answer back', async () => {
    const before = await wish(TONE, ['good'])
    await say(built, built.annotatorId, item, { tone: 'good' })
    expect(await settleGold(built.data, built.who, { itemId: item, wishes: [before] })).toMatchObject({
      error: 'changed',
    })
    const three = await wish(TONE, ['good'])
    await say(built, BILAL, item, { status: 'open' })
    expect(await settleGold(built.data, built.who, { itemId: item, wishes: [three] })).toMatchObject({
      error: 'changed',
    })
  })

  test('is not written over the decision of another who came first', async () => {
    const [mine, theirs] = [await wish(TONE, ['good']), await wish(TONE, ['bad'])]
    act(await settleGold(built.data, built.who, { itemId: item, wishes: [theirs] }))
    expect(await settleGold(built.data, built.who, { itemId: item, wishes: [mine] })).toMatchObject({
      error: 'changed',
    })
    expect((await goldNow())?.value).toMatchObject({ answer: ['bad'] })
  })

  test('with a span that does not fit the text is refused', async () => {
    const span = { field: FIELD, start: 0, end: 5, label: 'place' as LabelId, quote: 'لاہور' }
    expect(await settle([span], NAMES)).toEqual({ ok: false, error: 'span-quote-differs' })
  })

  test('is for leads and adjudicators', async () => {
    await addMember(built, BILAL, 'بلال', 'annotator')
    const by = (annotatorId: AnnotatorId) => async () =>
      settleGold(built.data, { ...built.who, annotatorId }, { itemId: item, wishes: [await wish(TONE, ['good'])] })
    expect(await by(BILAL)()).toEqual({ ok: false, error: 'no-right' })
    expect(
      await reopenGold(built.data, { ...built.who, annotatorId: BILAL }, { itemId: item, questions: [TONE] }),
    ).toEqual({
      ok: false,
      error: 'no-right',
    })
    await addMember(built, FATIMA, 'فاطمہ', 'adjudicator')
    expect((await by(FATIMA)()).ok).toBe(true)
    expect((await goldNow())?.by).toBe(FATIMA)
  })

  test('on a text that was erased says so', async () => {
    const shown = await wish(TONE, ['good'])
    await eraseItem(built.data, built.who, item)
    expect(await settleGold(built.data, built.who, { itemId: item, wishes: [shown] })).toMatchObject({
      error: 'item-gone',
    })
  })
})

describe('undo', () => {
  test('opens again what had no decision, and leaves what was decided anew', async () => {
    const first = act(await settle(['good']))
    expect(await undoGold(built.data, built.who, first)).toBe(0)
    expect((await goldNow())?.value).toMatchObject({ outcome: 'reopened', answer: null })
    const second = act(await settle(['bad']))
    act(await settle(['good']))
    expect(await undoGold(built.data, built.who, second)).toBe(1)
    expect((await goldNow())?.value).toMatchObject({ answer: ['good'] })
  })

  test('brings the earlier decision back where there was one', async () => {
    act(await settle(['good']))
    const second = act(await settle(['bad']))
    await undoGold(built.data, built.who, second)
    expect((await goldNow())?.value).toMatchObject({ answer: ['good'], outcome: 'settled' })
    expect((await goldHistory(built.data, item)).map(({ value }) => value.answer)).toEqual([
      ['good'],
      ['bad'],
      ['good'],
    ])
  })
})

describe('reopening', () => {
  test('keeps the history: what stood, who said it, and that it was opened again', async () => {
    act(await settle(['good']))
    act(await reopenGold(built.data, built.who, { itemId: item, questions: [TONE] }))
    act(await settle(['bad']))
    const steps = await goldHistory(built.data, item)
    expect(steps.map(({ value }) => [value.outcome, value.answer])).toEqual([
      ['settled', ['bad']],
      ['reopened', null],
      ['settled', ['good']],
    ])
    expect(steps.map(({ value }) => value.from.length)).toEqual([2, 0, 2])
  })

  test('takes the item out of the decided ones', async () => {
    act(await settle(['good']))
    expect((await decidedItems(built.data, built.projectId)).settled).toMatchObject([{ itemId: item, order: 0 }])
    act(await reopenGold(built.data, built.who, { itemId: item, questions: [TONE] }))
    expect(await decidedItems(built.data, built.projectId)).toEqual({ settled: [], unclear: [] })
  })
})

describe('a guideline that is not clear', () => {
  test('is an outcome with its section and note, and no answer', async () => {
    const wishes = [await wish(TONE, null)]
    act(await markUnclear(built.data, built.who, { itemId: item, wishes, section: 'موسم', note: ' بارش اچھی ہے؟ ' }))
    expect((await goldNow())?.value).toMatchObject({
      outcome: 'unclear',
      answer: null,
      section: 'موسم',
      note: 'بارش اچھی ہے؟',
    })
    const sections = await unclearBySection(built.data, built.projectId)
    expect([...sections]).toMatchObject([['موسم', [{ itemId: item, note: 'بارش اچھی ہے؟', text: 'ملتان میں بارش' }]]])
    expect((await decidedItems(built.data, built.projectId)).unclear).toMatchObject([{ itemId: item }])
    act(await settle(['good']))
    expect((await unclearBySection(built.data, built.projectId)).size).toBe(0)
  })
})

describe('what an item shows', () => {
  test('answers that count, in an order that hangs on the item and not on the person', async () => {
    const many = await buildProject(Array.from({ length: 24 }, (_, n) => `متن ${n}`))
    const orders = new Set<string>()
    for (let n = 0; n < 24; n += 1) {
      const id = await itemOf(many, n)
      for (const person of [BILAL, FATIMA]) await say(many, person, id, { tone: 'good' })
      const look = async () =>
        defined(await adjudicatedItem(many.data, many.annotatorId, id), 'item').answers.map((one) => one.annotatorId)
      expect(await look()).toEqual(await look())
      orders.add((await look()).join(' '))
    }
    expect(orders).toEqual(new Set([`${BILAL} ${FATIMA}`, `${FATIMA} ${BILAL}`]))
  })

  test('those who skipped it apart from those who answered', async () => {
    await say(built, built.annotatorId, item, { status: 'skipped' })
    const shown = defined(await adjudicatedItem(built.data, built.annotatorId, item), 'item')
    expect(shown.others.map(({ annotatorId }) => annotatorId)).toEqual([built.annotatorId])
    expect(shown.answers).toHaveLength(2)
  })

  test('nothing to whom it was given and who has not answered yet', async () => {
    const mine = built.annotatorId
    const look = async () => defined(await adjudicatedItem(built.data, mine, item), 'item').mustAnswer
    expect(await look()).toBe(false)
    const wish = { people: [mine], count: 1, overlap: 1 }
    await giveBatch(built.data, built.who, { title: 'الف', chosen: '' }, wish)
    expect(await look()).toBe(true)
    await say(built, mine, item, { tone: 'good' })
    expect(await look()).toBe(false)
  })

  test('nothing of items that an undone import brought', async () => {
    act(await settle(['good']))
    const [record] = await built.data.db.imports.toArray()
    await removeImport(built.data, built.who, defined(record, 'import').id)
    expect((await decidedItems(built.data, built.projectId)).settled).toEqual([])
  })
})
