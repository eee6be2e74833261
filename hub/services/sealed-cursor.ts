import { createCipheriv, createDecipheriv } from 'node:crypto'

const NONCE = 12
const TAG = 16

/**
 * A place in the hub's order of operations, sealed for one person: the number itself would tell how much others have
 * done (sync.md, Roles). AES-256-GCM; who and which project are bound to it.
 */
export type CursorSeal = { key: Uint8Array; random(length: number): Uint8Array }

export function sealCursor(seal: CursorSeal, whose: string, rev: number): string {
  const nonce = seal.random(NONCE)
  const cipher = createCipheriv('aes-256-gcm', seal.key, nonce).setAAD(Buffer.from(whose))
  const plain = Buffer.alloc(8)
  plain.writeBigUInt64BE(BigInt(rev))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

/** The place, or null for a cursor that is not ours or not this person's: then all is read again. */
export function openCursor(seal: Pick<CursorSeal, 'key'>, whose: string, cursor: string): number | null {
  const bytes = Buffer.from(cursor, 'base64url')
  if (bytes.length !== NONCE + 8 + TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', seal.key, bytes.subarray(0, NONCE)).setAAD(Buffer.from(whose))
  decipher.setAuthTag(bytes.subarray(NONCE + 8))
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE, NONCE + 8)), decipher.final()])
    return Number(plain.readBigUInt64BE())
  } catch {
    return null
  }
}
