import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { SignBytes } from '#shared/sync/signature-port.ts'

export type KeyPair = { publicKey: Uint8Array; sign: SignBytes }

/** DER before the 32 bytes of a private key (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

const made = new Map<number, KeyPair>()

/** An Ed25519 pair that follows from a number, so that a schedule can be run again. Made once. */
export function keyPairOf(seed: number): KeyPair {
  const known = made.get(seed) ?? newPair(seed)
  made.set(seed, known)
  return known
}

function newPair(seed: number): KeyPair {
  const raw = Buffer.alloc(32)
  raw.writeDoubleBE(seed + 1)
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, raw]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return {
    publicKey: new Uint8Array(spki.subarray(-32)),
    sign: async (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
  }
}
