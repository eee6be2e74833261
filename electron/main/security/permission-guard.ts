import type { Session } from 'electron'
import { APP_ORIGIN } from '../app-origin.ts'

/** `navigator.storage.persist()` of our own page: keeps the labels from being cleared. It opens nothing. */
const ALLOWED: readonly string[] = ['persistent-storage']

function isAllowed(permission: string, origin: string): boolean {
  return ALLOWED.includes(permission) && (origin === APP_ORIGIN || origin.startsWith(`${APP_ORIGIN}/`))
}

/** Denies camera, microphone, place, notifications, devices and all else a page may ask for. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(isAllowed(permission, details.requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin))
  session.setDevicePermissionHandler(() => false)
}
