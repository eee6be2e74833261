import { browserBackups } from './browser-backups.ts'
import { browserFiles, removeOldDownloads } from './browser-files.ts'
import { browserHub } from './browser-hub.ts'
import { browserName } from './browser-name.ts'
import { browserSettings } from './browser-settings.ts'
import { externalUrl } from './external-url.ts'
import { opfsBlobStore } from './opfs-blob-store.ts'
import type { PlatformPort } from './platform-port.ts'
import { askToPersist, browserFreeBytes, readStorageFacts } from './storage-facts.ts'
import { WriterLock } from './writer-lock.ts'

/** Makes the browser ask before it leaves the page; the words are its own. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

/** The machine as a plain browser gives it. */
export function createBrowserPlatform(target: Window, appVersion: string): PlatformPort {
  return {
    kind: 'browser',
    appVersion,
    settings: browserSettings(target),
    files: browserFiles(target),
    blobs: opfsBlobStore(),
    keyVault: null,
    onFilesOpened: () => () => undefined,
    secondStore: null,
    backups: browserBackups(target),
    hub: browserHub(),
    ownHub: null,
    async keepAppOffline() {
      // Not there where the address is not secure: then the app opens only while it is served.
      const container = target.navigator.serviceWorker as ServiceWorkerContainer | undefined
      if (!import.meta.env.PROD || container === undefined) return
      // A first try that the line broke is made again; a new version the browser finds by itself.
      if (!(await container.getRegistration())?.active) await container.register('./sw.js', { type: 'module' })
    },
    deviceName: browserName(target.navigator.userAgent),
    async openExternal(url) {
      target.open(externalUrl(url), '_blank', 'noopener,noreferrer')
    },
    writerLock: new WriterLock({
      // Declared as always there; a browser leaves it out where the address is not secure.
      locks: (target.navigator as Partial<Navigator>).locks,
      channel: (name) => new BroadcastChannel(name),
    }),
    setUnsavedWork(kinds) {
      // Only while it is needed: the listener alone keeps pages out of the browser's back-forward cache.
      if (kinds.length > 0) target.addEventListener('beforeunload', askBeforeLeaving)
      else target.removeEventListener('beforeunload', askBeforeLeaving)
    },
    onMenuCommand: () => () => undefined,
    onClosing(listener) {
      const run = () => void listener().catch(() => undefined)
      target.addEventListener('pagehide', run)
      return () => target.removeEventListener('pagehide', run)
    },
    askForPersistence: askToPersist,
    freeBytes: browserFreeBytes,
    storageFacts: readStorageFacts,
    // The app works without it.
    tidy: () => removeOldDownloads().catch(() => undefined),
  }
}
