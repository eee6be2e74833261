import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { BlobStorePort } from '#renderer/platform/blob-store-port.ts'

/** A blob store in memory, for tests in Node. Runs the same contract suite as the real ones. */
export function memoryBlobStore(): BlobStorePort {
  const blobs = new Map<string, Uint8Array>()
  return {
    put: async (name, bytes) => {
      if (bytes.byteLength === 0) throw new Error('a blob is never empty')
      if (!blobs.has(name)) blobs.set(name, Uint8Array.from(bytes))
    },
    get: async (name) => {
      const bytes = blobs.get(name)
      if (bytes === undefined) return null
      if (bytesToHex(sha256(bytes)) === name) return Uint8Array.from(bytes)
      blobs.delete(name)
      return null
    },
    has: async (name) => blobs.has(name),
    missingOf: async (known) =>
      known.flatMap(({ sha256: name, bytes }) => (blobs.get(name)?.byteLength === bytes ? [] : [name])),
    delete: async (name) => void blobs.delete(name),
  }
}
