import type { FieldId, LabelId, QuestionId } from '../base/ids.ts'
import type { Label } from '../domain/label.ts'
import type { ChoiceQuestion, Question, SpansQuestion } from '../domain/question.ts'

/** A ready task: questions with labels, meanings and examples, and guidelines in Urdu. */
export type ProjectTemplate = {
  id: string
  name: { ur: string; en: string }
  about: { ur: string; en: string }
  fields: readonly { id: FieldId; name: string }[]
  questions: readonly Question[]
  guidelines: string
}

export const TEXT_FIELD = { id: 'text' as FieldId, name: 'متن' }

export type TemplateLabel = {
  id: string
  name: string
  nameEn: string
  description?: string
  example?: string
  /** Nested labels: they take the colours after all top ones. */
  inside?: readonly TemplateLabel[]
}

/** Palette numbers are handed out in order from `firstColour`, through the whole tree. */
function labelsOf(labels: readonly TemplateLabel[], firstColour: number): Label[] {
  const made: Label[] = []
  const visit = (list: readonly TemplateLabel[], parent: LabelId | null) => {
    for (const { id, name, nameEn, description = '', example = '', inside = [] } of list) {
      const label: Label = {
        id: id as LabelId,
        name,
        nameEn,
        description,
        example,
        parent,
        colour: firstColour + made.length,
        hotkey: null,
        retired: false,
      }
      made.push(label)
      visit(inside, label.id)
    }
  }
  visit(labels, null)
  return made
}

type QuestionTexts = {
  id: string
  title: string
  titleEn: string
  labels: readonly TemplateLabel[]
  /** First palette number; a later question of a task goes on where the one before ended. */
  firstColour?: number
}

export function choice(
  { id, title, titleEn, labels, firstColour = 1 }: QuestionTexts,
  multiple = false,
): ChoiceQuestion {
  return { id: id as QuestionId, kind: 'choice', title, titleEn, multiple, labels: labelsOf(labels, firstColour) }
}

export function spans({ id, title, titleEn, labels, firstColour = 1 }: QuestionTexts): SpansQuestion {
  return { id: id as QuestionId, kind: 'spans', title, titleEn, fields: [], labels: labelsOf(labels, firstColour) }
}
