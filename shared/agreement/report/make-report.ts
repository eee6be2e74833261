import type { Question } from '../../domain/question.ts'
import { filteredItems, type AnswerFilter } from './answer-filter.ts'
import type { AnswerBook } from './answer-book.ts'
import { multipleChoiceReport, singleChoiceReport } from './choice-report.ts'
import type { QuestionReport } from './question-report.ts'
import { spanReport } from './span-report.ts'

/** All figures of a question, of the items and answers that the filter lets through. */
export function makeReport(book: AnswerBook, question: Question, filter: AnswerFilter): QuestionReport {
  const items = filteredItems(book, filter)
  if (question.kind === 'spans') return spanReport(book, question, items)
  return question.multiple ? multipleChoiceReport(book, question, items) : singleChoiceReport(book, question, items)
}
