import type { Question } from '#shared/domain/question.ts'
import { useAnswering, type Answering } from '#renderer/app/answering/use-answering.ts'
import type { WorkSession } from './work-session.ts'
import type { WorkState } from './work-state.ts'

/** Answers of a sitting: kept at once, and the next text comes when one is finished. */
export function useSessionAnswering(session: WorkSession, state: WorkState, questions: readonly Question[]): Answering {
  return useAnswering({
    work: state.work,
    place: state.order,
    ended: session.ended,
    questions,
    keep: (changes) => session.act(changes),
    goOn: state.phase === 'feedback' || state.phase === 'round' ? () => void session.goOn() : null,
    finish: (status) => void session.finish(status),
  })
}
