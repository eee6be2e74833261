import type { BlobFiles } from '../../services/blob-files.ts'
import { storeCall } from '../store-call.ts'
import type { CallHandlers } from '../register-handlers.ts'

type BlobHandlers = Pick<CallHandlers, Extract<keyof CallHandlers, `blobs.${string}`>>

export function blobHandlers(blobs: BlobFiles): BlobHandlers {
  return {
    'blobs.put': (_context, sha256, bytes) => storeCall(() => blobs.put(sha256, bytes)),
    'blobs.get': (_context, sha256) => storeCall(() => blobs.get(sha256)),
    'blobs.has': (_context, sha256) => storeCall(() => blobs.has(sha256)),
    'blobs.missingOf': (_context, known) => storeCall(() => blobs.missingOf(known)),
    'blobs.delete': (_context, sha256) => storeCall(() => blobs.delete(sha256)),
  }
}
