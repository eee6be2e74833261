import type { MeasuredRange } from './block-geometry.ts'
import type { BoxSpec } from './box-pool.ts'
import { boxStyle, endSide, openEdges, startSide, type BlockFrame, type PlacedMark } from './mark-boxes.ts'
import { bandEdges, OVERLAY } from './overlay-measures.ts'

/** Middle of an edge handle, px in the block. */
export type HandlePlace = {
  readonly edge: 'start' | 'end'
  readonly line: number
  readonly x: number
  readonly y: number
}

/** The choice: its fill below the bands, its outline above them. */
export function choiceBoxes(measured: MeasuredRange, lineHeight: number): BoxSpec[] {
  return measured.boxes.flatMap((box) => {
    const style = boxStyle({
      left: box.left - 1,
      width: box.right - box.left + 2,
      top: box.line * lineHeight + OVERLAY.tagRow,
      height: lineHeight - OVERLAY.tagRow - OVERLAY.bandFoot,
    })
    return [
      { line: box.line, className: 'marked-text-choice', style },
      { line: box.line, className: 'marked-text-choice-line', style },
    ]
  })
}

const CURSOR_HEIGHT = 9

/** The token cursor: a bracket under the word. */
export function cursorBoxes(measured: MeasuredRange, lineHeight: number): BoxSpec[] {
  return measured.boxes.map((box) => ({
    line: box.line,
    className: 'marked-text-cursor',
    style: boxStyle({
      left: box.left,
      width: Math.max(OVERLAY.minWidth, box.right - box.left),
      top: (box.line + 1) * lineHeight - CURSOR_HEIGHT,
      height: CURSOR_HEIGHT,
    }),
  }))
}

/** The outline of the picked span. */
export function pickedBoxes(placed: PlacedMark, frame: BlockFrame): BoxSpec[] {
  return placed.measured.boxes.map((box) => {
    const edges = bandEdges(box.line, placed.depth, frame.lineHeight)
    return {
      line: box.line,
      className: `marked-text-picked${openEdges(placed, frame.block, box)}`,
      style: boxStyle({
        left: box.left - 2,
        width: box.right - box.left + 4,
        top: edges.top - 2,
        height: edges.bottom - edges.top + 4,
      }),
    }
  })
}

/** The handles of the picked span, hanging below the outline's outer corners. */
export function handlePlaces(placed: PlacedMark, { block, lineHeight }: BlockFrame): HandlePlace[] {
  const { mark, measured, depth } = placed
  const first = measured.boxes[measured.startBox]
  const last = measured.boxes[measured.endBox]
  const places: HandlePlace[] = []
  const below = (line: number): number => bandEdges(line, depth, lineHeight).bottom - 4 + OVERLAY.handleHeight / 2
  if (first !== undefined && mark.start >= block.start) {
    places.push({ edge: 'start', line: first.line, x: startSide(first, block.dir), y: below(first.line) })
  }
  if (last !== undefined && mark.end <= block.end) {
    places.push({ edge: 'end', line: last.line, x: endSide(last, block.dir), y: below(last.line) })
  }
  return places
}

export function handleBoxes(places: readonly HandlePlace[]): BoxSpec[] {
  return places.map(({ line, x, y }) => ({
    line,
    className: 'marked-text-handle',
    style: boxStyle({
      left: x - OVERLAY.handleWidth / 2,
      top: y - OVERLAY.handleHeight / 2,
      width: OVERLAY.handleWidth,
      height: OVERLAY.handleHeight,
    }),
  }))
}

/** The handle whose hit area holds the point. */
export function handleAt(places: readonly HandlePlace[], x: number, y: number): HandlePlace | null {
  const half = OVERLAY.handleHit / 2
  let best: HandlePlace | null = null
  for (const place of places) {
    if (Math.abs(place.x - x) > half || Math.abs(place.y - y) > half) continue
    // Of two that lie close together, at a one-letter span, the nearer.
    if (best === null || Math.abs(place.x - x) < Math.abs(best.x - x)) best = place
  }
  return best
}
