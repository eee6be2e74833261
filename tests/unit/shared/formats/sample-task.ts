import type { FieldId, LabelId, QuestionId } from '#shared/base/ids.ts'
import type { Label } from '#shared/domain/label.ts'
import type { ChoiceQuestion, SpansQuestion } from '#shared/domain/question.ts'
import type { SourceRow } from '#shared/formats/row-parser.ts'

function label(id: string, name: string, nameEn: string): Label {
  return {
    id: id as LabelId,
    name,
    nameEn,
    colour: 1,
    hotkey: null,
    description: '',
    example: '',
    parent: null,
    retired: false,
  }
}

export const body = { id: 'body' as FieldId, name: 'شکایت', language: 'ur' }
export const title = { id: 'title' as FieldId, name: 'عنوان', language: 'ur' }

export const topic: ChoiceQuestion = {
  id: 'topic' as QuestionId,
  title: 'موضوع',
  titleEn: 'Topic',
  kind: 'choice',
  multiple: false,
  labels: [label('card', 'کارڈ', 'Card'), label('loan', 'قرض', 'Loan'), label('online', 'آن لائن', 'Online')],
}
export const tags: ChoiceQuestion = {
  ...topic,
  id: 'tags' as QuestionId,
  title: 'خوبیاں',
  titleEn: 'Tags',
  multiple: true,
}
export const names: SpansQuestion = {
  id: 'names' as QuestionId,
  title: 'نام',
  titleEn: 'Names',
  kind: 'spans',
  fields: [],
  labels: [label('person', 'شخص', 'PERSON'), label('place', 'جگہ', 'LOCATION')],
}

export function rowOf(cells: Record<string, unknown>, line = 2): SourceRow {
  return { line, cells }
}
