import { PlatformError } from './platform-port.ts'

/** The address if it is http or https; anything else is refused. */
export function externalUrl(text: string): string {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new PlatformError('platform-failed', 'not a web address')
  }
  return url.href
}
