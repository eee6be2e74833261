import { createPrivateKey, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto'
import { makeAgeKey, recipientOf } from '#shared/backup/sealing.ts'
import type { KeyMachine } from '#shared/sync/project-keys.ts'

/** DER before the 32 bytes of a private key (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_BYTES = 32

const privateKeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })

/** Keys of a project by the system's crypto. */
export const nodeKeyMachine: KeyMachine = {
  async makeEd25519() {
    const privateKey = new Uint8Array(randomBytes(32))
    const spki = createPublicKey(privateKeyOf(privateKey)).export({ format: 'der', type: 'spki' })
    return { publicKey: new Uint8Array(spki.subarray(-PUBLIC_BYTES)), privateKey }
  },
  sign: async (privateKey, bytes) => new Uint8Array(sign(null, bytes, privateKeyOf(privateKey))),
  makeAge: makeAgeKey,
  recipientOf,
}
