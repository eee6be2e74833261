import { guardPlatform } from './platform-error-of.ts'
import type { Persistence, StorageFacts } from './platform-port.ts'

/** Absent where the address is not secure (http that is not loopback): the browser then tells nothing. */
function storageManager(): StorageManager | null {
  return 'storage' in navigator ? navigator.storage : null
}

async function askBrowser(question: 'persist' | 'persisted'): Promise<Persistence> {
  try {
    const answer = await storageManager()?.[question]()
    if (answer === undefined) return 'unknown'
    return answer ? 'granted' : 'refused'
  } catch {
    // Not answered is an answer of its own, and the page says so.
    return 'unknown'
  }
}

/** Asks that our storage is never cleared by itself. */
export function askToPersist(): Promise<Persistence> {
  return askBrowser('persist')
}

type Estimate = { usedBytes: number; freeBytes: number | null }

function readEstimate(): Promise<Estimate> {
  return guardPlatform(async () => {
    const { usage = 0, quota } = (await storageManager()?.estimate()) ?? {}
    return { usedBytes: usage, freeBytes: quota === undefined ? null : Math.max(0, quota - usage) }
  })
}

/** How much more the browser allows us; null when it does not tell. The disk may have less (docs/reliability.md). */
export async function browserFreeBytes(): Promise<number | null> {
  return (await readEstimate()).freeBytes
}

/** Chromium's storage manager: the same in the shell and in a plain browser. */
export async function readStorageFacts(): Promise<StorageFacts> {
  const [persistence, estimate] = await Promise.all([askBrowser('persisted'), readEstimate()])
  return { persistence, ...estimate }
}
