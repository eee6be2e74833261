import type { ItemId } from '#shared/base/ids.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import type { Who } from '#renderer/data/commands/change-project.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import type { Queue, WorkItem } from '#renderer/data/queries/queue.ts'

export type Save = { itemId: ItemId; order: number; changes: readonly AnswerChange[]; activeMs: number }
export type FailedSave = Save & { code: string }

/** A save that could not be written; `code` says why, for the screen. */
export class SaveFailure extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export type WorkState = {
  /**
   * `feedback`: an answered item of a training round, with its settled answer. `round`: a training round is done, and the
   * last item of it is the one of `order`.
   */
  phase: 'loading' | 'item' | 'feedback' | 'round' | 'finished' | 'empty'
  queue: Queue | null
  order: number | null
  work: WorkItem | null
  /** Orders the person chose by filter or search; null = the whole queue. */
  subset: readonly number[] | null
  /** The first save that failed: labeling pauses at that item with its answer. */
  failed: FailedSave | null
  sittingFinished: number
  /** Registers an undo left because they changed since. */
  undoLeft: number
}

export type SessionParts = {
  data: DataContext
  who: Who
  taskVersion: number
  track: <T>(write: Promise<T>) => Promise<T>
  /** While true no answer is taken: too little room, or another tab writes. */
  halted?: () => boolean
}
