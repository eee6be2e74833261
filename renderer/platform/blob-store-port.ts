/**
 * Immutable blobs named by the SHA-256 (hex) of their bytes. Two adapters: OPFS, and files of the
 * main process. `put` returns only when the bytes lie on the disk as far as the platform can say.
 */
export interface BlobStorePort {
  put(sha256: string, bytes: Uint8Array): Promise<void>
  /** The bytes, or null when there is no such blob. */
  get(sha256: string): Promise<Uint8Array | null>
  has(sha256: string): Promise<boolean>
  delete(sha256: string): Promise<void>
}
