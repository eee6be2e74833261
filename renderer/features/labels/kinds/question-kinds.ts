import type { Question } from '#shared/domain/question.ts'
import { choiceKind } from './choice-kind.tsx'
import type { QuestionKind } from './question-kind.ts'
import { spansKind } from './spans-kind.tsx'

type Kinds = { [Kind in Question['kind']]: QuestionKind<Extract<Question, { kind: Kind }>> }

/** Every kind of question, in the order in which the editor offers them. */
const KINDS: Kinds = { choice: choiceKind, spans: spansKind }

export const KIND_NAMES = Object.keys(KINDS) as Question['kind'][]

/** The parts of a kind. The caller hands it only questions of that kind, so the wider type is safe. */
export function kindOf(kind: Question['kind']): QuestionKind<Question> {
  return KINDS[kind] as unknown as QuestionKind<Question>
}
