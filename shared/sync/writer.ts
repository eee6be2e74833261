import { sha256 } from '@noble/hashes/sha2.js'
import { base32, LONG_ID_BITS, type WriterId } from '../base/ids.ts'

/** A writer's id: the first 80 bits of SHA-256 over its raw Ed25519 public key (32 bytes). */
export function writerIdOf(publicKey: Uint8Array): WriterId {
  return base32(sha256(publicKey).slice(0, LONG_ID_BITS / 8)) as WriterId
}
