import { describe, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import type { LabelId, QuestionId } from '#shared/base/ids.ts'
import type { Label } from '#shared/domain/label.ts'
import type { Question } from '#shared/domain/question.ts'
import type { Edit } from '#renderer/features/labels/edit-questions.ts'
import {
  isChanged,
  labelDraftReducer,
  openDraft,
  parseDraft,
  writeDraft,
  type LabelDraft,
} from '#renderer/features/labels/label-draft.ts'
import { findProblems, keyHolder } from '#renderer/features/labels/label-problems.ts'
import { buildLabel } from '#tests/support/build-data.ts'

const Q = 'q' as QuestionId
const at = (label: string) => ({ question: Q, label: label as LabelId })

function question(...labels: Label[]): Question {
  return { id: Q, kind: 'choice', title: 'رائے', titleEn: '', multiple: false, labels }
}

const task = [question(buildLabel('good', 'اچھی', 1), buildLabel('bad', 'بُری', 2))]
const names = (draft: LabelDraft) => defined(draft.present[0], 'question').labels.map(({ name }) => name)
const edit = (draft: LabelDraft, change: Edit, typing?: string) =>
  labelDraftReducer(draft, { kind: 'edit', edit: change, ...(typing !== undefined && { typing }) })
const rename = (draft: LabelDraft, label: string, name: string) =>
  edit(draft, { kind: 'label.set', ...at(label), change: { name } }, `${label} name`)

describe('the draft', () => {
  test('letters typed in one field are one step of undo; another field begins the next', () => {
    let draft = openDraft(task, null)
    for (const name of ['ا', 'اچ', 'اچھا']) draft = rename(draft, 'good', name)
    draft = rename(draft, 'bad', 'برا')
    expect(names(draft)).toEqual(['اچھا', 'برا'])
    draft = labelDraftReducer(draft, { kind: 'undo' })
    expect(names(draft)).toEqual(['اچھا', 'بُری'])
    draft = labelDraftReducer(draft, { kind: 'undo' })
    expect(names(draft)).toEqual(['اچھی', 'بُری'])
    expect(isChanged(draft)).toBe(false)
    expect(labelDraftReducer(draft, { kind: 'undo' })).toBe(draft)
    draft = labelDraftReducer(labelDraftReducer(draft, { kind: 'redo' }), { kind: 'redo' })
    expect(names(draft)).toEqual(['اچھا', 'برا'])
    expect(labelDraftReducer(draft, { kind: 'redo' })).toBe(draft)
  })

  test('an edit that changes nothing is no step, and a new edit ends what could be redone', () => {
    const draft = openDraft(task, null)
    expect(edit(draft, { kind: 'label.move', ...at('good'), way: 'up' })).toBe(draft)
    const back = labelDraftReducer(rename(draft, 'good', 'اچھا'), { kind: 'undo' })
    expect(rename(back, 'bad', 'برا').future).toEqual([])
  })

  test('dropping all changes can itself be undone', () => {
    const changed = edit(openDraft(task, null), { kind: 'question.remove', question: Q })
    const dropped = labelDraftReducer(changed, { kind: 'discard' })
    expect(isChanged(dropped)).toBe(false)
    expect(labelDraftReducer(dropped, { kind: 'undo' }).present).toEqual([])
  })

  test('what was kept is found again, with empty names too; nothing is kept without a change', () => {
    const draft = rename(openDraft(task, null), 'good', '')
    const found = openDraft(task, parseDraft(writeDraft(draft)))
    expect(names(found)).toEqual(['', 'بُری'])
    expect(names(labelDraftReducer(found, { kind: 'undo' }))).toEqual(['اچھی', 'بُری'])
    expect(writeDraft(openDraft(task, null))).toBe('')
    expect(parseDraft('')).toBeNull()
    expect(parseDraft('{"base":1}')).toBeNull()
    expect(parseDraft('{')).toBeNull()
  })

  test('after it was applied the draft is unchanged, and undo still goes back', () => {
    const draft = rename(openDraft(task, null), 'good', 'اچھا')
    const applied = labelDraftReducer(draft, { kind: 'task', questions: draft.present })
    expect(isChanged(applied)).toBe(false)
    const back = labelDraftReducer(applied, { kind: 'undo' })
    expect(names(back)).toEqual(['اچھی', 'بُری'])
    expect(isChanged(back)).toBe(true)
  })

  test('a label that came in elsewhere joins the draft and every step back', () => {
    const draft = rename(openDraft(task, null), 'good', 'اچھا')
    const elsewhere = [question(...defined(task[0], 'question').labels, buildLabel('new', 'ملی جلی', 3))]
    const joined = labelDraftReducer(draft, { kind: 'task', questions: elsewhere })
    expect(names(joined)).toEqual(['اچھا', 'بُری', 'ملی جلی'])
    expect(names(labelDraftReducer(joined, { kind: 'undo' }))).toEqual(['اچھی', 'بُری', 'ملی جلی'])
  })

  test('what changed elsewhere comes in where it was not touched here', () => {
    const draft = rename(openDraft(task, null), 'good', 'اچھا')
    const elsewhere = [question(buildLabel('good', 'عمدہ', 1), buildLabel('bad', 'خراب', 2))]
    expect(names(labelDraftReducer(draft, { kind: 'task', questions: elsewhere }))).toEqual(['اچھا', 'خراب'])
  })
})

describe('edits', () => {
  test('new labels stand before the retired ones', () => {
    let draft = openDraft(task, null)
    draft = edit(draft, { kind: 'label.remove', ...at('good'), used: true })
    draft = edit(draft, { kind: 'label.add', question: Q, labels: [buildLabel('c', 'تیسری', 3)] })
    expect(names(draft)).toEqual(['بُری', 'تیسری', 'اچھی'])
  })

  test('questions move by one place and stop at the ends', () => {
    const two: Question[] = [question(), { ...question(), id: 'r' as QuestionId }]
    const moved = edit(openDraft(two, null), { kind: 'question.move', question: Q, by: 1 })
    expect(moved.present.map(({ id }) => id)).toEqual(['r', 'q'])
    expect(edit(moved, { kind: 'question.move', question: Q, by: 1 })).toBe(moved)
  })

  test('applying takes outer spaces away', () => {
    const draft = edit(rename(openDraft(task, null), 'good', '  اچھا '), { kind: 'tidy' })
    expect(names(draft)).toEqual(['اچھا', 'بُری'])
  })

  test('a key that is taken over leaves its old label with one of its own', () => {
    const keyed = [question({ ...buildLabel('good', 'اچھی', 1), hotkey: 'KeyQ' }, buildLabel('bad', 'بُری', 2))]
    const draft = edit(openDraft(keyed, null), { kind: 'label.takeKey', ...at('bad'), code: 'KeyQ' })
    expect(draft.present[0]?.labels.map(({ hotkey }) => hotkey)).toEqual([null, 'KeyQ'])
  })
})

describe('problems', () => {
  const problems = (...labels: Label[]) =>
    findProblems([question(...labels)]).map(({ label, field, code }) => `${label} ${field} ${code}`)

  test('a name that is missing or there twice, however it is spaced or composed', () => {
    expect(problems(buildLabel('a', ' ', 1), buildLabel('b', 'جگہ', 2))).toEqual(['a name missing'])
    expect(problems(buildLabel('a', 'نئی  جگہ', 1), buildLabel('b', ' نئی جگہ', 2))).toEqual([
      'a name taken',
      'b name taken',
    ])
    expect(problems(buildLabel('a', '\u0622م', 1), buildLabel('b', '\u0627\u0653م', 2))).toHaveLength(2)
    expect(problems(buildLabel('a', 'جگہ', 1), { ...buildLabel('b', 'جگہ', 2), retired: true })).toEqual([])
  })

  test('the same English name twice, and the same set key twice', () => {
    const a = { ...buildLabel('a', 'شخص', 1), nameEn: 'Person', hotkey: 'Digit3' }
    const b = { ...buildLabel('b', 'آدمی', 2), nameEn: 'person', hotkey: 'Digit3' }
    expect(problems(a, b)).toEqual(['a nameEn taken', 'b nameEn taken', 'b hotkey taken'])
  })

  test('a question without words', () => {
    expect(findProblems([{ ...question(), title: ' ' }])).toMatchObject([{ field: 'title', code: 'missing' }])
  })

  test('a key has a holder whether it was set or came by itself', () => {
    const questions = [question(buildLabel('a', 'شخص', 1), { ...buildLabel('b', 'جگہ', 2), hotkey: 'KeyQ' })]
    expect(keyHolder(questions, 'Digit1', 'b' as LabelId)?.name).toBe('شخص')
    expect(keyHolder(questions, 'KeyQ', 'a' as LabelId)?.name).toBe('جگہ')
    expect(keyHolder(questions, 'KeyQ', 'b' as LabelId)).toBeNull()
    expect(keyHolder(questions, 'Digit5', 'a' as LabelId)).toBeNull()
  })
})
