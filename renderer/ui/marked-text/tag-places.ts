import { OVERLAY } from './overlay-measures.ts'
import type { Direction } from './text-blocks.ts'

export type TagRequest = {
  readonly line: number
  /** The logical start of the span: its right side in a right-to-left paragraph, px. */
  readonly at: number
  readonly depth: number
  readonly nameWidth: number
  /** 0 when there is no key to shrink to. */
  readonly keyWidth: number
}

export type TagPlace = { readonly left: number; readonly width: number; readonly shows: 'name' | 'key' } | null

/**
 * Places the tags of a block, in the order given back. A tag that meets another moves towards the line end, 3 px apart;
 * at the line end it shrinks to its key, and where even that has no room there is none (the strip and the list name it).
 */
export function tagPlaces(requests: readonly TagRequest[], dir: Direction, width: number): TagPlace[] {
  const towardsEnd = dir === 'rtl' ? -1 : 1
  const order = requests
    .map((request, index) => ({ request, index }))
    .sort(
      (a, b) =>
        a.request.line - b.request.line ||
        (a.request.at - b.request.at) * towardsEnd ||
        a.request.depth - b.request.depth,
    )
  const places: TagPlace[] = requests.map(() => null)
  const taken = new Map<number, number>()
  for (const { request, index } of order) {
    // Distances from the line's start side, so that both directions are one computation.
    const wish = dir === 'rtl' ? width - request.at : request.at
    const from = Math.max(wish, (taken.get(request.line) ?? -Infinity) + OVERLAY.tagGap)
    const shows = from + request.nameWidth <= width ? 'name' : 'key'
    const size = shows === 'name' ? request.nameWidth : request.keyWidth
    if (size === 0 || from + size > width) continue
    taken.set(request.line, from + size)
    places[index] = { left: dir === 'rtl' ? width - from - size : from, width: size, shows }
  }
  return places
}
