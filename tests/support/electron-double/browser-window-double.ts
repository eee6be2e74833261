import { EventEmitter } from 'node:events'
import type { DoubleState } from './double-state.ts'
import { modelled } from './modelled.ts'
import { WebContentsDouble } from './web-contents-double.ts'

type Bounds = { x: number; y: number; width: number; height: number }

export type WindowOptions = Partial<Bounds> & {
  minWidth?: number
  minHeight?: number
  show?: boolean
  backgroundColor?: string
  webPreferences?: Record<string, unknown>
}

/** A window without a frame around it: place, size and life as Electron's, the page in Chromium. */
export class BrowserWindowDouble extends EventEmitter {
  readonly options: WindowOptions
  readonly contents: WebContentsDouble
  readonly webContents: WebContentsDouble
  bounds: Bounds
  maximized = false
  minimized = false
  shown: boolean
  focusCount = 0
  backgroundColor: string
  #destroyed = false
  readonly #state: DoubleState

  constructor(state: DoubleState, eventsKey: string, options: WindowOptions) {
    super()
    if (!state.ready) throw new Error('Cannot create BrowserWindow before app is ready')
    this.#state = state
    this.options = options
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    this.shown = options.show ?? true
    this.backgroundColor = options.backgroundColor ?? '#FFF'
    this.contents = new WebContentsDouble(state, eventsKey)
    this.webContents = modelled('webContents', this.contents)
    state.windows.push(this)
    this.contents.once('did-finish-load', () => this.emit('ready-to-show'))
  }

  loadURL(url: string): Promise<void> {
    return this.contents.load(url)
  }

  getNormalBounds(): Bounds {
    return { ...this.bounds }
  }

  isMaximized(): boolean {
    return this.maximized
  }

  maximize(): void {
    this.maximized = true
  }

  isMinimized(): boolean {
    return this.minimized
  }

  restore(): void {
    this.minimized = false
  }

  show(): void {
    this.shown = true
  }

  focus(): void {
    this.focusCount += 1
  }

  setBackgroundColor(color: string): void {
    this.backgroundColor = color
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  /** As the cross in the title bar: asks the app first. */
  close(): void {
    if (this.#destroyed) return
    let prevented = false
    this.emit('close', { preventDefault: () => (prevented = true) })
    if (!prevented) this.destroy()
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.#state.windows.splice(this.#state.windows.indexOf(this), 1)
    void this.#goAway()
  }

  async #goAway(): Promise<void> {
    await this.contents.page?.close().catch(() => undefined)
    this.emit('closed')
    if (this.#state.windows.length === 0) this.#allClosed()
  }

  #allClosed(): void {
    if (this.#state.quitting) void this.#state.exit(0)
    else if (!this.#state.appEvents.emit('window-all-closed')) void this.#state.exit(0)
  }
}
