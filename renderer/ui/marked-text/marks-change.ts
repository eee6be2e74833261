import type { Mark } from './mark.ts'

export type MarksChange = { readonly gone: ReadonlySet<Mark>; readonly added: ReadonlySet<Mark> }

/**
 * What a new list of spans takes away and brings, object by object. A span added at the end, the usual change, leaves
 * everything before it the same objects: it costs one comparison for each.
 */
export function marksChange(before: readonly Mark[], after: readonly Mark[]): MarksChange {
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
