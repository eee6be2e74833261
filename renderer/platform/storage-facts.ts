import { guardPlatform } from './platform-error-of.ts'
import type { StorageFacts } from './platform-port.ts'

/** Chromium's storage manager: the same in the shell and in a plain browser. */
export function readStorageFacts(): Promise<StorageFacts> {
  return guardPlatform(async () => {
    const [persisted, { usage = 0, quota }] = await Promise.all([
      navigator.storage.persisted(),
      navigator.storage.estimate(),
    ])
    return { persisted, usedBytes: usage, freeBytes: quota === undefined ? null : Math.max(0, quota - usage) }
  })
}
