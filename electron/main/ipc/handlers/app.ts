import type { SettingsService } from '../../services/settings.ts'
import type { OpenWindows } from '../../services/open-windows.ts'
import { storeCall } from '../store-call.ts'
import type { CallHandlers } from '../register-handlers.ts'

type AppHandlers = Pick<CallHandlers, 'app.start' | 'app.setUnsavedWork' | 'app.finishClosing' | 'app.clearDatabase'>

export type AppDeps = {
  version: string
  settings: SettingsService
  windows: OpenWindows
  clearDatabase: () => Promise<void>
}

export function appHandlers({ version, settings, windows, clearDatabase }: AppDeps): AppHandlers {
  return {
    'app.start': () => ({ version, settings: settings.current() }),
    'app.clearDatabase': () => storeCall(clearDatabase),
    'app.setUnsavedWork': ({ senderId }, unsaved) => windows.setUnsavedWork(senderId, unsaved),
    'app.finishClosing': ({ senderId }) => windows.finishClosing(senderId),
  }
}
