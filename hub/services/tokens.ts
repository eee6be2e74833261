import { createHash, timingSafeEqual } from 'node:crypto'

/** Only hashes of tokens and invite secrets are kept. They carry 40 bits or more and are looked up whole, so one round is enough. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(`nishan-secret:${secret}`).digest('hex')
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && timingSafeEqual(one, other)
}
