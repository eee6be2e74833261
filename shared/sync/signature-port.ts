/** Ed25519 (RFC 8032) over raw bytes. Keys and signatures are raw: 32 and 64 bytes. */
export interface SignatureVerifier {
  verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): Promise<boolean>
}

/** Signs as one writer; the private key stays inside. */
export type SignBytes = (bytes: Uint8Array) => Promise<Uint8Array>
