import { makeAgeKey, recipientOf } from '#shared/backup/sealing.ts'
import type { KeyMachine } from '#shared/sync/project-keys.ts'
import type { SignatureVerifier } from '#shared/sync/signature-port.ts'

/** DER before the 32 bytes of a private key (RFC 8410). */
const PKCS8 = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20])
const SEED_BYTES = 32

/** Ed25519 by the browser. False for a key or signature that is none. */
export const webCryptoVerifier: SignatureVerifier = {
  async verify(publicKey, bytes, signature) {
    try {
      const key = await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify'])
      return await crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(bytes))
    } catch {
      return false
    }
  },
}

/** Keys of a project by the browser. */
export const webCryptoKeyMachine: KeyMachine = {
  async makeEd25519() {
    const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])
    const [publicKey, pkcs8] = await Promise.all([
      crypto.subtle.exportKey('raw', pair.publicKey),
      crypto.subtle.exportKey('pkcs8', pair.privateKey),
    ])
    return { publicKey: new Uint8Array(publicKey), privateKey: new Uint8Array(pkcs8).slice(-SEED_BYTES) }
  },
  async sign(privateKey, bytes) {
    const pkcs8 = new Uint8Array(PKCS8.length + SEED_BYTES)
    pkcs8.set(PKCS8)
    pkcs8.set(privateKey, PKCS8.length)
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'Ed25519' }, false, ['sign'])
    return new Uint8Array(await crypto.subtle.sign('Ed25519', key, Uint8Array.from(bytes)))
  },
  makeAge: makeAgeKey,
  recipientOf,
}
