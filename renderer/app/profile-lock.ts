import type { AnnotatorId } from '#shared/base/ids.ts'
import type { Annotator } from '#shared/domain/annotator.ts'

/** Which profile was opened since the app started: one with a PIN is asked for it at each start, not only at a switch. */
export class ProfileLock {
  #opened: AnnotatorId | null = null
  readonly #listeners = new Set<() => void>()

  readonly current = (): AnnotatorId | null => this.#opened
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The right PIN was given, or there is none yet. */
  open(id: AnnotatorId): void {
    if (id === this.#opened) return
    this.#opened = id
    for (const listener of this.#listeners) listener()
  }
}

/** Whether a profile's work may be shown now. */
export function isLocked(profile: Pick<Annotator, 'id' | 'pin'>, opened: AnnotatorId | null): boolean {
  return profile.pin !== null && profile.id !== opened
}
