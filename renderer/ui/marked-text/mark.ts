import type { TextRange } from './text-range.ts'

export type MarkLine = 'solid' | 'dashed' | 'dotted'
/** 'own': the person's span; 'suggestion': not accepted yet; 'agreed': steps back, both annotators have it. */
export type MarkVariant = 'own' | 'suggestion' | 'agreed'

/** A span to draw. Offsets are UTF-16 units of the whole text. */
export type Mark = TextRange & {
  readonly id: string
  /** Place in the label palette, from 1; above 12 the colours repeat. */
  readonly colour: number
  readonly line: MarkLine
  /** Label name, as the interface shows it. */
  readonly name: string
  /** What the tag shrinks to where the name has no room. */
  readonly keyCap?: string
  readonly variant?: MarkVariant
}

/** Logical order: earlier first, of two that start together the longer first. */
export function compareMarks(a: Mark, b: Mark): number {
  return a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1)
}

export function sameMark(a: Mark, b: Mark): boolean {
  return (
    a === b ||
    (a.start === b.start &&
      a.end === b.end &&
      a.colour === b.colour &&
      a.line === b.line &&
      a.name === b.name &&
      a.keyCap === b.keyCap &&
      a.variant === b.variant)
  )
}
