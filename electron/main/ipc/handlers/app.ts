import type { SettingsService } from '../../services/settings.ts'
import type { OpenWindows } from '../../services/open-windows.ts'
import type { CallHandlers } from '../register-handlers.ts'

type AppHandlers = Pick<CallHandlers, 'app.start' | 'app.setUnsavedWork' | 'app.finishClosing'>

export function appHandlers(version: string, settings: SettingsService, windows: OpenWindows): AppHandlers {
  return {
    'app.start': () => ({ version, settings: settings.current() }),
    'app.setUnsavedWork': ({ senderId }, unsaved) => windows.setUnsavedWork(senderId, unsaved),
    'app.finishClosing': ({ senderId }) => windows.finishClosing(senderId),
  }
}
