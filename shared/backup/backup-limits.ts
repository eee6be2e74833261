/**
 * What a reader takes and a writer never passes. A file beyond them is refused as too large before its bytes are held:
 * a backup may come from anywhere.
 */
export const BACKUP_LIMITS = {
  /** First line of the file. */
  headerBytes: 64 * 1024,
  /** manifest.json, profiles.json, end.json and an entry of local/ or support/. */
  documentBytes: 64 * 1024 * 1024,
  blobBytes: 64 * 1024 * 1024,
  /** A page of operations, packed and unpacked. */
  packedPageBytes: 16 * 1024 * 1024,
  pageBytes: 64 * 1024 * 1024,
  pageOperations: 500,
  entries: 200_000,
  /** The whole file, and all its pages unpacked. */
  totalBytes: 64 * 1024 ** 3,
} as const

/** A page is closed early when its text grows past this, so that long comments do not fill the memory. */
export const PAGE_TARGET_BYTES = 1024 * 1024
