import { makeShortId, type QuestionId, type RandomBytes } from '#shared/base/ids.ts'
import type { ChoiceQuestion } from '#shared/domain/question.ts'
import { labelFinder } from '#shared/formats/label-finder.ts'
import { partOfSpeech } from '#shared/templates/part-of-speech.ts'
import type { ImportPreview } from '#renderer/workers/import-protocol.ts'

export const MAX_QUESTION_TITLE = 160

/** Share of values that must be known tags before a column is taken for parts of speech. */
const KNOWN_SHARE = 0.8

function valuesOf({ columns, rows }: ImportPreview, column: string): string[] {
  const place = columns.indexOf(column)
  return rows.map(({ cells }) => cells[place]?.trim() ?? '').filter((value) => value !== '')
}

/**
 * A choice question whose labels are the values of a column. Parts of speech get the names and meanings of the template;
 * other labels, and values the template lacks, are made with the missing labels of the file.
 */
export function questionFromColumn(preview: ImportPreview, column: string, random: RandomBytes): ChoiceQuestion {
  const id = makeShortId<QuestionId>(random)
  const values = valuesOf(preview, column)
  const tags = partOfSpeech.questions.find((question) => question.kind === 'choice')
  if (tags) {
    const known = values.filter((value) => labelFinder(tags).find(value) !== null)
    if (values.length > 0 && known.length >= values.length * KNOWN_SHARE) return { ...tags, id }
  }
  const title = column.trim().slice(0, MAX_QUESTION_TITLE)
  return { id, kind: 'choice', title, titleEn: '', multiple: false, labels: [] }
}
