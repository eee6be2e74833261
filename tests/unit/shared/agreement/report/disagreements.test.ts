import { describe, expect, it } from 'vitest'
import type { AnnotatorId, ItemId } from '#shared/base/ids.ts'
import { disagreements, type Standing } from '#shared/agreement/report/disagreements.ts'
import { disputeOf } from '#shared/agreement/report/item-dispute.ts'
import { majorityOf, proposalsFor } from '#shared/agreement/report/proposals.ts'
import {
  bookOf,
  item,
  marksQuestion,
  MARKS_ID,
  person,
  said,
  toneBook,
  toneQuestion,
  TONE_ID,
  topicQuestion,
} from '#tests/support/answer-books.ts'

const OPEN = (): Standing => 'open'
const NOBODY = new Map<ItemId, readonly AnnotatorId[]>()

describe('what is to be settled', () => {
  it('are shared items whose answers differ, with how far they do', () => {
    const book = toneBook(['aaa', 'aab', 'abc', 'a..', 'a.b'])
    const found = disagreements({ book, questions: [toneQuestion()], filter: {}, standing: OPEN, given: NOBODY })
    expect(found.map(({ item: { order }, disagreement }) => [order, disagreement])).toEqual([
      [1, 2 / 3],
      [2, 1],
      [4, 1],
    ])
  })

  it('are worth more where labels are rare and often confused', () => {
    const book = toneBook([...Array.from({ length: 12 }, () => 'aa'), 'bb', 'bb', 'bb', 'bb', 'ab', 'ac', 'ac'])
    const found = disagreements({ book, questions: [toneQuestion()], filter: {}, standing: OPEN, given: NOBODY })
    const [common, rare] = found
    expect(rare?.worth).toBeGreaterThan(common?.worth ?? 1)
    expect(found.every(({ worth }) => worth > 0 && worth <= 1)).toBe(true)
  })

  it('leave out what is settled, and bring back what a guideline left open or was reopened', () => {
    const book = toneBook(['ab', 'ab', 'aa', 'ab'])
    const standings: Standing[] = ['settled', 'unclear', 'reopened', 'open']
    const standing = (id: ItemId): Standing => standings[Number(id.split(':')[1])] ?? 'open'
    const found = disagreements({ book, questions: [toneQuestion()], filter: {}, standing, given: NOBODY })
    expect(found.map((one) => [one.item.order, one.standing])).toEqual([
      [1, 'unclear'],
      [2, 'reopened'],
      [3, 'open'],
    ])
  })

  it('name those who are given the text and have not finished it', () => {
    const book = bookOf([{ ali: { tone: 'a' }, bina: { tone: 'b' }, chand: { status: 'open' } }])
    const given = new Map([[item(0), [person('ali'), person('chand'), person('dua')]]])
    const [found] = disagreements({ book, questions: [toneQuestion()], filter: {}, standing: OPEN, given })
    expect(found).toMatchObject({ people: ['ali', 'bina'], pending: ['chand', 'dua'] })
  })

  it('count the places of a text where marks differ', () => {
    const book = bookOf([
      {
        ali: {
          marks: [
            [0, 5, 'x'],
            [10, 14, 'x'],
            [20, 22, 'y'],
          ],
        },
        bina: {
          marks: [
            [0, 5, 'x'],
            [10, 16, 'x'],
            [12, 18, 'y'],
          ],
        },
      },
    ])
    const [found] = disagreements({ book, questions: [marksQuestion()], filter: {}, standing: OPEN, given: NOBODY })
    expect(found).toMatchObject({ differences: 2, disagreement: 1 - 2 / 6 })
    expect(found?.disputes[0]?.dispute?.meetings).toEqual([
      { one: 'x', other: 'x' },
      { one: 'x', other: 'y' },
      { one: 'y', other: null },
    ])
  })

  it('are no texts that all left without marks, or passed over', () => {
    const [first] = bookOf([{ ali: { marks: [] }, bina: {} }]).items.values()
    expect(first && disputeOf(marksQuestion(), first)).toBeNull()
    const [second] = bookOf([{ ali: { tone: 'a' }, bina: {} }]).items.values()
    expect(second && disputeOf(toneQuestion(), second)).toBeNull()
  })
})

describe('proposals', () => {
  it('of most people need more than half, and say by how much', () => {
    const answers = ['a', 'a', 'b'].map((tone) => said({ tone }))
    expect(majorityOf(toneQuestion(), answers)).toEqual({ method: 'majority', answer: ['a'], confidence: 2 / 3 })
    expect(majorityOf(toneQuestion(), answers.slice(1))).toBeNull()
    const sets = [['a', 'b'], ['a'], ['a', 'c']].map((topics) => said({ topics }))
    expect(majorityOf(topicQuestion(), sets)).toEqual({ method: 'majority', answer: ['a'], confidence: 2 / 3 })
    const spans = [
      said({
        marks: [
          [0, 3, 'x'],
          [5, 6, 'y'],
        ],
      }),
      said({ marks: [[0, 3, 'x']] }),
      said({
        marks: [
          [0, 3, 'x'],
          [5, 7, 'y'],
        ],
      }),
    ]
    expect(majorityOf(marksQuestion(), spans)).toMatchObject({
      answer: [{ start: 0, end: 3, label: 'x' }],
      confidence: 2 / 3,
    })
  })

  it('weighted by people believe those who are right elsewhere', () => {
    // The third person turns every answer round; on the last text the careful one stands against two who are careless.
    const rows = Array.from({ length: 60 }, (_, n): string => (n % 2 === 0 ? 'aaab' : 'bbba'))
    rows.push('abbb')
    const book = toneBook(rows)
    const questions = [toneQuestion(['a', 'b'])]
    const found = disagreements({ book, questions, filter: {}, standing: OPEN, given: NOBODY })
    const proposals = proposalsFor(book, questions, found)
    const [weighted, most] = proposals.get(item(0))?.[TONE_ID] ?? []
    expect(weighted).toMatchObject({ method: 'dawid-skene', answer: ['a'] })
    expect(weighted?.confidence).toBeGreaterThan(0.99)
    expect(most).toEqual({ method: 'majority', answer: ['a'], confidence: 0.75 })
  })

  it('weighted by people are not made of two people, nor of few texts', () => {
    const book = toneBook(Array.from({ length: 40 }, () => 'ab'))
    const questions = [toneQuestion()]
    const found = disagreements({ book, questions, filter: {}, standing: OPEN, given: NOBODY })
    expect(proposalsFor(book, questions, found).get(item(0))).toEqual({ [TONE_ID]: [] })
    const few = toneBook(Array.from({ length: 10 }, () => 'aab'))
    const fewFound = disagreements({ book: few, questions, filter: {}, standing: OPEN, given: NOBODY })
    expect(
      proposalsFor(few, questions, fewFound)
        .get(item(0))
        ?.[TONE_ID]?.map(({ method }) => method),
    ).toEqual(['majority'])
    expect(MARKS_ID).not.toBe(TONE_ID)
  })
})
