import { idSchema, z } from '../base/schema.ts'
import type { FieldId, LabelId, QuestionId } from '../base/ids.ts'
import { labelSchema, type Label } from './label.ts'

const questionBase = {
  id: idSchema<QuestionId>(z.string().min(1)),
  title: z.string().min(1),
  titleEn: z.string(),
}

export const choiceQuestionSchema = z.object({
  ...questionBase,
  kind: z.literal('choice'),
  /** Several labels at once, or exactly one. */
  multiple: z.boolean(),
  labels: z.array(labelSchema),
})

export const spansQuestionSchema = z.object({
  ...questionBase,
  kind: z.literal('spans'),
  /** Fields that may be marked; empty = all. */
  fields: z.array(idSchema<FieldId>()),
  labels: z.array(labelSchema),
})

/**
 * Every task is a list of questions. A new kind adds its schema here, its rules in
 * `question-kinds/`, its editor in renderer/features/annotate/kinds and in labels/kinds.
 */
export const questionSchema = z.discriminatedUnion('kind', [choiceQuestionSchema, spansQuestionSchema])

export type ChoiceQuestion = z.infer<typeof choiceQuestionSchema>
export type SpansQuestion = z.infer<typeof spansQuestionSchema>
export type Question = z.infer<typeof questionSchema>

/** A choice answer: label ids in the order of the question's list. */
export const choiceAnswerSchema = z.array(idSchema<LabelId>())

/** Labels an annotator can give: retired ones are gone from the palette. */
export function livingLabels(question: Question): Label[] {
  return question.labels.filter((label) => !label.retired)
}

export function findLabel(questions: readonly Question[], question: string, label: string): Label | null {
  return questions.find((q) => q.id === question)?.labels.find((l) => l.id === label) ?? null
}

/** Labels in reading order of the tree: each parent before its children. Depth counts from 0. */
export function labelTree(labels: readonly Label[]): { label: Label; depth: number }[] {
  const ids = new Set(labels.map((label) => label.id))
  const rows: { label: Label; depth: number }[] = []
  const visit = (parent: LabelId | null, depth: number) => {
    for (const label of labels) {
      const own = label.parent !== null && ids.has(label.parent) ? label.parent : null
      if (own !== parent) continue
      rows.push({ label, depth })
      if (depth < 8) visit(label.id, depth + 1)
    }
  }
  visit(null, 0)
  return rows
}
