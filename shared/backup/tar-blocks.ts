import { utf8ToBytes } from '@noble/hashes/utils.js'

/*
 * The part of the tar format (POSIX ustar) that a backup uses: plain files with short names. Any tar program opens the
 * file once its first line is cut off. A reader takes only the bytes that our writer makes of the same name and size,
 * so no flipped bit passes unseen in a header either.
 */
export const TAR_BLOCK = 512

/** Two blocks of zeros end an archive. */
export const TAR_END = new Uint8Array(2 * TAR_BLOCK)

const MAX_NAME = 100
const SIZE = { at: 124, length: 11 }

const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0')

/** Zeros after a body of `bytes` bytes. */
export function tarPadding(bytes: number): number {
  return (TAR_BLOCK - (bytes % TAR_BLOCK)) % TAR_BLOCK
}

/** The header block of a file. `at`: milliseconds, shown by tar programs as the file's date. */
export function tarHeader(name: string, bytes: number, at: number): Uint8Array {
  if (!/^[\x21-\x7e]+$/.test(name) || name.length > MAX_NAME) throw new Error(`No name for an entry: ${name}`)
  const block = new Uint8Array(TAR_BLOCK)
  const put = (text: string, from: number) => block.set(utf8ToBytes(text), from)
  put(name, 0)
  put('0000644', 100)
  put('0000000', 108)
  put('0000000', 116)
  put(octal(bytes, SIZE.length), SIZE.at)
  put(octal(Math.floor(at / 1000), 11), 136)
  put('        ', 148)
  put('0', 156)
  put('ustar', 257)
  put('00', 263)
  const sum = block.reduce((total, byte) => total + byte, 0)
  put(`${octal(sum, 6)}\0 `, 148)
  return block
}

/** Name and size of a header block; null when our writer would not have made it. */
export function readTarHeader(block: Uint8Array, at: number): { name: string; bytes: number } | null {
  const text = (from: number, length: number) => String.fromCharCode(...block.subarray(from, from + length))
  const name = text(0, MAX_NAME).replace(/\0+$/, '')
  const digits = text(SIZE.at, SIZE.length)
  if (!/^[\x21-\x7e]+$/.test(name) || !/^[0-7]+$/.test(digits)) return null
  const bytes = Number.parseInt(digits, 8)
  return sameBytes(block, tarHeader(name, bytes, at)) ? { name, bytes } : null
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, place) => byte === other[place])
}

export function isZeros(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0)
}
