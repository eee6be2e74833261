import type { DiskSpace } from '../../services/disk-space.ts'
import type { Log } from '../../services/log.ts'
import type { CallHandlers } from '../register-handlers.ts'

type StorageHandlers = Pick<CallHandlers, Extract<keyof CallHandlers, `storage.${string}`>>

export function storageHandlers(disk: DiskSpace, log: Log): StorageHandlers {
  return {
    'storage.freeBytes': () => disk.freeBytes(),
    'storage.usedBytes': () => disk.usedBytes(),
    'storage.persistence': (_context, answer) => log('persistence', { answer }),
  }
}
