import type { AppStart } from './app-process.ts'

/** What rounds of faults found, all together. */
export type Outcome = {
  rounds: number
  /** Answers that the screen had shown as saved. */
  shownAsSaved: number
  lost: number
  /** Found in the stores after a start; none, if all is well. */
  faults: string[]
  /** Starts after which the screen opened on another text than the first open one. */
  placesLost: number
  /** Starts that found one store behind the other and told so. */
  recoveries: number
}

export const newOutcome = (): Outcome => ({
  rounds: 0,
  shownAsSaved: 0,
  lost: 0,
  faults: [],
  placesLost: 0,
  recoveries: 0,
})

export type Found = Pick<AppStart, 'opened' | 'done' | 'faults'> & Partial<AppStart>

/** Adds what a start found to the outcome; `saved`: every text that had been shown as saved. */
export function judge(outcome: Outcome, saved: ReadonlySet<number>, found: Found): void {
  const done = new Set(found.done)
  outcome.shownAsSaved = saved.size
  outcome.lost = [...saved].filter((number) => !done.has(number)).length
  outcome.faults.push(...found.faults)
  const { heads = {}, journal = [] } = found
  const behind = journal.filter(([writer, upTo]) => writer in heads && heads[writer] !== upTo)
  if (behind.length > 0) outcome.faults.push('the stores differ after a start')
  // Texts are answered in their order, so the first open one is one past those that are done.
  if (found.opened !== done.size + 1) outcome.placesLost += 1
  if (found.recovered === true) outcome.recoveries += 1
}

export function isWhole({ lost, placesLost, faults }: Outcome): boolean {
  return lost === 0 && placesLost === 0 && faults.length === 0
}
