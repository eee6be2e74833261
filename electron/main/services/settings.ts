import { readFileSync, renameSync } from 'node:fs'
import { parseSettings, type Settings } from '#shared/domain/settings.ts'
import type { SettingsChange } from '#shared/ipc/contract.ts'
import type { Log } from './log.ts'
import { writeFileAtomically } from './write-file-atomically.ts'

export interface SettingsService {
  current(): Settings
  update(change: SettingsChange): Settings
  /** Called after every change, with the new settings and the ones before. */
  subscribe(listener: (settings: Settings, before: Settings) => void): void
}

function readStored(file: string, log: Log): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    // First start.
    return {}
  }
  try {
    return JSON.parse(text)
  } catch {
    // Kept for whoever wants to look; the app starts with defaults.
    renameSync(file, `${file}.broken`)
    log('settings-unreadable')
    return {}
  }
}

/** Settings in one small file. A change is on the disk when `update` returns. */
export function openSettings(file: string, log: Log): SettingsService {
  let settings = parseSettings(readStored(file, log))
  const listeners: ((settings: Settings, before: Settings) => void)[] = []
  return {
    current: () => settings,
    update(change) {
      const before = settings
      settings = { ...settings, ...change }
      try {
        writeFileAtomically(file, `${JSON.stringify(settings, null, 2)}\n`)
      } catch {
        // The change holds for this sitting.
        log('settings-not-written')
      }
      for (const listener of listeners) listener(settings, before)
      return settings
    },
    subscribe(listener) {
      listeners.push(listener)
    },
  }
}
