import { parseSettings, type Settings } from '#shared/domain/settings.ts'
import type { PlatformPort } from './platform-port.ts'

const KEY = 'nishan.settings'

/** First form; the shell's branch replaces this file. */
export function browserPlatform(): PlatformPort {
  let settings: Settings = parseSettings(JSON.parse(globalThis['localStorage'].getItem(KEY) ?? '{}'))
  const listeners = new Set<() => void>()
  return {
    kind: 'browser',
    appVersion: __APP_VERSION__,
    settings: {
      current: () => settings,
      update(change) {
        settings = parseSettings({ ...settings, ...change })
        globalThis['localStorage'].setItem(KEY, JSON.stringify(settings))
        for (const listener of listeners) listener()
      },
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    files: { createSink: async () => null },
    openExternal: async (url) => void window.open(url, '_blank', 'noopener'),
    setUnsavedWork: () => undefined,
    onMenuCommand: () => () => undefined,
    onClosing: () => () => undefined,
    askForPersistence: () => navigator.storage.persist(),
  }
}
