import { hexToBytes } from '@noble/hashes/utils.js'
import type { AnnotatorId, WriterId } from '../../base/ids.ts'
import type { Role } from '../../domain/project.ts'
import type { GrowingFacts } from '../growing-facts.ts'
import { judgeOperation } from '../judge-operation.ts'
import type { QuarantineReason } from '../messages/push-reply.ts'
import { operationHash, type Operation } from '../operation.ts'
import { decodePush, signedBytes, type Push } from '../push-body.ts'
import type { SignatureVerifier } from '../signature-port.ts'
import type { Bundle, BundlePush } from './read-bundle.ts'

/** Whose a writer is, from the binding table of whoever reads; null for the role = shut out, or of no role any more. */
export type WriterBinding = { annotatorId: AnnotatorId; publicKey: Uint8Array; role: Role | null }

/** What the reader of a bundle knows of the project. */
export type BundleGround = {
  bindingOf(writer: WriterId): Promise<WriterBinding | null>
  /** Hashes of operations from … to that are here already, in order, fewer where they end (storage holds 1 … upTo). */
  knownHashes(writer: WriterId, from: number, to: number): Promise<readonly string[]>
  /** How far the writer's operations are here; 0 = none. */
  upTo(writer: WriterId): Promise<number>
  facts: GrowingFacts
  verifier: SignatureVerifier
}

export type JudgedOperation = {
  operation: Operation
  /** SHA-256 of the content as it came. */
  hash: string
  /** Null = sound; else it is kept for the lead and counts for nothing. */
  why: QuarantineReason | null
}

/**
 * What becomes of a push: `new` operations to apply after `known` that are here already, or why none of it is taken.
 * `gap`: the file with the operations after `upTo` is still to come; keep this one. `fork`: another laptop went on with a
 * copy of the writer, from `seq` on.
 */
export type JudgedPush = BundlePush &
  (
    | { outcome: 'sound'; annotatorId: AnnotatorId; known: number; operations: readonly JudgedOperation[] }
    | { outcome: 'not-enrolled' | 'bad-signature' }
    | { outcome: 'gap'; upTo: number }
    | { outcome: 'fork'; seq: number }
  )

/**
 * Judges the answers of a bundle where no hub is: the same checks in the same order as the hub's (ingest-push.ts), each
 * push with what those before it have made known. Leads' pushes come first, since others' lie on them. Nothing is written;
 * whoever takes the pushes may apply each before asking for the next, so that one is held at a time.
 */
export async function* judgeBundle(bundle: Bundle, ground: BundleGround): AsyncGenerator<JudgedPush> {
  const heads = new Map<WriterId, number>()
  for (const push of await leadsFirst(bundle.pushes, ground)) {
    const decoded = decodePush(bundle.text(push.name))
    if (!decoded.ok) throw new Error('Invariant broken: a bundle that was read holds pushes')
    const upTo = heads.get(push.writer) ?? (await ground.upTo(push.writer))
    const judged = await judgePush(push, { push: decoded.value, upTo, ground })
    if (judged.outcome === 'sound') heads.set(push.writer, Math.max(upTo, lastOf(push)))
    yield judged
  }
}

type Judging = { push: Push; upTo: number; ground: BundleGround }

async function judgePush(place: BundlePush, { push, upTo, ground }: Judging): Promise<JudgedPush> {
  const { header, operations } = push
  const binding = await ground.bindingOf(place.writer)
  if (binding === null) return { ...place, outcome: 'not-enrolled' }
  const { annotatorId, publicKey, role } = binding
  const isSigned = await ground.verifier.verify(publicKey, signedBytes(header), hexToBytes(header.signature))
  if (!isSigned) return { ...place, outcome: 'bad-signature' }
  if (place.from > upTo + 1) return { ...place, outcome: 'gap', upTo }
  const hashes = operations.map(operationHash)
  const known = upTo < place.from ? [] : await ground.knownHashes(place.writer, place.from, lastOf(place))
  const differs = known.findIndex((hash, index) => hash !== hashes[index])
  if (differs >= 0) return { ...place, outcome: 'fork', seq: place.from + differs }
  const judged = operations.slice(known.length).map((operation, index): JudgedOperation => {
    const why = judgeOperation(role, operation, ground.facts)
    if (why === null) ground.facts.learn(operation)
    return { operation, hash: hashes[known.length + index] ?? '', why }
  })
  return { ...place, outcome: 'sound', annotatorId, known: known.length, operations: judged }
}

async function leadsFirst(pushes: readonly BundlePush[], ground: BundleGround): Promise<BundlePush[]> {
  const leads = new Set<WriterId>()
  for (const writer of new Set(pushes.map((push) => push.writer))) {
    if ((await ground.bindingOf(writer))?.role === 'lead') leads.add(writer)
  }
  const first = pushes.filter(({ writer }) => leads.has(writer))
  return [...first, ...pushes.filter(({ writer }) => !leads.has(writer))]
}

function lastOf({ from, n }: BundlePush): number {
  return from + n - 1
}
