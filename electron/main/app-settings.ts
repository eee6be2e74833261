import { nativeTheme } from 'electron'
import { showApplicationMenu, type MenuActions } from './menu/application-menu.ts'
import { nextZoom } from '#shared/domain/zoom-steps.ts'
import type { OpenWindows } from './services/open-windows.ts'
import type { SettingsService } from './services/settings.ts'
import { canvasColor } from './windows.ts'

/** Makes theme, menu language and zoom follow the settings, now and after each change. */
export function followSettings(settings: SettingsService, windows: OpenWindows): void {
  const actions: MenuActions = {
    command: (command) => windows.send('menu.command', command),
    zoom: (step) => settings.update({ zoom: nextZoom(settings.current().zoom, step) }),
  }
  nativeTheme.themeSource = settings.current().theme
  showApplicationMenu(settings.current().locale, actions)

  nativeTheme.on('updated', () => windows.first()?.setBackgroundColor(canvasColor()))
  settings.subscribe((now, before) => {
    if (now.theme !== before.theme) nativeTheme.themeSource = now.theme
    if (now.locale !== before.locale) showApplicationMenu(now.locale, actions)
    if (now.zoom !== before.zoom) windows.first()?.webContents.setZoomFactor(now.zoom)
    windows.send('settings.changed', now)
  })
}
