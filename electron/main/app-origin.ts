/** The one origin for ever: IndexedDB and OPFS belong to it. */
export const APP_SCHEME = 'app'
export const APP_HOST = 'nishan'
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`
