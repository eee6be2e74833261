import { readFileSync } from 'node:fs'
import { z } from '#shared/base/schema.ts'
import { writeFileAtomically } from './write-file-atomically.ts'

export type Bounds = { x: number; y: number; width: number; height: number }

const stateSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) }),
  maximized: z.boolean(),
})

export type WindowState = z.infer<typeof stateSchema>

/** Device-independent pixels. The design is made for 1366×768 and still works at the smaller size. */
export const DEFAULT_SIZE = { width: 1366, height: 768 } as const
export const MIN_SIZE = { width: 900, height: 600 } as const

/** What was remembered; null on the first start and for a file that cannot be read. */
export function readWindowState(file: string): WindowState | null {
  try {
    const state = stateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return state.success ? state.data : null
  } catch {
    return null
  }
}

export function writeWindowState(file: string, state: WindowState): void {
  writeFileAtomically(file, `${JSON.stringify(state)}\n`)
}

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high))
}

/**
 * Where the window opens: inside the work area of the display that shows most of it, or of the first
 * one when the display it stood on is gone. `workAreas` is never empty.
 */
export function visibleBounds(wanted: Bounds | null, workAreas: readonly Bounds[]): Bounds {
  const first = workAreas[0] ?? { x: 0, y: 0, ...DEFAULT_SIZE }
  if (wanted === null) return centred(DEFAULT_SIZE, first)
  const area = workAreas.reduce((best, one) => (overlap(wanted, one) > overlap(wanted, best) ? one : best), first)
  if (overlap(wanted, area) === 0) return centred(wanted, area)
  const width = Math.min(Math.max(wanted.width, MIN_SIZE.width), area.width)
  const height = Math.min(Math.max(wanted.height, MIN_SIZE.height), area.height)
  return {
    x: clamp(wanted.x, area.x, area.x + area.width - width),
    y: clamp(wanted.y, area.y, area.y + area.height - height),
    width,
    height,
  }
}

function centred(size: { width: number; height: number }, area: Bounds): Bounds {
  const width = Math.min(Math.max(size.width, MIN_SIZE.width), area.width)
  const height = Math.min(Math.max(size.height, MIN_SIZE.height), area.height)
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  }
}
