import type { WriterId } from '../base/ids.ts'

/** Own writers in one request: a person has one for each laptop, and one more for each fork. */
const MAX_WRITERS = 64

/** `have` of a pull: own writers and how far the laptop holds them, `<writer>:<seq>` with commas between. */
export function formatHave(have: ReadonlyMap<WriterId, number>): string {
  return [...have].map(([writer, upTo]) => `${writer}:${upTo}`).join(',')
}

/** What {@link formatHave} wrote, or null when it is something else. */
export function parseHave(text: string): ReadonlyMap<WriterId, number> | null {
  if (text === '') return new Map()
  const parts = text.split(',')
  if (parts.length > MAX_WRITERS) return null
  const have = new Map<WriterId, number>()
  for (const part of parts) {
    const match = /^([0-9a-z]{1,64}):(\d{1,15})$/.exec(part)
    if (!match?.[1] || !match[2]) return null
    have.set(match[1] as WriterId, Number(match[2]))
  }
  return have
}
