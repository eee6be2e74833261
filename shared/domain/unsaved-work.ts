/**
 * What would be lost if the window closed now, in the order in which it is told.
 * answers: writes under way. failed: what could not be written. texts: typed in the last moment, not written yet.
 */
export const UNSAVED_KINDS = ['failed', 'answers', 'texts', 'import', 'copy', 'export'] as const

export type UnsavedKind = (typeof UNSAVED_KINDS)[number]

/** Whether waiting is enough: everything but a failed write ends by itself. */
export function endsByItself(kinds: readonly UnsavedKind[]): boolean {
  return !kinds.includes('failed')
}
