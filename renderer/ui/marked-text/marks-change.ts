import type { Mark } from './mark.ts'

export type MarksChange = { readonly gone: ReadonlySet<Mark>; readonly added: ReadonlySet<Mark> }

let last: { before: readonly Mark[]; after: readonly Mark[]; change: MarksChange } | null = null

/**
 * What a new list of spans takes away and brings, object by object. A span added at the end, the usual change, leaves
 * everything before it the same objects: it costs one comparison for each. The last answer is kept, because the
 * picture and the list for screen readers ask the same, one after the other.
 */
export function marksChange(before: readonly Mark[], after: readonly Mark[]): MarksChange {
  if (last === null || last.before !== before || last.after !== after) {
    last = { before, after, change: compareLists(before, after) }
  }
  return last.change
}

function compareLists(before: readonly Mark[], after: readonly Mark[]): MarksChange {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  const gone = new Set(before.slice(head, before.length - tail))
  const added = new Set<Mark>()
  for (const mark of after.slice(head, after.length - tail)) if (!gone.delete(mark)) added.add(mark)
  return { gone, added }
}
