/** A blob by its name and how many bytes it has. */
export type KnownBlob = { readonly sha256: string; readonly bytes: number }

/**
 * Immutable blobs named by the SHA-256 (hex) of their bytes. Two adapters: OPFS, and files of the
 * main process. `put` returns only when the bytes lie on the disk as far as the platform can say.
 */
export interface BlobStorePort {
  put(sha256: string, bytes: Uint8Array): Promise<void>
  /** The bytes, or null when there is no such blob or its bytes are not what its name says. */
  get(sha256: string): Promise<Uint8Array | null>
  has(sha256: string): Promise<boolean>
  /** The names of those that have no blob of that size. One of the right size is believed until it is read. */
  missingOf(blobs: readonly KnownBlob[]): Promise<string[]>
  delete(sha256: string): Promise<void>
}
