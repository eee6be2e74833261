import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from './operation.ts'
import type { SignatureVerifier, SignBytes } from './signature-port.ts'

/**
 * A request that binds a writer, or leads a team away, is signed with the writer's own key: nobody binds a key that is not theirs, and a request
 * that was changed on its way binds nothing. The signature is over the canonical JSON of the request without `proof`, with
 * the name of the door and the project, so that it is good for nothing else.
 */
export async function withProof<Request extends object>(
  request: Request,
  place: ProofPlace,
  sign: SignBytes,
): Promise<Request & { proof: string }> {
  return { ...request, proof: bytesToHex(await sign(proofBytes(request, place))) }
}

/** Whether the request was signed with the key it names, for this place. */
export function hasProof(
  request: { publicKey: string; proof: string },
  place: ProofPlace,
  verifier: SignatureVerifier,
): Promise<boolean> {
  const { proof, ...rest } = request
  return verifier.verify(hexToBytes(request.publicKey), proofBytes(rest, place), hexToBytes(proof))
}

export type ProofPlace = { door: 'projects' | 'enrol' | 'writers' | 'moved' | 'renew'; project: string }

function proofBytes(request: object, place: ProofPlace): Uint8Array {
  return utf8ToBytes(canonicalJson({ ...place, request }))
}
