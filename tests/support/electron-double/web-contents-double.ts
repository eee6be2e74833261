import type { Page, Route } from '@playwright/test'
import { EventEmitter } from 'node:events'
import { PAGE_ORIGIN, toAppUrl, toPageUrl } from './origins.ts'
import type { DoubleState } from './double-state.ts'

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }

let nextId = 1

/** A page in Chromium with the face of Electron's WebContents. */
export class WebContentsDouble extends EventEmitter {
  readonly id = nextId++
  readonly zoomFactors: number[] = []
  openHandler: OpenHandler | null = null
  page: Page | null = null
  crashed = false
  readonly #state: DoubleState
  readonly #eventsKey: string
  #loadingByApi = false

  constructor(state: DoubleState, eventsKey: string) {
    super()
    this.#state = state
    this.#eventsKey = eventsKey
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  setZoomFactor(factor: number): void {
    this.zoomFactors.push(factor)
  }

  getURL(): string {
    const url = this.page?.url() ?? ''
    return url === 'about:blank' ? '' : toAppUrl(url)
  }

  isCrashed(): boolean {
    return this.crashed
  }

  send(channel: string, payload?: unknown): void {
    const message = { key: this.#eventsKey, channel, payload }
    // Lost like Electron's when the page is going away.
    void this.page
      ?.evaluate(({ key, channel, payload }) => {
        const deliver = (globalThis as unknown as Record<string, (channel: string, payload: unknown) => void>)[key]
        deliver?.(channel, payload)
      }, message)
      .catch(() => undefined)
  }

  reload(): void {
    this.#loadingByApi = true
    void this.page?.reload().catch(() => undefined)
  }

  async load(url: string): Promise<void> {
    const page = await this.#openPage()
    this.#loadingByApi = true
    await page.goto(toPageUrl(url))
  }

  async #openPage(): Promise<Page> {
    if (this.page) return this.page
    const { context } = this.#state
    if (context === null) throw new Error('electron double: a window before the app is ready')
    const page = await context.newPage()
    this.page = page
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame() && frame.url().startsWith(PAGE_ORIGIN))
        this.emit('did-navigate', {}, this.getURL())
    })
    page.on('load', () => this.emit('did-finish-load'))
    page.on('pageerror', (error) => this.#state.pageErrors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.#state.pageErrors.push(message.text())
    })
    page.on('crash', () => {
      this.crashed = true
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    })
    return page
  }

  /**
   * Asks the app about a navigation that the page began. A prevented one is answered 204, which leaves the page
   * as it is; aborting it would kill the page.
   */
  async answerNavigation(route: Route): Promise<boolean> {
    const request = route.request()
    if (this.#loadingByApi && request.frame() === this.page?.mainFrame()) {
      this.#loadingByApi = false
      return true
    }
    let prevented = false
    const isMainFrame = request.frame() === this.page?.mainFrame()
    const event = { url: toAppUrl(request.url()), isMainFrame, preventDefault: () => (prevented = true) }
    this.emit('will-frame-navigate', event)
    if (isMainFrame) this.emit('will-navigate', event)
    if (prevented) await route.fulfill({ status: 204 })
    return !prevented
  }
}
