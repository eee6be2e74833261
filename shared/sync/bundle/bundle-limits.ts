import { MAX_BLOB_BYTES, MAX_BODY_BYTES, MAX_PUSH_BYTES } from '../protocol-limits.ts'

/**
 * What a reader takes and a writer never passes. A bundle may come from anywhere, on any stick: a file beyond them is
 * refused before its bytes are held. The memory that reading takes is at most some five times `fileBytes`.
 */
export const BUNDLE_LIMITS = {
  /** The file as it lies on the stick. */
  fileBytes: 200 * 1024 * 1024,
  entries: 20_000,
  manifestBytes: 8 * 1024 * 1024,
  /** A push, a page of a pull or of rows, packed; as over the wire. */
  packedBytes: MAX_BODY_BYTES,
  /** The same, unpacked. */
  pageBytes: MAX_PUSH_BYTES,
  blobBytes: MAX_BLOB_BYTES,
  /** All entries together as the archive holds them when it is unpacked, and all pages unpacked. */
  archiveBytes: 256 * 1024 * 1024,
  unpackedBytes: 1024 * 1024 * 1024,
  /** How many bytes may come out of one where more than `ratioFrom` come out, of an entry and of all: real ones give 5 to 60. */
  ratio: 250,
  ratioFrom: 1024 * 1024,
} as const

/** Pages of rows and pulls are closed when their text grows past this. */
export const PAGE_TARGET_BYTES = 1024 * 1024
