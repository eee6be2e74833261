import { describe, expect, test } from 'vitest'
import type { QuestionId } from '#shared/base/ids.ts'
import type { Label } from '#shared/domain/label.ts'
import type { Question } from '#shared/domain/question.ts'
import { keepUsedLabels, sameQuestions, taskChanges } from '#shared/domain/task-change.ts'
import { buildLabel } from '#tests/support/build-data.ts'

function question(id: string, ...labels: Label[]): Question {
  return { id: id as QuestionId, kind: 'choice', title: id, titleEn: '', multiple: false, labels }
}

const a = buildLabel('a', 'ا', 1)
const b = buildLabel('b', 'ب', 2)
const changes = (before: Question[], after: Question[], guidelines = ['', '']) =>
  taskChanges(
    { questions: before, guidelines: guidelines[0] ?? '' },
    { questions: after, guidelines: guidelines[1] ?? '' },
  )

test('questions are the same whatever the order of their properties', () => {
  const turned = Object.fromEntries(Object.entries(question('q', a)).reverse()) as Question
  expect(sameQuestions([question('q', a)], [turned])).toBe(true)
  expect(sameQuestions([question('q', a, b)], [question('q', b, a)])).toBe(false)
})

describe('labels that answers hold', () => {
  test('come back retired when the new list lacks them; unused ones are gone', () => {
    const kept = keepUsedLabels([question('q', a, { ...b, parent: a.id })], [question('q')], { 'q/b': 2 })
    expect(kept[0]?.labels).toEqual([{ ...b, retired: true, parent: null }])
  })

  test('stay retired through every later version', () => {
    const kept = keepUsedLabels([question('q', { ...a, retired: true })], [question('q', b)], {})
    expect(kept[0]?.labels.map(({ id, retired }) => [id, retired])).toEqual([
      ['b', false],
      ['a', true],
    ])
  })

  test('go with their question', () => {
    expect(keepUsedLabels([question('q', a)], [question('r')], { 'q/a': 1 })).toEqual([question('r')])
  })
})

describe('what changed from version to version', () => {
  test('labels: added, renamed, changed, retired, brought back', () => {
    expect(changes([question('q', a)], [question('q', a, b)])).toEqual([{ kind: 'labelsAdded', names: ['ب'] }])
    expect(changes([question('q', a)], [question('q', { ...a, name: 'پ' })])).toEqual([
      { kind: 'labelsRenamed', names: ['پ'] },
    ])
    expect(changes([question('q', a)], [question('q', { ...a, colour: 4 })])).toEqual([
      { kind: 'labelsChanged', names: ['ا'] },
    ])
    const retired = { ...a, retired: true }
    expect(changes([question('q', a)], [question('q', retired)])).toEqual([{ kind: 'labelsRemoved', names: ['ا'] }])
    expect(changes([question('q', retired)], [question('q', a)])).toEqual([{ kind: 'labelsRestored', names: ['ا'] }])
  })

  test('order, questions and guidelines', () => {
    expect(changes([question('q', a, b)], [question('q', b, a)])).toEqual([{ kind: 'orderChanged', names: [] }])
    expect(changes([question('q'), question('r')], [question('r'), question('q')])).toEqual([
      { kind: 'orderChanged', names: [] },
    ])
    expect(changes([question('q')], [question('r')], ['', 'نئی'])).toEqual([
      { kind: 'questionsAdded', names: ['r'] },
      { kind: 'questionsRemoved', names: ['q'] },
      { kind: 'guidelinesAdded', names: [] },
    ])
  })

  test('the first version names what it began with, and nothing is said of an equal one', () => {
    expect(taskChanges(null, { questions: [question('q', a)], guidelines: '' }).map(({ kind }) => kind)).toEqual([
      'questionsAdded',
      'labelsAdded',
    ])
    expect(changes([question('q', a)], [question('q', a)], ['x', 'x'])).toEqual([])
  })
})
