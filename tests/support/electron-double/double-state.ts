import type { BrowserContext } from '@playwright/test'
import { EventEmitter } from 'node:events'
import type { BrowserWindowDouble } from './browser-window-double.ts'
import type { MenuDouble } from './menu-double.ts'
import type { UtilityProcessHandle } from './utility-process-double.ts'

export type InvokeEvent = {
  sender: { id: number }
  senderFrame: { url: string; parent: object | null } | null
}
export type InvokeHandler = (event: InvokeEvent, ...args: unknown[]) => unknown
export type ProtocolHandler = (request: Request) => Response | Promise<Response>
export type PermissionRequestHandler = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: { requestingUrl: string },
) => void
export type PermissionCheckHandler = (contents: unknown, permission: string, origin: string) => boolean
export type HeadersListener = (
  details: { url: string; responseHeaders: Record<string, string[]> },
  callback: (answer: { responseHeaders: Record<string, string | string[]> }) => void,
) => void

export type MessageBox = { message: string; detail: string; buttons: string[] }

/** All that the modelled modules of one started app share, and what tests look at. */
export class DoubleState {
  readonly userData: string
  readonly preloadText: string
  /** Ends when the app has gone. */
  readonly exited: Promise<number>
  context: BrowserContext | null = null
  ready = false
  quitting = false

  readonly appEvents = new EventEmitter()
  readonly themeEvents = new EventEmitter()
  readonly invokeHandlers = new Map<string, InvokeHandler>()
  readonly protocolHandlers = new Map<string, ProtocolHandler>()
  readonly windows: BrowserWindowDouble[] = []
  readonly privilegedSchemes: { scheme: string; privileges: Record<string, boolean> }[] = []
  permissionRequest: PermissionRequestHandler | null = null
  permissionCheck: PermissionCheckHandler | null = null
  devicePermission: ((details: unknown) => boolean) | null = null
  headersListener: HeadersListener | null = null
  menu: MenuDouble | null = null
  readonly utilityProcesses: UtilityProcessHandle[] = []
  /** Those that hold the machine awake now, by number. */
  readonly powerSaveBlockers = new Map<number, string>()
  sandboxEnabled = false

  /** What the system starts the app with, after its own name; told to the first app when this one is the second. */
  readonly argv: string[] = []
  /** What the person answers in the next dialogs. */
  readonly savePaths: (string | null)[] = []
  readonly folderPaths: (string | null)[] = []
  /** Names of the buttons that are pressed in the next message boxes. */
  readonly answerMessages: string[] = []
  readonly shownSaveDialogs: { defaultPath: string }[] = []
  readonly shownMessages: MessageBox[] = []
  readonly openedExternally: string[] = []
  readonly shownInFolder: string[] = []
  readonly foreignRequests: string[] = []
  readonly pageErrors: string[] = []
  workAreas = [{ x: 0, y: 0, width: 1366, height: 728 }]
  systemIsDark = false

  readonly whenReady: Promise<void>
  #resolveReady: () => void = () => undefined
  #resolveExited: (code: number) => void = () => undefined

  constructor(userData: string, preloadText: string) {
    this.userData = userData
    this.preloadText = preloadText
    this.whenReady = new Promise((resolve) => {
      this.#resolveReady = resolve
    })
    this.exited = new Promise((resolve) => {
      this.#resolveExited = resolve
    })
  }

  becomeReady(context: BrowserContext): void {
    this.context = context
    this.ready = true
    this.#resolveReady()
    this.appEvents.emit('ready')
  }

  /** Closes Chromium and tells everyone who waits. */
  async exit(code: number): Promise<void> {
    this.quitting = true
    this.appEvents.emit('quit', {}, code)
    await this.context?.close().catch(() => undefined)
    this.#resolveExited(code)
  }
}
