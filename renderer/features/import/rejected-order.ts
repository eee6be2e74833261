import type { Rejected } from '#renderer/workers/import-protocol.ts'

/**
 * The refused rows as they stand in the files: the reader tells rows that are no rows before rows that are no
 * items, piece by piece.
 */
export function inFileOrder(rejected: Rejected): Rejected {
  const files = [...new Set(rejected.listed.map(({ file }) => file))]
  const places = new Map(files.map((file, place) => [file, place]))
  const listed = rejected.listed.toSorted(
    (a, b) => (places.get(a.file) ?? 0) - (places.get(b.file) ?? 0) || a.line - b.line,
  )
  return { ...rejected, listed }
}
