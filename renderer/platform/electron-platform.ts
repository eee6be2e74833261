import { MAX_PIECE_BYTES, type NishanApi } from '#shared/ipc/contract.ts'
import { guardCall } from './electron-call.ts'
import { electronHub } from './electron-hub.ts'
import { electronOpenedFiles } from './electron-opened-files.ts'
import { electronOwnHub } from './electron-own-hub.ts'
import { electronSnapshots } from './electron-snapshots.ts'
import { electronBlobStore, electronSecondStore } from './electron-stores.ts'
import { browserName } from './browser-name.ts'
import { externalUrl } from './external-url.ts'
import type { FileSink, FilesPort, PlatformPort, SettingsPort } from './platform-port.ts'
import { askToPersist, browserFreeBytes, readStorageFacts } from './storage-facts.ts'

function electronSink(api: NishanApi, handle: string, name: string): FileSink {
  return {
    name,
    async write(bytes) {
      for (let at = 0; at < bytes.byteLength; at += MAX_PIECE_BYTES) {
        await guardCall(api['files.write'](handle, bytes.subarray(at, at + MAX_PIECE_BYTES)))
      }
    },
    close: () => guardCall(api['files.close'](handle)),
    async closeChecked(sha256) {
      await guardCall(api['files.close'](handle, sha256))
      return true
    },
    abort: () => guardCall(api['files.abort'](handle)),
    reveal: () => guardCall(api['files.reveal'](handle)),
    readBack: null,
  }
}

function electronFiles(api: NishanApi): FilesPort {
  return {
    async createSink(suggestedName) {
      const sink = await guardCall(api['files.createSink'](suggestedName))
      return sink === null ? null : electronSink(api, sink.handle, sink.name)
    },
  }
}

type StartState = Awaited<ReturnType<NishanApi['app.start']>>

/** Holds a copy, so that reading never waits; the main process keeps the file. */
function electronSettings(api: NishanApi, start: StartState): SettingsPort {
  let { settings } = start
  const listeners = new Set<() => void>()
  const replace = (next: StartState['settings']) => {
    settings = next
    for (const listener of listeners) listener()
  }
  // A change made elsewhere: the zoom of the menu, for one. Answers to own changes that were overtaken are skipped.
  let waiting = 0
  api['settings.changed']((next) => {
    if (waiting === 0) replace(next)
  })
  return {
    current: () => settings,
    update(change) {
      replace({ ...settings, ...change })
      waiting += 1
      const settle = (next: StartState['settings'] | null) => {
        waiting -= 1
        if (waiting === 0 && next !== null) replace(next)
      }
      // A change that main refuses (a bug) holds until the next start.
      void api['settings.update'](change).then(settle, () => settle(null))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The page has this long before main closes the window anyway; see close-question.ts. */
type ClosingListener = () => Promise<void>

function closingListeners(api: NishanApi): (listener: ClosingListener) => () => void {
  const listeners = new Set<ClosingListener>()
  api['app.closing'](() => {
    const work = [...listeners].map((listener) => listener())
    void Promise.allSettled(work).then(() => api['app.finishClosing']())
  })
  return (listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
}

function electronStorage(api: NishanApi): Pick<PlatformPort, 'askForPersistence' | 'freeBytes' | 'storageFacts'> {
  // What Chromium tells has nothing to do with the disk (docs/reliability.md): asked only where the system is silent.
  const freeBytes = async () => (await guardCall(api['storage.freeBytes']())) ?? (await browserFreeBytes())
  return {
    async askForPersistence() {
      const answer = await askToPersist()
      await guardCall(api['storage.persistence'](answer))
      return answer
    },
    freeBytes,
    async storageFacts() {
      const [facts, free, used] = await Promise.all([
        readStorageFacts(),
        freeBytes(),
        guardCall(api['storage.usedBytes']()),
      ])
      return { ...facts, freeBytes: free, usedBytes: facts.usedBytes + used }
    },
  }
}

/** The machine through `window.api`. Asks main once for version and settings, so that the first paint is right. */
export async function createElectronPlatform(api: NishanApi): Promise<PlatformPort> {
  const start = await guardCall(api['app.start']())
  return {
    kind: 'electron',
    appVersion: start.version,
    settings: electronSettings(api, start),
    files: electronFiles(api),
    blobs: electronBlobStore(api),
    keyVault: {
      get: (projectId) => guardCall(api['keys.get'](projectId)),
      keep: (keys) => guardCall(api['keys.keep'](keys)),
      projects: () => guardCall(api['keys.projects']()),
    },
    onFilesOpened: electronOpenedFiles(api),
    secondStore: electronSecondStore(api),
    backups: electronSnapshots(api),
    hub: electronHub(api),
    ownHub: electronOwnHub(api),
    keepAppOffline: () => Promise.resolve(),
    deviceName: browserName(navigator.userAgent),
    async openExternal(url) {
      await guardCall(api['shell.openExternal'](externalUrl(url)))
    },
    // The second start shows the first window.
    writerLock: null,
    setUnsavedWork(kinds) {
      void guardCall(api['app.setUnsavedWork']([...kinds]))
    },
    onMenuCommand: (listener) => api['menu.command'](listener),
    onClosing: closingListeners(api),
    ...electronStorage(api),
    tidy: () => Promise.resolve(),
  }
}
