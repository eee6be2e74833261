import type { BrowserWindow } from 'electron'
import type { EventChannel } from '#shared/ipc/channels.ts'
import type { EventPayload } from '#shared/ipc/contract.ts'
import { endsByItself, type UnsavedKind } from '#shared/domain/unsaved-work.ts'

type OpenWindow = {
  window: BrowserWindow
  unsaved: readonly UnsavedKind[]
  /** Called after each change of `unsaved`. */
  listeners: Set<() => void>
  finishClosing: () => void
}

/** The windows that we opened, by the number of their contents. */
export class OpenWindows {
  readonly #windows = new Map<number, OpenWindow>()

  add(window: BrowserWindow): void {
    this.#windows.set(window.webContents.id, {
      window,
      unsaved: [],
      listeners: new Set(),
      finishClosing: () => undefined,
    })
  }

  remove(id: number): void {
    this.#windows.delete(id)
  }

  has(id: number): boolean {
    return this.#windows.has(id)
  }

  window(id: number): BrowserWindow | null {
    return this.#windows.get(id)?.window ?? null
  }

  first(): BrowserWindow | null {
    return this.#windows.values().next().value?.window ?? null
  }

  setUnsavedWork(id: number, unsaved: readonly UnsavedKind[]): void {
    const entry = this.#windows.get(id)
    if (entry === undefined) return
    entry.unsaved = unsaved
    for (const listener of entry.listeners) listener()
  }

  unsavedWork(id: number): readonly UnsavedKind[] {
    return this.#windows.get(id)?.unsaved ?? []
  }

  /** Resolves when nothing is unsaved any more, when waiting does not help, or when `signal` ends it. */
  waitForSaved(id: number, signal: AbortSignal): Promise<void> {
    const entry = this.#windows.get(id)
    if (entry === undefined) return Promise.resolve()
    return new Promise((resolve) => {
      const look = () => {
        if (entry.unsaved.length > 0 && endsByItself(entry.unsaved) && !signal.aborted) return
        entry.listeners.delete(look)
        signal.removeEventListener('abort', look)
        resolve()
      }
      entry.listeners.add(look)
      signal.addEventListener('abort', look)
      look()
    })
  }

  /** Resolves when the page of the window says that it has finished closing. */
  waitForFinish(id: number): Promise<void> {
    return new Promise((resolve) => {
      const entry = this.#windows.get(id)
      if (entry) entry.finishClosing = resolve
      else resolve()
    })
  }

  finishClosing(id: number): void {
    this.#windows.get(id)?.finishClosing()
  }

  /** Sends a message of the contract to every page. */
  send<E extends EventChannel>(channel: E, payload: EventPayload<E>): void {
    for (const { window } of this.#windows.values()) window.webContents.send(channel, payload)
  }
}
