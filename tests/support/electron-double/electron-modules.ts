import { join } from 'node:path'
import { BrowserWindowDouble, type WindowOptions } from './browser-window-double.ts'
import type {
  DoubleState,
  HeadersListener,
  InvokeHandler,
  MessageBox,
  PermissionCheckHandler,
  PermissionRequestHandler,
  ProtocolHandler,
} from './double-state.ts'
import { MenuDouble, type MenuItem } from './menu-double.ts'
import { modelled } from './modelled.ts'
import { PAGE_ORIGIN } from './origins.ts'
import { lockFor } from './single-instance.ts'
import { powerSaveBlockerModule, utilityProcessModule } from './utility-process-double.ts'

const VERSION = '9.9.9'

function appModule(state: DoubleState) {
  const { appEvents } = state
  return {
    name: 'Nishan',
    whenReady: () => state.whenReady,
    getVersion: () => VERSION,
    getPath(name: string) {
      if (name !== 'userData') throw new Error(`electron double: app.getPath('${name}') is not modelled`)
      return state.userData
    },
    on: (event: string, listener: (...args: unknown[]) => void) => void appEvents.on(event, listener),
    enableSandbox() {
      if (state.ready) throw new Error('app.enableSandbox() can only be called before app is ready')
      state.sandboxEnabled = true
    },
    requestSingleInstanceLock: () => lockFor(state),
    quit() {
      state.quitting = true
      if (state.windows.length === 0) void state.exit(0)
      for (const window of state.windows.slice()) window.close()
      // A window that asked first keeps the app alive.
      if (state.windows.length > 0) state.quitting = false
    },
    exit: (code = 0) => void state.exit(code),
  }
}

function sessionModule(state: DoubleState) {
  const defaultSession = {
    setPermissionRequestHandler: (handler: PermissionRequestHandler) => void (state.permissionRequest = handler),
    setPermissionCheckHandler: (handler: PermissionCheckHandler) => void (state.permissionCheck = handler),
    setDevicePermissionHandler: (handler: (details: unknown) => boolean) => void (state.devicePermission = handler),
    storagePath: join(state.userData, 'chromium', 'Default'),
    async clearStorageData(options: { storages: string[] }) {
      const page = state.windows[0]?.contents.page
      if (options.storages.join() !== 'indexdb') throw new Error('electron double: only IndexedDB is modelled')
      if (!page || state.context === null) throw new Error('electron double: no page')
      const devTools = await state.context.newCDPSession(page)
      await devTools.send('Storage.clearDataForOrigin', { origin: PAGE_ORIGIN, storageTypes: 'indexeddb' })
      await devTools.detach()
    },
    webRequest: modelled('session.webRequest', {
      onHeadersReceived: (listener: HeadersListener) => void (state.headersListener = listener),
    }),
  }
  return { defaultSession: modelled('session.defaultSession', defaultSession) }
}

function protocolModule(state: DoubleState) {
  return {
    registerSchemesAsPrivileged(schemes: { scheme: string; privileges: Record<string, boolean> }[]) {
      if (state.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
      state.privilegedSchemes.push(...schemes)
    },
    handle(scheme: string, handler: ProtocolHandler) {
      if (!state.ready) throw new Error('protocol.handle before app is ready')
      if (state.protocolHandlers.has(scheme)) throw new Error(`The scheme ${scheme} is already handled`)
      state.protocolHandlers.set(scheme, handler)
    },
  }
}

function dialogModule(state: DoubleState) {
  return {
    async showSaveDialog(_window: BrowserWindowDouble, options: { defaultPath: string }) {
      state.shownSaveDialogs.push(options)
      const path = state.savePaths.shift()
      if (path === undefined) throw new Error('electron double: no answer was prepared for the save dialog')
      return { canceled: path === null, filePath: path ?? '' }
    },
    async showOpenDialog(_window: BrowserWindowDouble, options: { properties: string[] }) {
      if (!options.properties.includes('openDirectory')) throw new Error('electron double: only folders are modelled')
      const path = state.folderPaths.shift()
      if (path === undefined) throw new Error('electron double: no answer was prepared for the folder dialog')
      return { canceled: path === null, filePaths: path === null ? [] : [path] }
    },
    async showMessageBox(_window: BrowserWindowDouble, options: MessageBox) {
      state.shownMessages.push(options)
      const name = state.answerMessages.shift()
      if (name === undefined) throw new Error('electron double: no answer was prepared for the message box')
      const response = options.buttons.indexOf(name)
      if (response === -1) throw new Error(`electron double: the message box has no button «${name}»`)
      return { response, checkboxChecked: false }
    },
  }
}

function nativeThemeModule(state: DoubleState) {
  let source: 'system' | 'light' | 'dark' = 'system'
  return {
    get themeSource() {
      return source
    },
    set themeSource(value) {
      source = value
      state.themeEvents.emit('updated')
    },
    get shouldUseDarkColors() {
      return source === 'system' ? state.systemIsDark : source === 'dark'
    },
    on: (event: string, listener: () => void) => void state.themeEvents.on(event, listener),
  }
}

function menuModule(state: DoubleState) {
  return {
    buildFromTemplate: (items: MenuItem[]) => new MenuDouble(items),
    setApplicationMenu: (menu: MenuDouble | null) => void (state.menu = menu),
  }
}

/** The members of the `electron` module that the app uses; any other one throws when it is touched. */
export function electronModules(state: DoubleState, eventsKey: string): Record<string, unknown> {
  class BrowserWindow extends BrowserWindowDouble {
    constructor(options: WindowOptions) {
      super(state, eventsKey, options)
      return modelled('BrowserWindow', this)
    }
  }
  const ipcMain = {
    handle(channel: string, handler: InvokeHandler) {
      if (state.invokeHandlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
      state.invokeHandlers.set(channel, handler)
    },
  }
  const screen = {
    getPrimaryDisplay: () => ({ workArea: state.workAreas[0] }),
    getAllDisplays: () => state.workAreas.map((workArea) => ({ workArea })),
  }
  const shell = {
    openExternal: async (url: string) => void state.openedExternally.push(url),
    showItemInFolder: (path: string) => void state.shownInFolder.push(path),
  }
  // What it gives can be told from the text and be opened again; how well a system seals is the system's affair.
  const safeStorage = {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptString: (text: string) => Buffer.from(`sealed:${Buffer.from(text).toString('base64')}`),
    decryptString(sealed: Buffer) {
      const text = sealed.toString()
      if (!text.startsWith('sealed:')) throw new Error('Error while decrypting the ciphertext provided')
      return Buffer.from(text.slice('sealed:'.length), 'base64').toString()
    },
  }
  return {
    app: modelled('app', appModule(state)),
    BrowserWindow,
    dialog: modelled('dialog', dialogModule(state)),
    ipcMain: modelled('ipcMain', ipcMain),
    Menu: modelled('Menu', menuModule(state)),
    nativeTheme: nativeThemeModule(state),
    powerSaveBlocker: modelled('powerSaveBlocker', powerSaveBlockerModule(state)),
    protocol: modelled('protocol', protocolModule(state)),
    safeStorage: modelled('safeStorage', safeStorage),
    screen: modelled('screen', screen),
    session: modelled('session', sessionModule(state)),
    shell: modelled('shell', shell),
    utilityProcess: modelled('utilityProcess', utilityProcessModule(state)),
  }
}
