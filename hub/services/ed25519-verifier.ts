import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import type { SignatureVerifier } from '#shared/sync/signature-port.ts'

/** DER before the 32 bytes of a public key (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
/** Keys kept ready: more than the writers that push in the same minute. */
const KEPT = 1000

/** Ed25519 by the system's crypto. False for a key or signature that is none. */
export function ed25519Verifier(): SignatureVerifier {
  const keys = new Map<string, KeyObject>()
  const keyOf = (raw: Uint8Array): KeyObject => {
    const name = Buffer.from(raw).toString('base64')
    const known = keys.get(name)
    if (known) return known
    if (keys.size >= KEPT) keys.clear()
    const key = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' })
    keys.set(name, key)
    return key
  }
  return {
    async verify(publicKey, bytes, signature) {
      try {
        return verify(null, bytes, keyOf(publicKey), signature)
      } catch {
        return false
      }
    },
  }
}
