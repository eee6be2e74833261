/** Chromium knows no private scheme here: pages live on a stand-in origin that is a secure context as well. */
const APP_ORIGIN = 'app://nishan'
export const PAGE_ORIGIN = 'https://nishan.test'

function swap(url: string, from: string, to: string): string {
  return url === from || url.startsWith(`${from}/`) ? to + url.slice(from.length) : url
}

/** What the page calls an address → what Electron would call it. */
export function toAppUrl(url: string): string {
  return swap(url, PAGE_ORIGIN, APP_ORIGIN)
}

export function toPageUrl(url: string): string {
  return swap(url, APP_ORIGIN, PAGE_ORIGIN)
}
