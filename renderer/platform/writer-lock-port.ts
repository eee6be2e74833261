/** 'missing': this browser has no locks here, so nobody can promise that one tab writes. */
export type WriterLockState = 'writer' | 'reader' | 'missing'

/** Why the writing tab keeps the lock: texts are on their way in, or something could not be written yet. */
export type KeepReason = 'importing' | 'unsaved'

/** How asking for the lock ended. */
export type TakeOverOutcome = 'taken' | 'no-answer' | KeepReason

/**
 * One tab of this browser writes, all others read. A tab that reads waits in line, and becomes the one that writes
 * when the other is closed or lets go.
 */
export interface WriterLockPort {
  /** Takes the lock if it is free, otherwise waits in line. Settled before anything is written or shown. */
  open(): Promise<WriterLockState>
  current(): WriterLockState
  subscribe(listener: () => void): () => void
  /** Asks the tab that writes to finish and let go. Answers within a few seconds. */
  takeOver(): Promise<TakeOverOutcome>
  /** What this tab does before it lets go. */
  beforeLettingGo(steps: LettingGo): void
}

export type LettingGo = {
  /** Ends what is under way while this tab may still write; a reason keeps the lock. */
  finish: () => Promise<KeepReason | null>
  /** Resolves when nothing is being written any more; called when this tab may not write. */
  settled: () => Promise<void>
}
