import { answerOf, spansOf, type Annotation } from '#shared/domain/annotation.ts'
import { labelName } from '#shared/domain/label.ts'
import { choiceAnswerSchema, type Question } from '#shared/domain/question.ts'
import type { InterfaceLocale } from '#shared/domain/settings.ts'

/** One thing a person said: a label, and for a span the words it lies on. */
export type AnswerWord = { label: string; colour: number; quote: string | null }
/** What a person answered to one question; nothing marked or chosen is an empty list. */
export type QuestionAnswer = { id: string; title: string; words: AnswerWord[] }

/** An answer in the words of the screen. */
export function answerWords(
  questions: readonly Question[],
  annotation: Annotation,
  locale: InterfaceLocale,
): QuestionAnswer[] {
  return questions.map((question) => {
    const wordOf = (labelId: string, quote: string | null): AnswerWord => {
      const label = question.labels.find(({ id }) => id === labelId)
      return { label: label ? labelName(label, locale) : labelId, colour: label?.colour ?? 1, quote }
    }
    const title = locale === 'en' && question.titleEn !== '' ? question.titleEn : question.title
    const words =
      question.kind === 'spans'
        ? spansOf(annotation, question.id).map(({ value }) => wordOf(value.label, value.quote))
        : (choiceAnswerSchema.safeParse(answerOf(annotation, question.id)).data ?? []).map((id) => wordOf(id, null))
    return { id: question.id, title, words }
  })
}
