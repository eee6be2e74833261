import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId, WriterId } from '../base/ids.ts'
import { failure, success, type Result } from '../base/result.ts'
import { z } from '../base/schema.ts'
import { hexSchema, sha256Schema, wireIdSchema } from './messages/hex.ts'
import { canonicalJson } from './operation.ts'
import { parseShallow } from './operation-lines.ts'
import type { SignatureVerifier, SignBytes } from './signature-port.ts'

const RECEIPT_VERSION = 1
/** A receipt as text: a person has one writer for each laptop and one more for each fork. */
const MAX_RECEIPT_LENGTH = 256 * 1024

/**
 * What a receiver of files holds of one person's writers, signed by the project's key: of operations 1 … upTo the digest.
 * Of one person only, since others' heads would tell how much others have done.
 */
export const receiptSchema = z.strictObject({
  nishan: z.literal('receipt'),
  v: z.literal(RECEIPT_VERSION),
  project: wireIdSchema<ProjectId>(),
  person: wireIdSchema<AnnotatorId>(),
  /** Who holds them: a hub in one of its generations, or null for a lead's laptop. */
  holder: z.strictObject({ hub: z.string().max(64), gen: z.string().max(64) }).nullable(),
  /** Clock of the receiver, ms: information only. */
  created: z.number().int().min(0),
  writers: z.array(
    z.strictObject({ writer: wireIdSchema<WriterId>(), upTo: z.number().int().min(0), digest: sha256Schema }),
  ),
  signature: hexSchema(64),
})
export type Receipt = z.infer<typeof receiptSchema>
export type UnsignedReceipt = Omit<Receipt, 'nishan' | 'v' | 'signature'>

export type ReceiptFault = 'not-a-receipt' | 'newer' | 'other-project' | 'bad-signature'

export async function makeReceipt(content: UnsignedReceipt, sign: SignBytes): Promise<Receipt> {
  const unsigned = { nishan: 'receipt', v: RECEIPT_VERSION, ...content } as const
  return { ...unsigned, signature: bytesToHex(await sign(signedBytes(unsigned))) }
}

/** Reads a receipt from a file's text. */
export async function readReceipt(
  text: string,
  project: { projectId: ProjectId; publicKey: Uint8Array; verifier: SignatureVerifier },
): Promise<Result<Receipt, ReceiptFault>> {
  const value = text.length > MAX_RECEIPT_LENGTH ? null : parseShallow(text)
  const kind = z.looseObject({ nishan: z.literal('receipt'), v: z.number().int() }).safeParse(value)
  if (!kind.success) return failure('not-a-receipt')
  if (kind.data.v > RECEIPT_VERSION) return failure('newer')
  const receipt = receiptSchema.safeParse(value)
  if (!receipt.success) return failure('not-a-receipt')
  if (receipt.data.project !== project.projectId) return failure('other-project')
  const signature = hexToBytes(receipt.data.signature)
  const isSigned = await project.verifier.verify(project.publicKey, signedBytes(receipt.data), signature)
  return isSigned ? success(receipt.data) : failure('bad-signature')
}

/** The laptop's own operations, for one person. */
export interface ReceiptOwner {
  /** Greatest seq of an own writer on this laptop; null = not a writer of this laptop. */
  upTo(writer: WriterId): Promise<number | null>
  /** Digest of the writer's operations 1 … upTo. */
  digest(writer: WriterId, upTo: number): Promise<string>
}

export type Acknowledged = { writer: WriterId; upTo: number }

/**
 * What a receipt acknowledges here: only runs whose digest is the same on this laptop, since a number alone also fits
 * another's operations after a restore or on a copied laptop. `differing`: held by the receiver with another content, or
 * further than this laptop has written.
 */
export async function acknowledgedBy(
  receipt: Receipt,
  owner: ReceiptOwner,
): Promise<{ acknowledged: Acknowledged[]; differing: Acknowledged[] }> {
  const acknowledged: Acknowledged[] = []
  const differing: Acknowledged[] = []
  for (const { writer, upTo, digest } of receipt.writers) {
    const own = await owner.upTo(writer)
    if (own === null) continue
    const isSame = upTo <= own && (await owner.digest(writer, upTo)) === digest
    const list = isSame ? acknowledged : differing
    list.push({ writer, upTo })
  }
  return { acknowledged, differing }
}

function signedBytes(receipt: object): Uint8Array {
  const { signature: _signature, ...rest } = receipt as Partial<Receipt>
  return utf8ToBytes(canonicalJson(rest))
}
