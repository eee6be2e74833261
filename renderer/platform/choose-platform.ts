import { browserPlatform } from './browser-platform.ts'
import type { PlatformPort } from './platform-port.ts'

/** First form; the shell's branch replaces this file. */
export async function choosePlatform(): Promise<PlatformPort> {
  return browserPlatform()
}
