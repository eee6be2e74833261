import { describe, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import type { QuestionId } from '#shared/base/ids.ts'
import type { Question } from '#shared/domain/question.ts'
import { saveTask } from '#renderer/data/commands/change-project.ts'
import { hideProject, purgeHiddenProjects } from '#renderer/data/commands/delete-project.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { saveTaskDraft } from '#renderer/data/commands/save-task-draft.ts'
import { firstTexts } from '#renderer/data/queries/first-texts.ts'
import { currentTask, labelUse, taskHistory } from '#renderer/data/queries/projects.ts'
import { questionUse } from '#renderer/data/queries/question-use.ts'
import { itemIdAt, readQueue } from '#renderer/data/queries/queue.ts'
import { readTaskDraft } from '#renderer/data/queries/task-draft.ts'
import { buildLabel, buildProject, NAMES, TONE, type Built } from '#tests/support/build-data.ts'

async function answer(built: Built, order: number, labels: string[]): Promise<void> {
  const itemId = defined(itemIdAt(await readQueue(built.data, built.who), order), 'item')
  const changes = [{ kind: 'answer.set' as const, question: TONE, value: labels }]
  await saveAct(built.data, built.who, { itemId, changes, activeMs: 0, taskVersion: 1 })
}

async function task({ data, projectId }: Built) {
  return defined(await currentTask(data, projectId), 'task')
}

const withLabels = (questions: readonly Question[], id: QuestionId, labels: Question['labels']) =>
  questions.map((question) => (question.id === id ? { ...question, labels } : question))

describe('saving a task', () => {
  test('a change makes the next version and leaves the one before as it was', async () => {
    const built = await buildProject(['ایک', 'دو'])
    await answer(built, 0, ['good'])
    const first = await task(built)
    const renamed = withLabels(first.questions, TONE, [buildLabel('good', 'بہت اچھی', 1), buildLabel('bad', 'بُری', 2)])
    expect(await saveTask(built.data, built.who, { questions: renamed })).toBe(2)
    const history = await taskHistory(built.data, built.projectId)
    expect(history.map(({ version }) => version)).toEqual([2, 1])
    expect(history[1]).toEqual(first)
    expect(history[0]).toMatchObject({ createdBy: built.annotatorId, questions: renamed })
    // Renaming keeps the answers: they name ids.
    expect(await labelUse(built.data, built.projectId)).toEqual({ [`${TONE}/good`]: 1 })
  })

  test('nothing changed writes nothing', async () => {
    const built = await buildProject(['ایک'])
    const { questions, guidelines } = await task(built)
    const before = await built.data.db.operations.count()
    expect(await saveTask(built.data, built.who, { questions, guidelines })).toBe(1)
    expect(await saveTask(built.data, built.who, {})).toBe(1)
    expect(await built.data.db.operations.count()).toBe(before)
  })

  test('each part may be saved alone, at the same time, and loses nothing of the other', async () => {
    const built = await buildProject(['ایک'])
    const { questions } = await task(built)
    const fewer = questions.filter(({ id }) => id !== NAMES)
    await Promise.all([
      saveTask(built.data, built.who, { questions: fewer }),
      saveTask(built.data, built.who, { guidelines: '# نشان' }),
    ])
    expect(await task(built)).toMatchObject({ version: 3, questions: fewer, guidelines: '# نشان' })
  })

  test('a label that answers hold is kept retired, even if it came into use after it was taken out', async () => {
    const built = await buildProject(['ایک', 'دو'])
    const { questions } = await task(built)
    const emptied = withLabels(questions, TONE, [])
    await answer(built, 0, ['bad'])
    await saveTask(built.data, built.who, { questions: emptied })
    const after = await task(built)
    expect(after.questions[0]?.labels).toEqual([{ ...buildLabel('bad', 'بُری', 2), retired: true }])
    await saveTask(built.data, built.who, { questions })
    expect((await task(built)).questions[0]?.labels.map(({ retired }) => retired)).toEqual([false, false])
  })

  test('a name that is empty is refused and nothing is written', async () => {
    const built = await buildProject(['ایک'])
    const { questions } = await task(built)
    const broken = withLabels(questions, TONE, [buildLabel('good', '', 1)])
    await expect(saveTask(built.data, built.who, { questions: broken })).rejects.toThrow()
    expect((await task(built)).version).toBe(1)
  })
})

test('answers to a question are counted once each, whatever they hold', async () => {
  const built = await buildProject(['ایک', 'دو', 'تین'])
  await answer(built, 0, ['good', 'bad'])
  await answer(built, 1, ['good'])
  await answer(built, 2, [])
  expect(await questionUse(built.data, built.projectId, TONE)).toBe(2)
  expect(await questionUse(built.data, built.projectId, NAMES)).toBe(0)
})

test('drafts of the two pages are kept apart, and leave with the project', async () => {
  const built = await buildProject(['ایک'])
  const { data, who } = built
  expect(await readTaskDraft(data, who, 'questions')).toBe('')
  await saveTaskDraft(data, who, 'questions', 'a')
  await saveTaskDraft(data, who, 'guidelines', 'b')
  expect(await readTaskDraft(data, who, 'questions')).toBe('a')
  await saveTaskDraft(data, who, 'questions', '')
  expect(await readTaskDraft(data, who, 'questions')).toBe('')
  expect(await readTaskDraft(data, who, 'guidelines')).toBe('b')
  await hideProject(data, built.projectId)
  await purgeHiddenProjects(data)
  expect(await data.db.drafts.count()).toBe(0)
})

test('the first text of a project, for previews', async () => {
  const built = await buildProject(['ایک', 'دو'])
  expect(Object.values((await firstTexts(built.data, built.projectId)) ?? {})[0]?.text).toBe('ایک')
  expect(await firstTexts(built.data, (await buildProject([])).projectId)).toBeNull()
})
