import { QUARANTINE_REASONS, type QuarantineReason } from './messages/push-reply.ts'
import { operationHash, type Operation, type OperationKind } from './operation.ts'

/** No kind of the protocol: never sent, and shows nothing wherever it is applied. */
const HELD = 'held' as OperationKind

type HeldOperation = Operation & { was?: unknown; rejected?: true }

/**
 * An odd operation as a lead's laptop with no hub keeps it: in its place and with its hash, so that digests go on, but
 * counting for nothing, now and after the stores are filled again from each other.
 */
export function heldOperation(operation: Operation, why: QuarantineReason): Operation {
  const { seq, at } = operation
  const erased = operationHash(operation)
  const held: HeldOperation = { seq, lamport: 1, kind: HELD, item: '', key: why, at, taskVersion: 0, erased }
  held.was = operation
  return held
}

/** The same, put aside by a lead for good. */
export function rejectedOperation(operation: Operation, why: QuarantineReason): Operation {
  const held: HeldOperation = heldOperation(operation, why)
  held.rejected = true
  return held
}

export type HeldInside = { operation: Operation; why: QuarantineReason; rejected: boolean }

/** What is held there, and why; null = the operation counts. */
export function heldInside(operation: Operation): HeldInside | null {
  const { kind, key, was, erased, rejected } = operation as HeldOperation
  const why = QUARANTINE_REASONS.find((reason) => reason === key)
  if (kind !== HELD || why === undefined || typeof was !== 'object' || was === null) return null
  const inner = was as Operation
  return operationHash(inner) === erased ? { operation: inner, why, rejected: rejected === true } : null
}
