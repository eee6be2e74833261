import { expect, test } from 'vitest'
import type { AnnotatorId, BatchId, ItemId, LabelId, ProjectId, QuestionId } from '#shared/base/ids.ts'
import { adjudicatePath } from '#renderer/app/routes.ts'
import { filterCount, filtersOfLink, isShown, NO_FILTERS, wishOf } from '#renderer/features/adjudicate/queue-filters.ts'
import type { Disagreed } from '#renderer/workers/agreement-protocol.ts'

const PROJECT = 'p' as ProjectId
const linked = (link: Parameters<typeof adjudicatePath>[1]) =>
  filtersOfLink(adjudicatePath(PROJECT, link).split('?')[1] ?? '')

const one = (change: Partial<Disagreed>): Disagreed => ({
  itemId: 'c:0' as ItemId,
  order: 0,
  start: 'متن',
  language: 'ur',
  questions: [],
  differences: 1,
  people: ['a', 'b'] as AnnotatorId[],
  pending: [],
  disagreement: 1,
  worth: 0,
  flagged: false,
  unsure: false,
  standing: 'open',
  proposals: {},
  ...change,
})

test('a link leads to a text, or to what it speaks of', () => {
  expect(linked({ item: 'c:4' })).toEqual({ filters: NO_FILTERS, item: 'c:4' })
  expect(linked({})).toEqual({ filters: NO_FILTERS, item: null })
  const { filters } = linked({ question: 'tone', labels: ['good', null], person: 'x', batch: 'b1', language: 'sd' })
  expect(filters).toMatchObject({ question: 'tone', labels: ['good', null], person: 'x', batch: 'b1', language: 'sd' })
  expect(filterCount(filters)).toBe(5)
})

test('a link that says something else opens the whole queue', () => {
  expect(filtersOfLink('labels=one&foo=bar')).toEqual({ filters: NO_FILTERS, item: null })
  expect(filtersOfLink('labels=a,b,c').filters.labels).toBeNull()
})

test('the worker is asked for no more than was wished', () => {
  expect(wishOf(PROJECT, NO_FILTERS)).toEqual({
    projectId: PROJECT,
    filter: {},
    withPending: false,
    order: 'disagreement',
  })
  const filters = {
    ...NO_FILTERS,
    question: 'tone' as QuestionId,
    labels: [null, 'good' as LabelId] as const,
    batch: 'b' as BatchId,
  }
  expect(wishOf(PROJECT, filters)).toMatchObject({ question: 'tone', labels: [null, 'good'], filter: { batch: 'b' } })
})

test('what a guideline left open waits elsewhere; flags, doubts and the other of a pair narrow the list', () => {
  expect(isShown(one({}), NO_FILTERS)).toBe(true)
  expect(isShown(one({ standing: 'unclear' }), NO_FILTERS)).toBe(false)
  expect(isShown(one({ standing: 'reopened' }), NO_FILTERS)).toBe(true)
  expect(isShown(one({}), { ...NO_FILTERS, flagged: true })).toBe(false)
  expect(isShown(one({ unsure: true }), { ...NO_FILTERS, unsure: true })).toBe(true)
  expect(isShown(one({}), { ...NO_FILTERS, other: 'c' as AnnotatorId })).toBe(false)
})
