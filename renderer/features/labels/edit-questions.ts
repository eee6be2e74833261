import type { LabelId, QuestionId } from '#shared/base/ids.ts'
import type { Label } from '#shared/domain/label.ts'
import type { Question } from '#shared/domain/question.ts'
import { dropLabel, moveLabel, removeLabel, restoreLabel, type DropPosition, type MoveWay } from './label-order.ts'

type At = { question: QuestionId; label: LabelId }

/** Everything the editor can do to a task, as plain data. */
export type Edit =
  | { kind: 'question.add'; question: Question }
  | { kind: 'question.put'; question: Question }
  | { kind: 'question.remove'; question: QuestionId }
  | { kind: 'question.move'; question: QuestionId; by: 1 | -1 }
  | { kind: 'label.add'; question: QuestionId; labels: readonly Label[] }
  | ({ kind: 'label.set'; change: Partial<Omit<Label, 'id' | 'parent' | 'retired'>> } & At)
  | ({ kind: 'label.move'; way: MoveWay } & At)
  | ({ kind: 'label.drop'; target: LabelId; position: DropPosition } & At)
  | ({ kind: 'label.remove'; used: boolean } & At)
  | ({ kind: 'label.restore' } & At)
  | ({ kind: 'label.takeKey'; code: string } & At)
  /** Outer spaces of everything written go, as the task is applied. */
  | { kind: 'tidy' }

/** The questions after an edit; the very same list where it changes nothing. */
export function editQuestions(questions: readonly Question[], edit: Edit): readonly Question[] {
  switch (edit.kind) {
    case 'question.add':
      return [...questions, edit.question]
    case 'question.put':
      return questions.map((one) => (one.id === edit.question.id ? edit.question : one))
    case 'question.remove':
      return questions.filter((one) => one.id !== edit.question)
    case 'question.move':
      return moveQuestion(questions, edit.question, edit.by)
    case 'label.takeKey':
      return takeKey(questions, edit, edit.code)
    case 'tidy':
      return questions.map(tidy)
    default:
      return questions.map((one) => (one.id === edit.question ? withLabels(one, editLabels(one.labels, edit)) : one))
  }
}

function withLabels(question: Question, labels: readonly Label[]): Question {
  return labels === question.labels ? question : { ...question, labels: [...labels] }
}

type LabelEdit = Exclude<Edit, { kind: `question.${string}` | 'label.takeKey' | 'tidy' }>

function editLabels(labels: readonly Label[], edit: LabelEdit): readonly Label[] {
  switch (edit.kind) {
    case 'label.add':
      return [...labels.filter((one) => !one.retired), ...edit.labels, ...labels.filter((one) => one.retired)]
    case 'label.set':
      return labels.map((one) => (one.id === edit.label ? { ...one, ...edit.change } : one))
    case 'label.move':
      return moveLabel(labels, edit.label, edit.way)
    case 'label.drop':
      return dropLabel(labels, edit.label, { id: edit.target, position: edit.position })
    case 'label.remove':
      return removeLabel(labels, edit.label, edit.used)
    case 'label.restore':
      return restoreLabel(labels, edit.label)
  }
}

function moveQuestion(questions: readonly Question[], id: QuestionId, by: 1 | -1): readonly Question[] {
  const at = questions.findIndex((one) => one.id === id)
  const question = questions[at]
  const goal = at + by
  if (question === undefined || goal < 0 || goal >= questions.length) return questions
  const rest = questions.filter((one) => one.id !== id)
  return [...rest.slice(0, goal), question, ...rest.slice(goal)]
}

/** Gives a key to one label; whoever had it set gets one by itself again. */
function takeKey(questions: readonly Question[], at: At, code: string): readonly Question[] {
  return questions.map((question) =>
    withLabels(
      question,
      question.labels.map((label) => {
        if (question.id === at.question && label.id === at.label) return { ...label, hotkey: code }
        return label.hotkey === code ? { ...label, hotkey: null } : label
      }),
    ),
  )
}

function tidy(question: Question): Question {
  const labels = question.labels.map((label) => ({
    ...label,
    name: label.name.trim(),
    nameEn: label.nameEn.trim(),
    description: label.description.trim(),
    example: label.example.trim(),
  }))
  return { ...question, title: question.title.trim(), titleEn: question.titleEn.trim(), labels }
}
