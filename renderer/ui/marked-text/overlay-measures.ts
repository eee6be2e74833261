/** Measures of the overlay inside one line box, px (mockups/design.md section 9; the tokens --span-*). */
export const OVERLAY = {
  tagRow: 15,
  tagHeight: 17,
  bandTop: 17,
  bandFoot: 3,
  topStep: 5,
  footStep: 4,
  underline: 3,
  minWidth: 6,
  leastBandHeight: 8,
  tagGap: 3,
  handleWidth: 10,
  handleHeight: 14,
  /** Side of the square that catches the pointer around a handle. */
  handleHit: 24,
} as const

export type BandEdges = { readonly top: number; readonly bottom: number }

/** The band of a span at `depth` on line `line`: deep stacks on low lines share the least height that still shows. */
export function bandEdges(line: number, depth: number, lineHeight: number): BandEdges {
  const room = lineHeight - OVERLAY.bandTop - OVERLAY.bandFoot - OVERLAY.leastBandHeight
  const steps = Math.max(0, Math.min(depth, room / (OVERLAY.topStep + OVERLAY.footStep)))
  return {
    top: line * lineHeight + OVERLAY.bandTop + OVERLAY.topStep * steps,
    bottom: (line + 1) * lineHeight - OVERLAY.bandFoot - OVERLAY.footStep * steps,
  }
}

/** The line height (multiple of the font size) that leaves room for tags. Nastaliq as measured in the mockups. */
export function leastLeadingForTags(typeface: 'nastaliq' | 'naskh' | 'latin', fontSizePx: number): number {
  if (typeface === 'nastaliq') return fontSizePx >= 27 ? 2.6 : fontSizePx >= 24 ? 2.7 : 3
  // Ink reaches 0.85 em above the line's centre; above it the tag row, below it as much again.
  const em = typeface === 'naskh' ? 1.25 : 1.05
  return Math.round((em + (2 * OVERLAY.tagRow) / fontSizePx) * 20) / 20
}
