import type { Session } from 'electron'
import { SECURITY_HEADERS } from '#shared/base/content-security-policy.ts'

/**
 * A second lock: app-scheme.ts sends the policy with every answer, this puts it over whatever else
 * might ever answer in our session.
 */
export function guardContentSecurityPolicy(session: Session): void {
  session.webRequest.onHeadersReceived((details, callback) => {
    const kept = Object.entries(details.responseHeaders ?? {}).filter(
      ([name]) => !(name.toLowerCase() in SECURITY_HEADERS),
    )
    callback({ responseHeaders: { ...Object.fromEntries(kept), ...SECURITY_HEADERS } })
  })
}
