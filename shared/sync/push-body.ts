import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { ProjectId, WriterId } from '../base/ids.ts'
import { failure, success, type Result } from '../base/result.ts'
import { pushHeaderSchema, type PushHeader } from './messages/push-header.ts'
import { decodeOperationLines, encodeOperationLines, parseShallow } from './operation-lines.ts'
import { canonicalJson, type Operation } from './operation.ts'
import { PROTOCOL } from './protocol-version.ts'
import type { SignBytes } from './signature-port.ts'

export type Push = { header: PushHeader; operations: Operation[] }

/** What is wrong with a push before anything is known of its writer. */
export type PushFault = 'bad-request' | 'bad-hash' | 'too-old'

/**
 * The body of a push, unpacked: header line, then a line for each operation. `operations` are one run of one writer,
 * 1 to MAX_PUSH_OPERATIONS of them, in order of seq.
 */
export async function encodePush(
  place: { projectId: ProjectId; writerId: WriterId },
  operations: readonly Operation[],
  sign: SignBytes,
): Promise<{ bytes: Uint8Array; header: PushHeader }> {
  const lines = encodeOperationLines(operations)
  const unsigned = {
    v: PROTOCOL.max,
    project: place.projectId,
    writer: place.writerId,
    from: operations[0]?.seq ?? 0,
    n: operations.length,
    sha: bytesToHex(sha256(utf8ToBytes(lines))),
  }
  const signature = bytesToHex(await sign(signedBytes(unsigned)))
  const header = pushHeaderSchema.parse({ ...unsigned, signature })
  return { bytes: utf8ToBytes(`${JSON.stringify(header)}\n${lines}`), header }
}

/** The bytes a push header's signature is over. */
export function signedBytes(header: object): Uint8Array {
  const { signature: _signature, ...rest } = header as Partial<PushHeader>
  return utf8ToBytes(canonicalJson(rest))
}

/** Reads a push and checks its hash and numbers; the signature is checked by whoever knows the writer's key. */
export function decodePush(text: string): Result<Push, PushFault> {
  const end = text.indexOf('\n')
  const header = pushHeaderSchema.safeParse(parseShallow(end < 0 ? text : text.slice(0, end)))
  if (!header.success) return failure('bad-request')
  if (header.data.v < PROTOCOL.min || header.data.v > PROTOCOL.max) return failure('too-old')
  const lines = text.slice(end + 1)
  if (bytesToHex(sha256(utf8ToBytes(lines))) !== header.data.sha) return failure('bad-hash')
  const operations = decodeOperationLines(lines)
  if (!operations.ok || operations.value.length !== header.data.n) return failure('bad-request')
  if (operations.value[0]?.seq !== header.data.from) return failure('bad-request')
  return success({ header: header.data, operations: operations.value })
}
