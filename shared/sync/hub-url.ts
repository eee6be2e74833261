import { plainDigits } from '../text/plain-digits.ts'

/** Where the hub on a lead's laptop listens, and `npm run hub`. */
export const HUB_PORT = 47_300

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * An address as people read it out and type it (`192.168.1.20`, `۱۹۲٫۱۶۸٫۱٫۲۰`, `hub.example.org`, a whole link): https, at the
 * hub's own port where it is an address or a name of the local network. Null: it is none.
 */
export function hubUrlOf(typed: string): string | null {
  const text = plainDigits(typed)
    .replaceAll(/[\s\p{Cf}]/gu, '')
    .replaceAll(/[۔٫]/g, '.')
  if (text === '') return null
  const hasScheme = /^[a-z]+:\/\//i.test(text)
  const url = URL.parse(hasScheme ? text : `https://${text}`)
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return null
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) return null
  // What was given with its scheme was copied whole.
  if (!hasScheme && url.port === '' && isLocal(url.hostname)) url.port = String(HUB_PORT)
  return url.origin
}

/** An address as short as it can be typed: {@link hubUrlOf} makes the whole of it again. */
export function shortAddress(url: string): string {
  const { host, hostname } = new URL(url)
  return [hostname, host].find((short) => hubUrlOf(short) === url) ?? url
}

function isLocal(hostname: string): boolean {
  return /^[\d.]+$|^\[/.test(hostname) || hostname.endsWith('.local') || !hostname.includes('.')
}

export function isLoopbackUrl(url: string): boolean {
  return LOOPBACK.test(URL.parse(url)?.hostname ?? '')
}

/** Those of a hub's addresses that can go into an invite; all, where this machine is the only one that reaches it. */
export function urlsForOthers(urls: readonly string[]): readonly string[] {
  const others = urls.filter((url) => !isLoopbackUrl(url))
  return others.length > 0 ? others : urls
}

/**
 * A hub's addresses in the order in which they are tried: the one that answered, those it tells itself, then older ones,
 * since a laptop may come back into an earlier network.
 */
export function orderedUrls(
  { answered, told, known }: { answered: string | undefined; told: readonly string[]; known: readonly string[] },
  most: number,
): string[] {
  return [...new Set([...(answered === undefined ? [] : [answered]), ...told, ...known])].slice(0, most)
}
