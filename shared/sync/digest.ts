import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'

/** Digest of no operations: 32 zero bytes. */
export const EMPTY_DIGEST = '0'.repeat(64)

/**
 * digest(n) = SHA-256(digest(n−1) ‖ hash of operation n) over one writer's operations 1 … n (sync.md, Hub). Hex in, hex
 * out. Two sides with equal digests at n hold the same first n operations of that writer.
 */
export function extendDigest(digest: string, operationHashes: readonly string[]): string {
  let bytes = hexToBytes(digest)
  const both = new Uint8Array(64)
  for (const hash of operationHashes) {
    both.set(bytes, 0)
    both.set(hexToBytes(hash), 32)
    bytes = sha256(both)
  }
  return bytesToHex(bytes)
}
