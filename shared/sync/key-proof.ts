import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { WriterId } from '../base/ids.ts'
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

export type ProofPlace = { door: 'projects' | 'enrol' | 'writers' | 'moved' | 'renew' | 'succeed'; project: string }

/** A writer that goes on in the place of one that was given up after a fork. */
export type Successor = {
  /** The one before it. */
  after: WriterId
  publicKey: string
  /** Over the two, with its own key, and with the key of the one before it: both were on one laptop. */
  proof: string
  vouched: string
}

/** Signs for a successor with both keys. */
export async function vouchFor(
  { after, publicKey }: Pick<Successor, 'after' | 'publicKey'>,
  { project, own, before }: { project: string; own: SignBytes; before: SignBytes },
): Promise<Successor> {
  const bytes = proofBytes({ after, publicKey }, { door: 'succeed', project })
  return { after, publicKey, proof: bytesToHex(await own(bytes)), vouched: bytesToHex(await before(bytes)) }
}

/** Whether both keys have signed; `key`: of the writer before it, from the reader's own table of bindings. */
export async function isVouchedFor(
  { after, publicKey, proof, vouched }: Successor,
  { project, key }: { project: string; key: Uint8Array },
  verifier: SignatureVerifier,
): Promise<boolean> {
  const bytes = proofBytes({ after, publicKey }, { door: 'succeed', project })
  const isOwn = await verifier.verify(hexToBytes(publicKey), bytes, hexToBytes(proof))
  return isOwn && verifier.verify(key, bytes, hexToBytes(vouched))
}

function proofBytes(request: object, place: ProofPlace): Uint8Array {
  return utf8ToBytes(canonicalJson({ ...place, request }))
}
