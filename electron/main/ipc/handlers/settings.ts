import type { SettingsService } from '../../services/settings.ts'
import type { CallHandlers } from '../register-handlers.ts'

export function settingsHandlers(settings: SettingsService): Pick<CallHandlers, 'settings.update'> {
  return { 'settings.update': (_context, change) => settings.update(change) }
}
