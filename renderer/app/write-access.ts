import type { KeepReason, LettingGo, TakeOverOutcome, WriterLockPort } from '#renderer/platform/writer-lock-port.ts'

/** 'handing-over': the last writes of this tab end while another waits. 'no-locks': nobody can promise one writer. */
export type AccessMode = 'writing' | 'handing-over' | 'reading' | 'no-locks'

export type AccessStatus = {
  mode: AccessMode
  /** How asking the other tab went; null while nobody has asked. */
  asked: 'asking' | Exclude<TakeOverOutcome, 'taken'> | null
  /** Grows when this tab begins or ceases to write: what it holds in memory is read anew. */
  turn: number
}

export type HandingOver = LettingGo & {
  /** Why this tab keeps the right to write; asked first, so that work which must go on is not disturbed. */
  keeps: () => KeepReason | null
}

/** Whether this tab may write, for the screens and for the store. Where there is one window it always may. */
export class WriteAccess {
  readonly #lock: WriterLockPort | null
  readonly #listeners = new Set<() => void>()
  #status: AccessStatus

  constructor(lock: WriterLockPort | null) {
    this.#lock = lock
    this.#status = { mode: modeOf(lock), asked: null, turn: 0 }
    lock?.subscribe(() => this.#follow())
  }

  readonly current = (): AccessStatus => this.#status
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What the store asks before each write: also the last ones of a tab that hands over. */
  readonly mayWrite = (): boolean => this.#status.mode === 'writing' || this.#status.mode === 'handing-over'

  /** What is done before another tab writes: it ends the writes under way, or tells why this tab keeps the right. */
  onHandOver({ keeps, finish, settled }: HandingOver): void {
    this.#lock?.beforeLettingGo({
      settled,
      finish: async () => {
        const kept = keeps()
        if (kept !== null) return kept
        this.#set({ mode: 'handing-over' })
        const reason = await finish().catch((): KeepReason => 'unsaved')
        if (reason !== null) this.#set({ mode: 'writing' })
        return reason
      },
    })
  }

  /** Asks the tab that writes to let go, so that work goes on here. */
  async takeOver(): Promise<void> {
    if (this.#lock === null || this.#status.asked === 'asking') return
    this.#set({ asked: 'asking' })
    const outcome = await this.#lock.takeOver()
    this.#set({ asked: outcome === 'taken' ? null : outcome })
  }

  #follow(): void {
    const mode = modeOf(this.#lock)
    const changed = this.mayWrite() !== (mode === 'writing')
    this.#set({ mode, asked: null, turn: this.#status.turn + (changed ? 1 : 0) })
  }

  #set(change: Partial<AccessStatus>): void {
    this.#status = { ...this.#status, ...change }
    for (const listener of this.#listeners) listener()
  }
}

function modeOf(lock: WriterLockPort | null): AccessMode {
  if (lock === null) return 'writing'
  const state = lock.current()
  if (state === 'missing') return 'no-locks'
  return state === 'writer' ? 'writing' : 'reading'
}
