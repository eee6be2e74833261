import type { Question } from '#shared/domain/question.ts'
import { choiceKind } from './choice-kind.tsx'
import type { QuestionKind } from './question-kind.ts'
import { spansKind } from './spans-kind.tsx'

type Kinds = { [Kind in Question['kind']]: QuestionKind<Extract<Question, { kind: Kind }>> }

/** Every kind of question, in the order in which the editor offers them. */
const KINDS: Kinds = { choice: choiceKind, spans: spansKind }

export const KIND_NAMES = Object.keys(KINDS) as Question['kind'][]

/** The parts of a kind. */
export function kindOf(kind: Question['kind']): QuestionKind<Question> {
  return KINDS[kind]
}
