import type { NishanApi } from '#shared/ipc/contract.ts'
import { createBrowserPlatform } from './browser-platform.ts'
import { createElectronPlatform } from './electron-platform.ts'
import type { PlatformPort } from './platform-port.ts'

declare global {
  interface Window {
    /** Put there by the preload; absent in a browser. */
    readonly api?: NishanApi
  }
}

/** The platform that this page runs on. Awaited before the first render. */
export function choosePlatform(target: Window = window): Promise<PlatformPort> {
  const { api } = target
  return api === undefined
    ? Promise.resolve(createBrowserPlatform(target, __APP_VERSION__))
    : createElectronPlatform(api)
}
