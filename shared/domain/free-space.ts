/** Under this much free room the app warns (sync.md, Durability). */
export const WARN_BELOW_BYTES = 500_000_000
/** Under this much labeling pauses, so that what is being written still fits. */
export const PAUSE_BELOW_BYTES = 100_000_000

/** 'unknown': the machine does not tell, and nothing is claimed. */
export type SpaceLevel = 'unknown' | 'fine' | 'low' | 'paused'

export function spaceLevel(freeBytes: number | null): SpaceLevel {
  if (freeBytes === null) return 'unknown'
  if (freeBytes < PAUSE_BELOW_BYTES) return 'paused'
  return freeBytes < WARN_BELOW_BYTES ? 'low' : 'fine'
}

/**
 * What an import takes on the disk while it runs, measured on 40,000 Urdu texts in Chromium (docs/reliability.md):
 * 1.5 bytes for each byte of the file and 380 for each row, at the peak; both rounded up.
 */
const BYTES_FOR_BYTE = 2
const BYTES_FOR_ROW = 500
/** An answer is an operation, its annotation and a line of the journal: as three rows. Not measured. */
const BYTES_FOR_ANSWER = 3 * BYTES_FOR_ROW
/** While the rows are not counted yet: between long texts (2.4) and short ones (6 to 10). */
const BYTES_FOR_BYTE_UNCOUNTED = 5

export type ImportSize = {
  fileBytes: number
  /** Null while the file has not been looked through. */
  counted: { rows: number; answers: number } | null
}

/** What an import needs on the disk, about. */
export function importNeedBytes({ fileBytes, counted }: ImportSize): number {
  if (counted === null) return fileBytes * BYTES_FOR_BYTE_UNCOUNTED
  return fileBytes * BYTES_FOR_BYTE + counted.rows * BYTES_FOR_ROW + counted.answers * BYTES_FOR_ANSWER
}

/** How much room must be made before these files can come in and labeling still goes on; 0 when they fit. */
export function missingForImportBytes(size: ImportSize, freeBytes: number | null): number {
  if (freeBytes === null) return 0
  return Math.max(0, importNeedBytes(size) + PAUSE_BELOW_BYTES - freeBytes)
}

/** How much room ends the pause. */
export function missingForLabelingBytes(freeBytes: number): number {
  return Math.max(0, PAUSE_BELOW_BYTES - freeBytes)
}
