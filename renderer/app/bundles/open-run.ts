import type { AnnotatorId } from '#shared/base/ids.ts'
import { PlatformError } from '#renderer/platform/platform-port.ts'
import type { OpenedFile } from '#renderer/platform/opened-file.ts'
import type { BundleParts } from './bundle-parts.ts'
import { openFile, type FileContent, type FileFault } from './open-file.ts'
import { takeFile, type Taken } from './take-file.ts'

/** How far one file is. */
export type Phase =
  | { at: 'waiting' }
  | { at: 'reading'; share: number }
  | { at: 'passphrase'; wrong: boolean }
  | { at: 'refused'; fault: FileFault }
  | { at: 'unreadable'; code: string }
  | { at: 'ready'; content: FileContent }
  | { at: 'taking'; share: number }
  | { at: 'taken'; taken: Taken }

export type Entry = { id: number; name: string; bytes: number; phase: Phase }

type Held = Entry & { file: OpenedFile; sealed: Uint8Array | null; stop: AbortController | null }

export type RunParts = BundleParts & {
  person: () => AnnotatorId | null
  /** Counts work that closing would cut short; the function that is given back ends it. */
  busy: () => () => void
}

/** Files on their way in, one after another: each is looked into first, and taken when the person says so. */
export class OpenRun {
  readonly #parts: RunParts
  readonly #onChange: () => void
  #held: Held[] = []
  #last = 0
  #work: Promise<void> = Promise.resolve()

  constructor(parts: RunParts, onChange: () => void) {
    this.#parts = parts
    this.#onChange = onChange
  }

  #entries: readonly Entry[] = []
  readonly entries = (): readonly Entry[] => this.#entries

  get isWorking(): boolean {
    return this.#held.some(({ phase: { at } }) => at === 'waiting' || at === 'reading' || at === 'taking')
  }

  add(files: readonly OpenedFile[]): void {
    for (const file of files) {
      this.#last += 1
      const { name, bytes } = file
      this.#held.push({ id: this.#last, name, bytes, phase: { at: 'waiting' }, file, sealed: null, stop: null })
      const id = this.#last
      this.#next(() => this.#look(id, null))
    }
    this.#tell()
  }

  /** Tries a passphrase. */
  unlock(id: number, passphrase: string): void {
    this.#set(id, { at: 'reading', share: 0 })
    this.#next(() => this.#look(id, passphrase))
  }

  /** Takes the files that are ready, one after another. */
  take(ids: readonly number[]): void {
    for (const id of ids) this.#next(() => this.#take(id))
  }

  stop(id: number): void {
    this.#find(id)?.stop?.abort()
  }

  stopAll(): void {
    for (const { stop } of this.#held) stop?.abort()
  }

  /** Resolves when nothing is under way. */
  settled(): Promise<void> {
    return this.#work
  }

  #next(work: () => Promise<void>): void {
    this.#work = this.#work.then(work)
  }

  async #look(id: number, passphrase: string | null): Promise<void> {
    const held = this.#find(id)
    if (held === undefined) return
    this.#set(id, { at: 'reading', share: 0 })
    const watch = this.#watch(held, 'reading')
    try {
      held.sealed ??= await held.file.read()
      const opening = { sealed: held.sealed, person: this.#parts.person(), passphrase }
      const opened = await openFile(this.#parts, opening, watch)
      if (opened.ok) this.#set(id, { at: 'ready', content: opened.value })
      else this.#refuse(id, opened.error)
    } catch (error) {
      const code = watch.signal.aborted ? 'stopped' : codeOf(error)
      if (code === 'stopped') this.#refuse(id, { code })
      else this.#set(id, { at: 'unreadable', code })
    }
  }

  #refuse(id: number, fault: FileFault): void {
    const { code } = fault
    if (code === 'needs-passphrase') this.#set(id, { at: 'passphrase', wrong: false })
    else if (code === 'wrong-passphrase') this.#set(id, { at: 'passphrase', wrong: true })
    else this.#set(id, { at: 'refused', fault })
  }

  async #take(id: number): Promise<void> {
    const held = this.#find(id)
    if (held?.phase.at !== 'ready' || held.sealed === null) return
    const { content } = held.phase
    if (content.kind === 'invite') return
    this.#set(id, { at: 'taking', share: 0 })
    const ended = this.#parts.busy()
    try {
      const watch = this.#watch(held, 'taking')
      const taken = await takeFile(this.#parts, { content, name: held.name, sealed: held.sealed }, watch)
      held.sealed = null
      this.#set(id, { at: 'taken', taken })
    } catch (error) {
      this.#set(id, { at: 'unreadable', code: codeOf(error) })
    } finally {
      ended()
    }
  }

  #watch(held: Held, at: 'reading' | 'taking') {
    const stop = new AbortController()
    held.stop = stop
    let told = 0
    return {
      signal: stop.signal,
      onProgress: (share: number) => {
        // A bar moves by what is seen.
        if (share - told < 0.01 && share < 1) return
        told = share
        this.#set(held.id, { at, share })
      },
    }
  }

  #find(id: number): Held | undefined {
    return this.#held.find((one) => one.id === id)
  }

  #set(id: number, phase: Phase): void {
    const held = this.#find(id)
    if (held !== undefined) held.phase = phase
    this.#tell()
  }

  #tell(): void {
    this.#entries = this.#held.map(({ id, name, bytes, phase }) => ({ id, name, bytes, phase }))
    this.#onChange()
  }
}

function codeOf(error: unknown): string {
  return error instanceof PlatformError ? error.code : 'platform-failed'
}
