import { parseSettings } from '#shared/domain/settings.ts'
import type { SettingsPort } from './platform-port.ts'
import { storedValue } from './stored-value.ts'

/** Settings in localStorage, the same in every tab. Where storage is blocked they hold for this sitting. */
export function browserSettings(target: Window): SettingsPort {
  return storedValue(target, 'nishan.settings', parseSettings)
}
