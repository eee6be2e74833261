import type { HeadsReply } from '#shared/sync/messages/heads.ts'
import type { MoveNumbers } from '#renderer/data/team/move-record.ts'

/**
 * Whether the new hub holds all that the old one does. `behind`: the old one went on meanwhile, and has so many changes more.
 * `differs`: something is missing or is not the same, and no fetching again explains it.
 */
export type Comparison =
  | { kind: 'same'; numbers: MoveNumbers }
  | { kind: 'behind'; numbers: MoveNumbers }
  | { kind: 'differs' }

/**
 * Compares by digests: equal ones mean equal operations, one after another. A hub that was left before may hold more of a
 * writer than the one that is left now; what they share was compared by content when everything was taken.
 */
export function compareHubs(old: HeadsReply, next: HeadsReply): Comparison {
  const there = new Map(next.writers.map((head) => [head.writer, head]))
  let changes = 0
  let late = 0
  for (const { writer, upTo, digest } of old.writers) {
    const head = there.get(writer)
    const has = head?.upTo ?? 0
    if (has === upTo && upTo > 0 && head?.digest !== digest) return { kind: 'differs' }
    changes += Math.min(has, upTo)
    late += Math.max(0, upTo - has)
    // A laptop that joined meanwhile and has said nothing yet.
    if (head === undefined && upTo === 0) late += 1
  }
  const numbers = { people: next.people, texts: next.items, changes, late }
  if (late > 0) return { kind: 'behind', numbers }
  return next.people < old.people || next.items < old.items ? { kind: 'differs' } : { kind: 'same', numbers }
}
