import { isUntouched, type DeskState } from './settling-state.ts'

/** Desks kept, the oldest goes first. */
const MOST = 200

/** What is decided and not settled yet, by person, text and what was judged: going to another text or page loses nothing. */
const kept = new Map<string, DeskState>()

export function keptDesk(key: string): DeskState | null {
  return kept.get(key) ?? null
}

export function keepDesk(key: string, state: DeskState): void {
  kept.delete(key)
  if (isUntouched(state)) return
  kept.set(key, state)
  const [oldest] = kept.keys()
  if (kept.size > MOST && oldest !== undefined) kept.delete(oldest)
}
