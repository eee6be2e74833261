import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { ProjectId } from '../base/ids.ts'
import { z } from '../base/schema.ts'
import { hexSchema, wireIdSchema } from './messages/hex.ts'
import type { SignatureVerifier, SignBytes } from './signature-port.ts'

/**
 * The keys of a project: Ed25519 for receipts, work packages and bundles of everything, age (X25519) for files that come
 * in. Made on the lead's laptop, handed to the project's hub, and to no one else. Halves as hex (raw, RFC 8032) and as the
 * age format writes them.
 */
export const projectKeysSchema = z.strictObject({
  project: wireIdSchema<ProjectId>(),
  publicKey: hexSchema(32),
  /** The seed of RFC 8032. */
  privateKey: hexSchema(32),
  recipient: z.string().regex(/^age1[02-9a-z]{58}$/),
  identity: z.string().regex(/^AGE-SECRET-KEY-1[02-9A-Z]{58}$/),
})
export type ProjectKeys = z.infer<typeof projectKeysSchema>

/** The halves that everyone of the project may know: to seal files to it, and to check what it signed. */
export const publicKeysSchema = projectKeysSchema.pick({ project: true, publicKey: true, recipient: true })
export type PublicKeys = z.infer<typeof publicKeysSchema>

/** Ed25519 with keys as raw bytes; the machine's own. */
export interface KeyMachine {
  makeEd25519(): Promise<{ publicKey: Uint8Array; privateKey: Uint8Array }>
  sign(privateKey: Uint8Array, bytes: Uint8Array): Promise<Uint8Array>
  /** An age key pair (sealing.ts). */
  makeAge(): Promise<{ identity: string; recipient: string }>
  /** The public half of an age identity, or null when it is none. */
  recipientOf(identity: string): Promise<string | null>
}

export async function makeProjectKeys(projectId: ProjectId, machine: KeyMachine): Promise<ProjectKeys> {
  const { publicKey, privateKey } = await machine.makeEd25519()
  const age = await machine.makeAge()
  return { project: projectId, publicKey: bytesToHex(publicKey), privateKey: bytesToHex(privateKey), ...age }
}

/** Written out, so that a private half can never come along. */
export function publicHalves({ project, publicKey, recipient }: ProjectKeys): PublicKeys {
  return { project, publicKey, recipient }
}

export function signerOf({ privateKey }: ProjectKeys, machine: Pick<KeyMachine, 'sign'>): SignBytes {
  const seed = hexToBytes(privateKey)
  return (bytes) => machine.sign(seed, bytes)
}

/** Whether the private halves are those of the public ones. */
export async function areOnePair(
  keys: ProjectKeys,
  machine: Pick<KeyMachine, 'sign' | 'recipientOf'>,
  verifier: SignatureVerifier,
): Promise<boolean> {
  const probe = utf8ToBytes(`nishan project keys ${keys.project}`)
  const signature = await signerOf(keys, machine)(probe)
  if (!(await verifier.verify(hexToBytes(keys.publicKey), probe, signature))) return false
  return (await machine.recipientOf(keys.identity)) === keys.recipient
}
