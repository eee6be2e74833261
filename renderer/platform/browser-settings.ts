import { parseSettings, type Settings } from '#shared/domain/settings.ts'
import type { SettingsPort } from './platform-port.ts'

const KEY = 'nishan.settings'

function read(storage: Storage | null): Settings {
  try {
    return parseSettings(JSON.parse(storage?.getItem(KEY) ?? '{}'))
  } catch {
    return parseSettings({})
  }
}

/** Reading the property itself throws where the browser blocks storage. */
function storageOf(target: Window): Storage | null {
  try {
    return target.localStorage
  } catch {
    return null
  }
}

/** Settings in localStorage, the same in every tab. Where storage is blocked they hold for this sitting. */
export function browserSettings(target: Window): SettingsPort {
  const storage = storageOf(target)
  let settings = read(storage)
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  target.addEventListener('storage', (event) => {
    // The key is null when everything was cleared.
    if (event.key !== KEY && event.key !== null) return
    settings = read(storage)
    tell()
  })
  return {
    current: () => settings,
    update(change) {
      settings = { ...settings, ...change }
      try {
        storage?.setItem(KEY, JSON.stringify(settings))
      } catch {
        // Full or blocked: kept for this sitting.
      }
      tell()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
