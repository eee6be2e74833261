import { BUNDLE_LIMITS } from './bundle-limits.ts'
import { BundleRefused } from './bundle-fault.ts'
import { unpackBounded } from './unpack-bounded.ts'

/*
 * The part of the zip format (PKWARE APPNOTE 6.3) that a bundle uses: files with short plain names, stored or deflated, no
 * encryption, no comment, no zip64. The list at the end and the header before each file must tell the same, and no file may
 * lie upon another: what two programs could read in two ways is refused.
 */
const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_BYTES = 22
const CENTRAL_BYTES = 46
const LOCAL_BYTES = 30

/** Level of compression, a descriptor after the data, names in UTF-8. */
const KNOWN_FLAGS = 0x0002 | 0x0004 | 0x0008 | 0x0800
const STORED = 0
const DEFLATED = 8

export type ZipEntry = { name: string; packedBytes: number; bytes: number; deflated: boolean; crc: number; at: number }

/** What an archive says it holds, every limit checked before a byte is unpacked. `limitOf`: by name; throws for a foreign one. */
export function listZip(archive: Uint8Array, limitOf: (name: string) => number): ReadonlyMap<string, ZipEntry> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  if (archive.length < END_BYTES || view.getUint32(0, true) !== LOCAL) throw new BundleRefused('not-a-bundle')
  const end = archive.length - END_BYTES
  if (view.getUint32(end, true) !== END || view.getUint16(end + 20, true) !== 0) throw new BundleRefused('damaged')
  const count = view.getUint16(end + 10, true)
  const from = view.getUint32(end + 16, true)
  if (count > BUNDLE_LIMITS.entries) throw new BundleRefused('too-large')
  const isWhole =
    view.getUint32(end + 4, true) === 0 &&
    view.getUint16(end + 8, true) === count &&
    from + view.getUint32(end + 12, true) === end
  if (!isWhole) throw new BundleRefused('damaged')
  const entries = new Map<string, ZipEntry>()
  let at = from
  let bytes = 0
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_BYTES > end) throw new BundleRefused('damaged')
    const { entry, next } = readCentral(archive, view, { at, from })
    if (entries.has(entry.name)) throw new BundleRefused('damaged', entry.name)
    checkSize(entry, limitOf(entry.name))
    bytes += entry.bytes
    if (bytes > BUNDLE_LIMITS.archiveBytes) throw new BundleRefused('too-large')
    entries.set(entry.name, entry)
    at = next
  }
  if (at !== end) throw new BundleRefused('damaged')
  refuseOverlaps(entries)
  return entries
}

/** The bytes of an entry, exactly as many as it says and with the sum it says. */
export function readZipEntry(archive: Uint8Array, entry: ZipEntry): Uint8Array {
  const packed = archive.subarray(entry.at, entry.at + entry.packedBytes)
  const bytes = entry.deflated ? inflated(packed, entry) : packed
  if (bytes?.length !== entry.bytes || crc32(bytes) !== entry.crc) throw new BundleRefused('damaged', entry.name)
  return bytes
}

function inflated(packed: Uint8Array, { bytes }: ZipEntry): Uint8Array | null {
  try {
    return unpackBounded(packed, 'deflate', bytes)
  } catch {
    // Damage like any other.
    return null
  }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  return rest
})

/** CRC-32 of the zip format: the manifest has no other sum. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

function readCentral(
  archive: Uint8Array,
  view: DataView,
  { at, from }: { at: number; from: number },
): { entry: ZipEntry; next: number } {
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  const packedBytes = view.getUint32(at + 20, true)
  const bytes = view.getUint32(at + 24, true)
  const nameLength = view.getUint16(at + 28, true)
  const extra = view.getUint16(at + 30, true)
  const comment = view.getUint16(at + 32, true)
  const local = view.getUint32(at + 42, true)
  const name = latin(archive.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLength))
  const isKnown =
    view.getUint32(at, true) === CENTRAL &&
    (flags & ~KNOWN_FLAGS) === 0 &&
    (method === DEFLATED || (method === STORED && packedBytes === bytes)) &&
    local + LOCAL_BYTES <= from
  if (!isKnown) throw new BundleRefused('damaged', name)
  const localName = latin(archive.subarray(local + LOCAL_BYTES, local + LOCAL_BYTES + view.getUint16(local + 26, true)))
  const data = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const isSame =
    view.getUint32(local, true) === LOCAL &&
    localName === name &&
    view.getUint16(local + 6, true) === flags &&
    view.getUint16(local + 8, true) === method &&
    data + packedBytes <= from
  if (!isSame) throw new BundleRefused('damaged', name)
  const entry = {
    name,
    packedBytes,
    bytes,
    deflated: method === DEFLATED,
    crc: view.getUint32(at + 16, true),
    at: data,
  }
  return { entry, next: at + CENTRAL_BYTES + nameLength + extra + comment }
}

function checkSize({ name, bytes, packedBytes }: ZipEntry, limit: number): void {
  const isBomb = bytes > BUNDLE_LIMITS.ratioFrom && bytes > packedBytes * BUNDLE_LIMITS.ratio
  if (bytes > limit || packedBytes > limit + 1024 || isBomb) throw new BundleRefused('too-large', name)
}

function refuseOverlaps(entries: ReadonlyMap<string, ZipEntry>): void {
  let free = 0
  for (const entry of [...entries.values()].toSorted((a, b) => a.at - b.at)) {
    if (entry.at - LOCAL_BYTES - entry.name.length < free) throw new BundleRefused('damaged', entry.name)
    free = entry.at + entry.packedBytes
  }
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 200))
}
