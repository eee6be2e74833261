/** A stretch of one visual line, in px from the block's top left corner. */
export type LineBox = { readonly line: number; readonly left: number; readonly right: number }

export type RectLike = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

/**
 * Where the block stands, in px of the viewport, and how its lines are laid: every line box is exactly `lineHeight`
 * px of the block high. On a zoomed page one px of the block is `zoom` px of the viewport.
 */
export type LineGrid = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly lineHeight: number
  readonly zoom: number
}

/** Rects narrower than this are artefacts of a break opportunity, px. */
const NOISE = 0.5
/** Runs of one line that stand closer than this are one box, px (a bidi line gives one rect per run). */
const TOUCHING = 1.5

/** The boxes of a range from its client rects: one per visual stretch, by line and then from left to right. */
export function lineBoxes(rects: Iterable<RectLike>, grid: LineGrid): LineBox[] {
  const pieces: LineBox[] = []
  for (const rect of rects) {
    if ((rect.right - rect.left) / grid.zoom < NOISE) continue
    // The rect is as high as the font's ascent and descent, 2.5 em in Nastaliq: only its middle tells the line.
    const line = Math.max(0, Math.floor(((rect.top + rect.bottom) / 2 - grid.top) / (grid.lineHeight * grid.zoom)))
    // White space that hangs over the line end is no part of the picture.
    const left = Math.max(0, (rect.left - grid.left) / grid.zoom)
    const right = Math.min(grid.width, (rect.right - grid.left) / grid.zoom)
    if (right > left) pieces.push({ line, left, right })
  }
  pieces.sort((a, b) => a.line - b.line || a.left - b.left)
  const merged: LineBox[] = []
  for (const piece of pieces) {
    const last = merged.at(-1)
    if (last !== undefined && last.line === piece.line && piece.left - last.right < TOUCHING) {
      merged[merged.length - 1] = { line: last.line, left: last.left, right: Math.max(last.right, piece.right) }
    } else merged.push(piece)
  }
  return merged
}

/** The box of the line that holds `x`, else the nearest of it; null when the line has none. */
export function boxNear(boxes: readonly LineBox[], line: number, x: number): LineBox | null {
  let best: LineBox | null = null
  for (const box of boxes) {
    if (box.line === line && (best === null || distanceTo(box, x) < distanceTo(best, x))) best = box
  }
  return best
}

/** 0 inside the box, otherwise px to its nearer side. */
export function distanceTo(box: LineBox, x: number): number {
  return Math.max(0, box.left - x, x - box.right)
}
