import type { SignBytes } from '#shared/sync/signature-port.ts'

/** Signs as the writer whose private key this is; it never leaves the browser. */
export function signWith(privateKey: CryptoKey): SignBytes {
  return async (bytes) => new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, Uint8Array.from(bytes)))
}
