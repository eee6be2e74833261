import { detectEncoding } from '#shared/formats/encoding.ts'
import { labelsOfFile, type ListedLabel } from '#shared/formats/label-list.ts'

/** A list of labels is small: what is larger is another file, opened by mistake. */
const MAX_BYTES = 2_000_000

/** Labels of a file; null for one that is not text, or far too large for a list. */
export async function readLabelFile(file: File): Promise<ListedLabel[] | null> {
  if (file.size > MAX_BYTES) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  const detected = detectEncoding(bytes)
  if (detected.binary) return null
  const text = new TextDecoder(detected.encoding).decode(bytes.subarray(detected.bomLength))
  return labelsOfFile(file.name, text)
}
