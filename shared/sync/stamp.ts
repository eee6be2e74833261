import type { WriterId } from '../base/ids.ts'

/** Order inside a register: the greatest (lamport, writer, seq) wins. */
export type Stamp = [lamport: number, writer: WriterId, seq: number]

/** Negative, zero or positive as `a` is before, equal to or after `b`. */
export function compareStamps(a: Stamp, b: Stamp): number {
  if (a[0] !== b[0]) return a[0] - b[0]
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1
  return a[2] - b[2]
}

/** Whether an operation with stamp `next` replaces a register last set by `current`. */
export function winsOver(next: Stamp, current: Stamp | null | undefined): boolean {
  return current === null || current === undefined || compareStamps(next, current) > 0
}
