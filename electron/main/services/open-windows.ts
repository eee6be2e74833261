import type { BrowserWindow } from 'electron'
import type { EventChannel } from '#shared/ipc/channels.ts'
import type { EventPayload } from '#shared/ipc/contract.ts'

type OpenWindow = { window: BrowserWindow; unsavedWork: boolean; finishClosing: () => void }

/** The windows that we opened, by the number of their contents. */
export class OpenWindows {
  readonly #windows = new Map<number, OpenWindow>()

  add(window: BrowserWindow): void {
    this.#windows.set(window.webContents.id, { window, unsavedWork: false, finishClosing: () => undefined })
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

  setUnsavedWork(id: number, unsaved: boolean): void {
    const entry = this.#windows.get(id)
    if (entry) entry.unsavedWork = unsaved
  }

  hasUnsavedWork(id: number): boolean {
    return this.#windows.get(id)?.unsavedWork ?? false
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
