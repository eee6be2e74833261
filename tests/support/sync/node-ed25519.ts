import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { SignBytes } from '#shared/sync/signature-port.ts'
import type { SigningPair } from '#renderer/data/data-context.ts'

export type KeyPair = { publicKey: Uint8Array; sign: SignBytes; pkcs8: Uint8Array<ArrayBuffer> }

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
  const pkcs8 = Buffer.concat([PKCS8, raw])
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return {
    publicKey: new Uint8Array(spki.subarray(-32)),
    pkcs8: Uint8Array.from(pkcs8),
    sign: async (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
  }
}

/** The same pair as a browser holds it. */
export async function signingPairOf({ publicKey, pkcs8 }: KeyPair): Promise<SigningPair> {
  return { publicKey, privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'Ed25519' }, false, ['sign']) }
}
