import type { QuestionId } from '../base/ids.ts'
import { compareStamps, type Stamp } from '../sync/stamp.ts'
import type { Annotation } from './annotation.ts'
import type { JudgedAnswer } from './gold.ts'

/**
 * An answer to one question as it is now, pinned by the greatest stamp of its registers: those of the question, and the
 * status, by which it counts as an answer at all. Null for one that was never given.
 */
export function judgedAnswer(annotation: Annotation, question: QuestionId): JudgedAnswer | null {
  const registers = [annotation.answers[question], ...Object.values(annotation.spans[question] ?? {})]
  const stamps = registers.flatMap((register) => (register === undefined ? [] : [register.stamp]))
  if (annotation.statusStamp !== null) stamps.push(annotation.statusStamp)
  const stamp = stamps.toSorted(compareStamps).at(-1)
  return stamp === undefined ? null : { person: annotation.annotatorId, stamp }
}

/** Whether the same answers of the same people are meant, none of them changed since. */
export function sameJudged(a: readonly JudgedAnswer[], b: readonly JudgedAnswer[]): boolean {
  const keyOf = ({ person, stamp }: JudgedAnswer) => `${person} ${(stamp satisfies Stamp).join(' ')}`
  const keys = new Set(a.map(keyOf))
  return a.length === b.length && b.every((one) => keys.has(keyOf(one)))
}
