import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import { itemId, type AnnotatorId } from '#shared/base/ids.ts'
import { giveBatch } from '#renderer/data/commands/give-batch.ts'
import { importGold } from '#renderer/data/commands/import-answers.ts'
import { setMember } from '#renderer/data/commands/set-member.ts'
import { givableFor, knownItems } from '#renderer/data/queries/check-items.ts'
import { commonTexts } from '#renderer/data/queries/common-texts.ts'
import { readFreeItems } from '#renderer/data/queries/free-items.ts'
import { givablePeople, type GivablePerson } from '#renderer/data/queries/givable-people.ts'
import {
  planOf,
  previewOf,
  sharingOf,
  spreadOf,
  type GiveForm,
  type GiveGround,
} from '#renderer/features/hand-out/give-form.ts'
import { buildProject, TONE, type Built } from '#tests/support/build-data.ts'

const FORM: GiveForm = {
  title: 'بیچ ۱',
  people: new Set(),
  count: '40',
  spread: 'share',
  share: '30',
  overlap: '2',
  mixes: true,
  checks: '6',
  field: '',
  language: '',
  column: '',
  value: '',
  grows: false,
  under: '20',
  more: '50',
}

/** A project of seventy texts, of ten the answers are known, and four people who label. */
async function build(): Promise<Built & { people: GivablePerson[] }> {
  const built = await buildProject(Array.from({ length: 70 }, (_, n) => `متن ${n}`))
  const chunk = defined(await built.data.db.chunks.toCollection().first(), 'chunk')
  const gold = Array.from({ length: 10 }, (_, n) => ({
    itemId: itemId(chunk.id, n * 6),
    question: TONE,
    value: ['good'],
  }))
  await importGold(built.data, built.who, gold, 1)
  for (const letter of ['b', 'f', 's', 'z']) {
    const person = letter.repeat(16) as AnnotatorId
    await setMember(built.data, built.who, person, { role: 'annotator', name: letter })
  }
  const people = (await givablePeople(built.data, built.projectId)).filter(({ role }) => role === 'annotator')
  return { ...built, people }
}

async function groundOf({ data, projectId }: Built, people: readonly GivablePerson[]): Promise<GiveGround> {
  const ids = people.map(({ annotatorId }) => annotatorId)
  const { left, all } = await readFreeItems(data, projectId)
  const known = await knownItems(data, projectId)
  const usable = new Set(givableFor('check', known, ids))
  const free = known.filter(({ id, use }) => use === 'none' && usable.has(id)).length
  const nothing = { progress: null, from: null, stopped: false, stop: () => undefined }
  return {
    fitting: { left, all, count: left, ...nothing },
    common: await commonTexts(data, projectId, ids),
    checks: { usable: usable.size, free },
    known: 0,
    isNewIn: () => false,
  }
}

describe('what giving would come to', () => {
  test.each([
    ['a share with checks', FORM],
    ['everything that is left, with checks', { ...FORM, count: '900' }],
    ['all twice', { ...FORM, spread: 'all', mixes: false }],
    ['all alone', { ...FORM, spread: 'alone', mixes: false }],
    ['three people a text', { ...FORM, overlap: '3', share: '50' }],
  ] as [string, GiveForm][])('is what is given: %s', async (_, form) => {
    const built = await build()
    const { data, who, people, projectId } = built
    const ids = people.map(({ annotatorId }) => annotatorId)
    // Something was given before, which counts in what people have in common.
    await giveBatch(data, who, { title: 'پہلے', chosen: '' }, { people: ids.slice(0, 2), count: 5, overlap: 2 })
    const preview = previewOf(form, people, await groundOf(built, people))
    if (typeof preview === 'string') throw new Error(preview)
    const { items, checks, sharing, each, pairs } = preview
    const before = new Map((await data.db.batchStates.toArray()).map((state) => [state.annotatorId, state.items]))
    const { overlap, share } = sharing
    const wish = { people: ids, count: items, overlap, checks, ...(share !== undefined && { share }) }
    const given = await giveBatch(data, who, { title: 'اب', chosen: '', plan: planOf(form, {}, sharing) }, wish)
    if (!given.ok) throw new Error(given.error)
    expect(before.size).toBe(2)
    for (const { person, items: told } of each) {
      const state = await data.db.batchStates.get([given.value.batchId, person.annotatorId])
      expect((state?.items ?? []).reduce((sum, [, , count]) => sum + count, 0)).toBe(told)
    }
    const common = await commonTexts(data, projectId, ids)
    for (const { one, other, texts } of pairs) {
      const [a, b] = [ids.indexOf(one.annotatorId), ids.indexOf(other.annotatorId)]
      expect(common[a]?.[b]).toBe(texts)
    }
  })

  test('says what is missing before it can be done', async () => {
    const built = await build()
    const ground = await groundOf(built, built.people)
    const of = (change: Partial<GiveForm>, people = built.people) => previewOf({ ...FORM, ...change }, people, ground)
    expect(of({}, [])).toBe('people')
    expect(of({ count: '' })).toBe('count')
    expect(of({ share: '0' })).toBe('share')
    expect(of({ share: '101' })).toBe('share')
    expect(of({ checks: 'دس' })).toBe('checks')
    expect(of({ checks: 'دس', mixes: false })).toMatchObject({ checks: 0 })
    expect(previewOf(FORM, built.people, { ...ground, common: null })).toBe('looking')
    // No more checks than there are.
    expect(of({ checks: '99' })).toMatchObject({ checks: 10 })
  })
})

describe('a design', () => {
  test('is read back from its plan as it was chosen', () => {
    for (const form of [
      { spread: 'alone', share: '20', overlap: '2' },
      { spread: 'share', share: '35', overlap: '3' },
      { spread: 'all', share: '20', overlap: '4' },
    ] as const) {
      expect(spreadOf(defined(sharingOf(form, 8), 'sharing'))).toEqual(form)
    }
    // Of one person nothing can be shared; a hundred of a hundred is all.
    expect(sharingOf({ spread: 'all', share: '20', overlap: '2' }, 1)).toEqual({ overlap: 1 })
    expect(sharingOf({ spread: 'share', share: '100', overlap: '2' }, 5)).toEqual({ overlap: 2 })
  })
})
