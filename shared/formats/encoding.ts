/** Encodings we read, named as TextDecoder names them. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1256'] as const
export type Encoding = (typeof ENCODINGS)[number]

export type BinaryKind = 'spreadsheet' | 'document' | 'archive' | 'picture' | 'other'

export type DetectedEncoding =
  | { binary: false; encoding: Encoding; bomLength: number; /** 0 to 1 */ confidence: number }
  | { binary: true; kind: BinaryKind }

/** First bytes of files people bring by mistake. Excel's own formats are a zip and an OLE file. */
const SIGNATURES: [BinaryKind, number[]][] = [
  ['spreadsheet', [0x50, 0x4b, 0x03, 0x04]],
  ['spreadsheet', [0xd0, 0xcf, 0x11, 0xe0]],
  ['document', [0x25, 0x50, 0x44, 0x46]],
  ['picture', [0x89, 0x50, 0x4e, 0x47]],
  ['picture', [0xff, 0xd8, 0xff]],
  ['picture', [0x47, 0x49, 0x46, 0x38]],
  ['archive', [0x1f, 0x8b]],
  ['archive', [0x52, 0x61, 0x72, 0x21]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['other', [0x7f, 0x45, 0x4c, 0x46]],
  ['other', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
]

const BOMS: [Encoding, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

const startsWith = (bytes: Uint8Array, prefix: readonly number[]) => prefix.every((byte, at) => bytes[at] === byte)

/** Share of even and of odd places that hold 00 or 06: the high bytes of Latin and Arabic script in UTF-16. */
function highByteShares(bytes: Uint8Array): [even: number, odd: number] {
  const counts: [number, number] = [0, 0]
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0 || bytes[at] === 6) counts[at & 1 ? 1 : 0] += 1
  const half = Math.max(1, bytes.length / 2)
  return [counts[0] / half, counts[1] / half]
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1
  if (lead >= 0xc2 && lead < 0xe0) return 2
  if (lead >= 0xe0 && lead < 0xf0) return 3
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0
}

/** Good and broken multi-byte sequences of UTF-8; one cut off by the end of the sample counts as neither. */
function countUtf8(bytes: Uint8Array): { good: number; broken: number } {
  const counts = { good: 0, broken: 0 }
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes[at] ?? 0)
    if (length === 1) {
      at += 1
      continue
    }
    let valid = length > 0
    for (let next = 1; next < length && valid; next += 1) {
      if (at + next >= bytes.length) return counts
      valid = ((bytes[at + next] ?? 0) & 0xc0) === 0x80
    }
    counts[valid ? 'good' : 'broken'] += 1
    at += valid ? length : 1
  }
  return counts
}

/** Share of control characters that no text has. */
function controlShare(bytes: Uint8Array): number {
  let count = 0
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 0x1b)) count += 1
  return bytes.length === 0 ? 0 : count / bytes.length
}

/** Bytes that stand for letters of Arabic script in Windows-1256 (CP1256 as WHATWG defines it). */
function isArabic1256(byte: number): boolean {
  if (byte >= 0xc0)
    return ![0xd7, 0xe0, 0xe2, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xee, 0xef, 0xf4, 0xf9, 0xfb, 0xfc].includes(byte)
  return [0x81, 0x8a, 0x8d, 0x8e, 0x8f, 0x90, 0x98, 0x9a, 0x9f, 0xa1, 0xaa, 0xba, 0xbf].includes(byte)
}

function windows1256Share(bytes: Uint8Array): number {
  let high = 0
  let arabic = 0
  for (const byte of bytes) {
    if (byte < 0x80) continue
    high += 1
    if (isArabic1256(byte)) arabic += 1
  }
  return high === 0 ? 0 : arabic / high
}

/**
 * Encoding of a file from its first bytes (64 kB or more). UTF-16 without a mark is known by its
 * high bytes, Windows-1256 by being no UTF-8 while its bytes are Arabic letters.
 */
export function detectEncoding(sample: Uint8Array): DetectedEncoding {
  const bom = BOMS.find(([, prefix]) => startsWith(sample, prefix))
  if (bom) return { binary: false, encoding: bom[0], bomLength: bom[1].length, confidence: 1 }
  const signature = SIGNATURES.find(([, prefix]) => startsWith(sample, prefix))
  if (signature) return { binary: true, kind: signature[0] }
  const [even, odd] = highByteShares(sample)
  if (odd > 0.5 && even < 0.2) return { binary: false, encoding: 'utf-16le', bomLength: 0, confidence: odd }
  if (even > 0.5 && odd < 0.2) return { binary: false, encoding: 'utf-16be', bomLength: 0, confidence: even }
  if (controlShare(sample) > 0.005) return { binary: true, kind: 'other' }
  const { good, broken } = countUtf8(sample)
  if (broken === 0) return { binary: false, encoding: 'utf-8', bomLength: 0, confidence: good > 0 ? 1 : 0.9 }
  if (good > 10 * broken) return { binary: false, encoding: 'utf-8', bomLength: 0, confidence: good / (good + broken) }
  return { binary: false, encoding: 'windows-1256', bomLength: 0, confidence: windows1256Share(sample) }
}
