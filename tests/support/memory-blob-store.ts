import type { BlobStorePort } from '#renderer/platform/blob-store-port.ts'

/** A blob store in memory, for tests in Node. Runs the same contract suite as the real ones. */
export function memoryBlobStore(): BlobStorePort {
  const blobs = new Map<string, Uint8Array>()
  return {
    put: async (sha256, bytes) => {
      if (bytes.byteLength === 0) throw new Error('a blob is never empty')
      if (!blobs.has(sha256)) blobs.set(sha256, Uint8Array.from(bytes))
    },
    get: async (sha256) => {
      const bytes = blobs.get(sha256)
      return bytes === undefined ? null : Uint8Array.from(bytes)
    },
    has: async (sha256) => blobs.has(sha256),
    delete: async (sha256) => void blobs.delete(sha256),
  }
}
