import { makeShortId, type LabelId } from '#shared/base/ids.ts'
import { nextColour, type Label } from '#shared/domain/label.ts'
import type { TaskVersion } from '#shared/domain/project.ts'
import type { Question } from '#shared/domain/question.ts'
import { saveTask, type Who } from '#renderer/data/commands/change-project.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import type { ImportCheck } from '#renderer/workers/import-protocol.ts'

function newLabel(data: DataContext, name: string, colour: number): Label {
  return {
    id: makeShortId<LabelId>(data.random),
    name,
    nameEn: '',
    colour,
    hotkey: null,
    description: '',
    example: '',
    parent: null,
    retired: false,
  }
}

function withLabels(data: DataContext, question: Question, names: readonly string[]): Question {
  const labels = [...question.labels]
  for (const name of names) labels.push(newLabel(data, name, nextColour(labels)))
  return { ...question, labels }
}

/** Labels of the file that questions lack, and the questions that are made with them. */
export type MissingLabels = { newQuestions: readonly Question[]; labels: ImportCheck['unknownLabels'] }

/** Adds what the file uses and the project lacks; the task as it is then. */
export async function createMissingLabels(
  data: DataContext,
  who: Who,
  task: TaskVersion,
  { newQuestions, labels: missing }: MissingLabels,
): Promise<TaskVersion> {
  if (missing.length + newQuestions.length === 0) return task
  const questions = [...task.questions, ...newQuestions].map((question) => {
    const names = missing.filter((one) => one.question === question.id).map(({ label }) => label.trim())
    return withLabels(
      data,
      question,
      [...new Set(names)].filter((name) => name !== ''),
    )
  })
  const version = await saveTask(data, who, { questions, guidelines: task.guidelines })
  return { ...task, questions, version }
}
