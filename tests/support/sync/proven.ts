import { bytesToHex } from '@noble/hashes/utils.js'
import { withProof, type ProofPlace } from '#shared/sync/key-proof.ts'
import { keyPairOf, type KeyPair } from './node-ed25519.ts'

/** A request that binds a writer, signed with its key; without `pair` with one that nobody else has. */
export function proven<Request extends object>(
  place: ProofPlace,
  request: Request,
  pair: Pick<KeyPair, 'publicKey' | 'sign'> = keyPairOf(4242),
): Promise<Request & { publicKey: string; proof: string }> {
  return withProof({ ...request, publicKey: bytesToHex(pair.publicKey) }, place, pair.sign)
}
